#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plumb::scenario {

/// What a case came to (design, section 1). Closed: there is no seventh, and none is "unknown".
enum class Verdict {
    kPass,
    kFail,          ///< the data flow breaks the clause
    kInconclusive,  ///< could not be told
    kSkipped,       ///< a declared need is missing, or the system itself refuses the value
    kError,         ///< the harness, a mock or a tenant broke: never the data flow's fault
    kObserved,      ///< there is no right answer; what the data flow does was recorded
};

/// On what a check rests, printed on every case and used for gating (design, section 1).
enum class Basis { kStated, kImplied, kAssumed, kPlatform, kHygiene, kObserved };

std::string_view ToString(Verdict verdict);  ///< "pass", "fail", …
std::string_view ToString(Basis basis);      ///< "stated", "implied", …
std::optional<Verdict> ParseVerdict(std::string_view text);
std::optional<Basis> ParseBasis(std::string_view text);

/// A verdict with its reason, which is never empty.
struct Outcome {
    Verdict verdict = Verdict::kError;
    std::string reason = "was never judged";
    /// Skipped only: true when a declared need is missing (counts as "partial" for the clause),
    /// false for every other reason (does not count).
    bool missing_need = false;
};

}  // namespace plumb::scenario
