#include "harness/report/html.h"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <array>
#include <map>

#include "harness/base/encoding.h"
#include "harness/report/html_case.h"
#include "harness/report/html_front.h"
#include "harness/report/html_lags.h"
#include "harness/report/html_style.h"
#include "harness/report/html_text.h"
#include "harness/report/html_trace.h"
#include "harness/report/outlay.h"
#include "harness/report/words.h"

namespace plumb::report {

namespace {

using scenario::Verdict;

constexpr std::size_t kCasesBytes = 1'850'000;

std::string ScriptHash() {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    const std::string script(kHtmlScript);
    SHA256(reinterpret_cast<const unsigned char*>(script.data()), script.size(), digest.data());
    return Base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string HeadOfPage(const ReportModel& model) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">"
        "<title>{}: {}</title><style>{}</style></head>\n<body><div class=\"page\">"
        "<a class=\"skip-link\" href=\"#cases\">Skip to the cases</a>\n",
        ScriptHash(), Heading(model), Text(model.title, 200), kHtmlStyle);
}

// --- cases --------------------------------------------------------------------------------------

std::string Button(std::string_view key, std::string_view value, const std::string& label) {
    return fmt::format(
        R"(<button type="button" data-key="{}" data-value="{}" aria-pressed="false">{}</button>)",
        key, value, label);
}

std::string Tools(const ReportModel& model) {
    std::string verdicts;
    for (const Share& share : SharesOf(model.counts)) {
        verdicts += Button("v", ColourOf(share),
                           fmt::format("{} {} {}", SignOf(share), share.word, share.count));
    }
    std::map<scenario::Basis, int> counts;
    for (const CaseResult& result : model.cases) ++counts[result.basis];
    std::string bases;
    for (const auto& [basis, count] : counts) {
        bases += Button("b", scenario::ToString(basis),
                        fmt::format("{} {}", scenario::ToString(basis), count));
    }
    return fmt::format(
        R"(<div class="tools" role="search" hidden><label class="sr" for="search">Search the cases)"
        R"(</label><input id="search" type="search" placeholder="Search, or press /" )"
        R"(autocomplete="off"><fieldset><legend>Verdict</legend>{}</fieldset>)"
        R"(<fieldset><legend>Basis</legend>{}</fieldset>)"
        R"(<button type="button" id="open-all">Open all</button>)"
        R"(<button type="button" id="close-all">Close all</button>)"
        R"(<span id="shown" role="status"></span></div>)"
        "\n",
        verdicts, bases);
}

std::string Cases(const ReportModel& model) {
    return "<h2 id=\"cases\">Cases</h2>\n<p class=\"lead\">Failures first. Each case opens on what "
           "was expected and seen, and on its evidence.</p>\n" +
           Tools(model) + HtmlCases(model, kCasesBytes) +
           "<p id=\"none-shown\" class=\"nothing\" hidden>No case fits this search.</p>\n";
}

std::string Foot(const ReportModel& model) {
    const journal::RunStarted& run = model.Run();
    return fmt::format(
        "<footer>Made by Plumb {} from the journal alone. Checklist <code>{}</code>, catalogue "
        "<code>{}</code>. <b>stated</b>: the document's sentence itself; <b>implied</b>: the "
        "sentence cannot hold without it; <b>assumed</b>: our reading where the document is "
        "silent; "
        "<b>platform</b>: the platform's published rules; <b>hygiene</b>: any sync must do this; "
        "<b>observed</b>: there is no right answer, and what happens was recorded.</footer>\n"
        "</main></div><script>{}</script></body></html>\n",
        Text(run.version), Text(run.checklist_digest), Text(run.catalogue_digest), kHtmlScript);
}

}  // namespace

std::string WriteHtml(const ReportModel& model) {
    return HeadOfPage(model) +
           fmt::format("<header><p class=\"over\">Conformance report · Plumb {}</p><h1>{}</h1>\n",
                       Text(model.Run().version),
                       model.title.empty() ? "A run that did not start" : Text(model.title)) +
           HtmlSummary(model) + "</header>\n<main>\n" + HtmlClauses(model) + HtmlDeviations(model) +
           HtmlRemarks(model) + HtmlLags(model) + HtmlTraceability(model) + Cases(model) +
           HtmlOutlay(model) + Foot(model);
}

}  // namespace plumb::report
