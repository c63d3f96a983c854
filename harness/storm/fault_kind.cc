#include "harness/storm/fault_kind.h"

#include <algorithm>

namespace plumb::storm {

namespace {

const std::vector<Purpose> kAll = {Purpose::kToken, Purpose::kRead, Purpose::kWrite};
const std::vector<Purpose> kWithToken = {Purpose::kRead, Purpose::kWrite};
const std::vector<Purpose> kWrites = {Purpose::kWrite};
const std::vector<Purpose> kReads = {Purpose::kRead};

nlohmann::json Status(int status) {
    return {{"is", "status"}, {"status", status}};
}

/// The clock of the mocks is virtual: waiting costs nothing.
nlohmann::json StatusWithRetryAfter(int status) {
    nlohmann::json verdict = Status(status);
    verdict["retry_after_s"] = 1;
    return verdict;
}

}  // namespace

bool FaultKind::Meets(Purpose purpose) const {
    return std::ranges::find(meets, purpose) != meets.end();
}

const std::vector<FaultKind>& FaultKinds() {
    static const std::vector<FaultKind> kinds = {
        {"status-500", Status(500), "is answered 500, and not done", kAll, kAll},
        {"status-503", StatusWithRetryAfter(503), "is answered 503 with Retry-After", kAll, kAll},
        {"status-429", StatusWithRetryAfter(429), "is answered 429 with Retry-After", kAll, kAll},
        {"status-401", Status(401), "is answered 401, as with an expired token", kAll, kAll},
        {"reset",
         {{"is", "reset"}, {"when", "before-all"}},
         "ends in a reset connection before anything is done",
         kAll,
         kAll},
        {"commit-then-drop", "commit-then-drop", "is done, but its answer is lost", kAll, kAll},
        {"commit-then-500",
         {{"is", "commit-then-status"}, {"status", 500}},
         "is done, but answered 500",
         kWrites,
         kAll},
        {"duplicate", "duplicate", "is done twice, as by a gateway", kWrites, kAll},
        {"truncated", "truncate", "is done, but half of its answer is lost", kAll, kAll},
        {"malformed", "malformed", "is done, but its answer is no JSON", kAll, kAll},
        {"stale-read", "stale-read", "is answered as before the last edits", kReads, kReads},
        {"expired-token", "expired-token", "finds its token expired", kWithToken, kWithToken},
    };
    return kinds;
}

}  // namespace plumb::storm
