#include "harness/report/html_text.h"

#include <fmt/format.h>

#include "harness/base/text.h"
#include "harness/report/visible.h"
#include "harness/report/words.h"

namespace plumb::report {

using scenario::Verdict;

namespace {

std::string Escape(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&#39;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

constexpr std::string_view kKnownColour = "known";

std::string MakePill(std::string_view colour, std::string_view sign, std::string_view word) {
    return fmt::format(R"(<span class="pill {}"><i aria-hidden="true">{}</i>{}</span>)", colour,
                       sign, word);
}

}  // namespace

std::string Text(std::string_view text, std::size_t bytes) {
    return Escape(VisibleLine(Shorten(text, bytes)));
}

std::string Block(std::string_view text, std::size_t bytes) {
    return Escape(Visible(Shorten(text, bytes)));
}

std::string Anchor(std::string_view prefix, std::string_view id) {
    std::string anchor(prefix);
    for (const char c : id.substr(0, 300)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '/';
        anchor += plain ? c : '-';
    }
    return anchor;
}

std::string_view ColourOf(const std::optional<Verdict>& verdict) {
    if (!verdict) return "none";
    switch (*verdict) {
        case Verdict::kPass:
            return "pass";
        case Verdict::kFail:
            return "fail";
        case Verdict::kInconclusive:
            return "doubt";
        case Verdict::kSkipped:
            return "skip";
        case Verdict::kError:
            return "error";
        case Verdict::kObserved:
            return "seen";
    }
    return "none";
}

std::string_view ColourOf(Judgement judgement) {
    switch (judgement) {
        case Judgement::kNonconformant:
            return "fail";
        case Judgement::kKnownDeviation:
            return kKnownColour;
        case Judgement::kUntested:
        case Judgement::kUndecided:
            return "error";
        case Judgement::kPartial:
            return "doubt";
        case Judgement::kConformant:
            return "pass";
        case Judgement::kNotRun:
            return "none";
    }
    return "none";
}

std::string_view ColourOf(const CaseResult& result) {
    return result.deviation ? kKnownColour : ColourOf(result.verdict);
}

std::string_view ColourOf(const Share& share) {
    return share.is_known ? kKnownColour : ColourOf(share.verdict);
}

std::string Pill(const std::optional<Verdict>& verdict) {
    return MakePill(ColourOf(verdict), SignFor(verdict), WordFor(verdict));
}

std::string Pill(Judgement judgement) {
    return MakePill(ColourOf(judgement), SignFor(judgement), ToString(judgement));
}

std::string Pill(const CaseResult& result) {
    return MakePill(ColourOf(result), SignFor(result), WordFor(result));
}

}  // namespace plumb::report
