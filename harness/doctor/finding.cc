#include "harness/doctor/finding.h"

#include <fmt/format.h>
#include <algorithm>
#include <string_view>

namespace plumb::doctor {

namespace {

std::string_view ToString(State state) {
    switch (state) {
        case State::kFine:
            return "ok";
        case State::kNote:
            return "note";
        case State::kUnknown:
            return "not known";
        case State::kDoubtful:
            return "doubtful";
        case State::kBroken:
            return "broken";
    }
    return "";
}

}  // namespace

int Count(const std::vector<Examination>& examinations, State state) {
    std::ptrdiff_t count = 0;
    for (const Examination& one : examinations)
        count += std::ranges::count(one.findings, state, &Finding::state);
    return static_cast<int>(count);
}

std::string Lines(const std::vector<Examination>& examinations) {
    constexpr int kWidth = 9;
    std::string text;
    for (const Examination& one : examinations) {
        text += one.title + "\n";
        for (const Finding& finding : one.findings) {
            text += fmt::format("  {:<{}}  {}\n", ToString(finding.state), kWidth, finding.what);
            if (!finding.to_do.empty())
                text += fmt::format("  {:<{}}  → {}\n", "", kWidth, finding.to_do);
        }
        text += "\n";
    }
    return text;
}

}  // namespace plumb::doctor
