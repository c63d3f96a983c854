#include "harness/scenario/verdict.h"

#include <array>
#include <utility>

namespace plumb::scenario {

namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 6> kVerdicts{{
    {Verdict::kPass, "pass"},
    {Verdict::kFail, "fail"},
    {Verdict::kInconclusive, "inconclusive"},
    {Verdict::kSkipped, "skipped"},
    {Verdict::kError, "error"},
    {Verdict::kObserved, "observed"},
}};

constexpr std::array<std::pair<Basis, std::string_view>, 6> kBases{{
    {Basis::kStated, "stated"},
    {Basis::kImplied, "implied"},
    {Basis::kAssumed, "assumed"},
    {Basis::kPlatform, "platform"},
    {Basis::kHygiene, "hygiene"},
    {Basis::kObserved, "observed"},
}};

template <class Words, class Value>
std::string_view WordFor(const Words& words, Value value) {
    for (const auto& [known, word] : words) {
        if (known == value) return word;
    }
    return "";
}

template <class Value, class Words>
std::optional<Value> ValueFor(const Words& words, std::string_view text) {
    for (const auto& [value, word] : words) {
        if (word == text) return value;
    }
    return std::nullopt;
}

}  // namespace

std::string_view ToString(Verdict verdict) {
    return WordFor(kVerdicts, verdict);
}

std::string_view ToString(Basis basis) {
    return WordFor(kBases, basis);
}

std::optional<Verdict> ParseVerdict(std::string_view text) {
    return ValueFor<Verdict>(kVerdicts, text);
}

std::optional<Basis> ParseBasis(std::string_view text) {
    return ValueFor<Basis>(kBases, text);
}

}  // namespace plumb::scenario
