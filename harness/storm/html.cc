#include <fmt/format.h>
#include <algorithm>
#include <map>

#include "harness/report/html_style.h"
#include "harness/report/html_text.h"
#include "harness/report/words.h"
#include "harness/storm/storm.h"

namespace plumb::storm {

namespace {

using report::Text;

constexpr std::string_view kGridStyle = R"css(
.grid{font-size:13px}.grid th.fault{writing-mode:vertical-rl;transform:rotate(180deg);padding:6px 0;vertical-align:top;font-weight:500}
.grid td{padding:2px 8px 2px 0}.grid td.cell{text-align:center;padding:0;width:34px}
.grid td.cell a,.grid td.cell span{display:block;background:var(--t);color:var(--c);font-weight:700;border-radius:4px;margin:1px;text-decoration:none}
.grid .num{text-align:right;color:var(--soft);font-variant-numeric:tabular-nums}.grid tr.sync th{padding-top:14px}
)css";

struct Look {
    std::string_view sign;
    std::string_view colour;
};

Look LookOf(Fate fate) {
    switch (fate) {
        case Fate::kSurvived:
            return {"✓", "pass"};
        case Fate::kFailed:
            return {"✗", "fail"};
        case Fate::kNotDecidable:
            return {"◇", "seen"};
        case Fate::kNotMet:
            return {"·", "none"};
        case Fate::kInconclusive:
            return {"?", "doubt"};
        case Fate::kError:
            return {"!", "error"};
    }
    return {"", ""};
}

constexpr Fate kFates[] = {Fate::kSurvived,     Fate::kFailed,       Fate::kError,
                           Fate::kInconclusive, Fate::kNotDecidable, Fate::kNotMet};

std::string IdOf(const Storm& storm, const PointResult& result) {
    return fmt::format("p{}-{}", storm.requests[result.point.request].number,
                       storm.kinds[result.point.fault].id);
}

std::string Head(const Storm& storm) {
    const int status = ExitStatusOf(storm);
    const std::string_view colour = status == 0   ? "pass"
                                    : status == 1 ? "fail"
                                    : status == 3 ? "error"
                                                  : "doubt";
    const std::string_view sign = status == 0 ? "✓" : status == 1 ? "✗" : status == 3 ? "!" : "?";
    std::string page = fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
        "<title>Storm: {}</title><style>{}{}</style></head>\n<body><div class=\"page\">\n"
        "<p class=\"over\">Plumb {} · storm</p><h1>{}</h1>\n",
        Text(storm.title, 200), report::kHtmlStyle, kGridStyle, Text(storm.version),
        Text(storm.title, 200));
    page += fmt::format(
        "<div class=\"verdict {}\"><div class=\"sign\">{}</div><div><p class=\"word\">{}</p>"
        "<p>Each request of the data flow in turn met each fault once, in a run of its own on "
        "fresh "
        "mock servers. Then the data flow had {} more syncs, and nothing may be lost, doubled or "
        "left unsynchronized.</p></div></div>\n",
        colour, sign, Text(Headline(storm)), storm.syncs - storm.stormy_syncs);
    page += "<ul class=\"legend\">";
    for (const Fate fate : kFates) {
        const Look look = LookOf(fate);
        page += fmt::format("<li class=\"{}\"><i>{}</i>{} <b>{}</b></li>", look.colour, look.sign,
                            ToString(fate), CountOf(storm, fate));
    }
    return page + "</ul>\n";
}

std::string Facts(const Storm& storm) {
    std::string defects;
    for (const std::string& defect : storm.defects)
        defects += (defects.empty() ? "" : ", ") + defect;
    std::string page = fmt::format(
        "<dl class=\"facts\"><div><dt>checklist</dt><dd>{}</dd></div><div><dt>data flow</dt>"
        "<dd>built in{}</dd></div><div><dt>requests</dt><dd>{} in {} syncs</dd></div>"
        "<div><dt>took</dt><dd>{}, seed {}</dd></div><div class=\"wide\"><dt>again</dt>"
        "<dd><code>{}</code></dd></div></dl>\n",
        Text(storm.checklist), defects.empty() ? "" : ", with the defect " + Text(defects),
        storm.requests.size(), storm.stormy_syncs, report::Duration(storm.took_ms), storm.seed,
        Text(storm.command));
    if (storm.ended != "complete")
        page += fmt::format("<p class=\"warn error\">Ended early: {}</p>", Text(storm.ended));
    return page;
}

std::string Cell(const Storm& storm, const PointResult* result) {
    if (result == nullptr) return "<td class=\"cell\"></td>";
    const Look look = LookOf(result->fate);
    const std::string title =
        fmt::format("{}: {}", storm.kinds[result->point.fault].id, ToString(result->fate));
    if (result->fate == Fate::kSurvived)
        return fmt::format("<td class=\"cell {}\"><span title=\"{}\">{}</span></td>", look.colour,
                           Text(title), look.sign);
    return fmt::format("<td class=\"cell {}\"><a href=\"#{}\" title=\"{}\">{}</a></td>",
                       look.colour, IdOf(storm, *result), Text(title), look.sign);
}

