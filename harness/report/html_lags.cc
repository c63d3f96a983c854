#include "harness/report/html_lags.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/html_text.h"
#include "harness/report/lags.h"

namespace plumb::report {

namespace {

constexpr std::size_t kLagsAtMost = 200;

std::string LagRow(const LagResult& lag) {
    const LagWords words = InWords(lag);
    return fmt::format(
        R"(<tr><td><code>{}</code><td>{}<td class="num">{}<td class="num">{}<td class="num">{})"
        R"(<td class="num">{}<td class="num">{}<td class="num">{})"
        "\n",
        Text(lag.flow), Text(lag.direction), lag.arrivals, lag.missing, words.p50, words.p95,
        words.max, words.window);
}

}  // namespace

std::string HtmlLags(const ReportModel& model) {
    if (model.lags.empty()) return "";
    std::string html = fmt::format(
        R"(<h2 id="lags">How long edits took</h2><p class="lead">{}</p><table class="open">)"
        R"(<caption>How long edits took</caption><thead><tr><th scope="col">Flow<th scope="col">)"
        R"(Direction<th scope="col">Arrived<th scope="col">Missing<th scope="col">p50)"
        R"(<th scope="col">p95<th scope="col">Longest<th scope="col">Window</thead><tbody>)"
        "\n",
        AboutLags(model));
    for (std::size_t i = 0; i < std::min(model.lags.size(), kLagsAtMost); ++i)
        html += LagRow(model.lags[i]);
    return html + "</tbody></table>\n";
}

}  // namespace plumb::report