std::string Grid(const Storm& storm) {
    std::map<std::pair<std::size_t, std::size_t>, const PointResult*> results;
    for (const PointResult& result : storm.points)
        results[{result.point.request, result.point.fault}] = &result;
    std::string page =
        "<h2>Requests and faults</h2>\n<p class=\"lead\">An empty cell: this fault is, for such a "
        "request, the same as another one, or was not asked for.</p>\n<table class=\"grid\">"
        "<caption>What became of each request under each fault</caption><thead><tr><th></th>"
        "<th>request of the data flow</th><th>to</th>";
    for (const FaultKind& kind : storm.kinds)
        page += fmt::format("<th class=\"fault\" scope=\"col\" title=\"{}\">{}</th>",
                            Text(kind.what), Text(kind.id));
    page += "</tr></thead><tbody>\n";
    int sync = 0;
    for (std::size_t request = 0; request < storm.requests.size(); ++request) {
        const Request& one = storm.requests[request];
        if (one.sync != sync) {
            sync = one.sync;
            page += fmt::format("<tr class=\"sync\"><th></th><th colspan=\"2\">sync {}</th></tr>\n",
                                sync);
        }
        page += fmt::format("<tr><td class=\"num\">{}</td><td><code>{} {}</code></td><td>{}</td>",
                            one.number, Text(one.method), Text(one.path, 120), Text(one.what, 120));
        for (std::size_t kind = 0; kind < storm.kinds.size(); ++kind) {
            const auto found = results.find({request, kind});
            page += Cell(storm, found == results.end() ? nullptr : found->second);
        }
        page += "</tr>\n";
    }
    return page + "</tbody></table>\n";
}

std::string Details(const Storm& storm) {
    std::string page;
    for (const PointResult& result : storm.points) {
        if (result.fate == Fate::kSurvived) continue;
        const Request& request = storm.requests[result.point.request];
        const FaultKind& kind = storm.kinds[result.point.fault];
        const Look look = LookOf(result.fate);
        page += fmt::format(
            "<h3 id=\"{}\"><span class=\"pill {}\"><i>{}</i>{}</span> {} {}</h3>\n<p>{}</p>\n",
            IdOf(storm, result), look.colour, look.sign, ToString(result.fate),
            Text(Describe(request)), Text(kind.what), Text(result.reason));
        if (!result.broken.empty()) page += "<ul class=\"list\">";
        for (const Broken& broken : result.broken)
            page += fmt::format("<li><code>{}</code><br>{}</li>\n", Text(broken.case_id),
                                Text(broken.reason));
        if (!result.broken.empty()) page += "</ul>";
        page += fmt::format("<p class=\"where\">again: <code>{}</code></p>\n",
                            Text(CommandFor(storm, result)));
        if (!result.replay.empty())
            page += fmt::format(
                "<p class=\"where\">alone: <code>{}</code> (<a href=\"{}\">file</a>)</p>\n",
                Text(ReplayCommandFor(storm, result)), Text(result.replay));
        if (!result.not_repeated.empty())
            page += fmt::format("<p class=\"where\">no replay file: {}</p>\n",
                                Text(result.not_repeated));
    }
    return page.empty() ? page : "<h2>What was not survived</h2>\n" + page;
}

std::string Works(const Storm& storm) {
    std::string page = "<h2>What the data flow had to do</h2>\n<ul class=\"list\">";
    for (const Storm::Work& work : storm.workload)
        page += fmt::format("<li>{}<br><code class=\"where\">{}</code></li>\n", Text(work.summary),
                            Text(work.case_id));
    page += "</ul>\n";
    if (storm.left_out.empty()) return page;
    page += "<h3>Left out</h3>\n<ul class=\"list\">";
    for (const Storm::Work& work : storm.left_out)
        page +=
            fmt::format("<li><code>{}</code>: {}</li>\n", Text(work.case_id), Text(work.summary));
    return page + "</ul>\n";
}

std::string WithoutFault(const Storm& storm) {
    if (storm.clean.empty()) return "";
    std::string page = "<h2>What does not hold without any fault</h2>\n<ul class=\"list\">";
    for (const Broken& broken : storm.clean)
        page += fmt::format("<li><code>{}</code><br>{}</li>\n", Text(broken.case_id),
                            Text(broken.reason));
    return page + "</ul>\n";
}

}  // namespace

std::string ToHtml(const Storm& storm) {
    std::string page = Head(storm) + Facts(storm) + WithoutFault(storm);
    if (!storm.points.empty()) page += Grid(storm) + Details(storm);
    return page + Works(storm) + "</div></body></html>\n";
}

}  // namespace plumb::storm
