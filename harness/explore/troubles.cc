#include "harness/explore/troubles.h"

#include <algorithm>
#include <array>

namespace plumb::explore {

using nlohmann::json;

namespace {

/// As in specs/checks/values/write-faults.yaml.
json VerdictOfWrite(int number) {
    const std::array<json, kVerdicts> verdicts{{
        {{"is", "status"}, {"status", 503}, {"retry_after_s", 1}},
        {{"is", "status"}, {"status", 429}, {"retry_after_s", 1}},
        {{"is", "status"}, {"status", 401}},
        {{"is", "reset"}, {"when", "before-all"}},
        {{"is", "commit-then-drop"}},
        {{"is", "commit-then-status"}, {"status", 500}},
        {{"is", "malformed"}},
        {{"is", "duplicate"}},
    }};
    return verdicts[static_cast<std::size_t>(std::clamp(number, 0, kVerdicts - 1))];
}

/// As in specs/checks/values/creation-faults.yaml: what is done twice stays done twice.
json VerdictOfMaking(int number) {
    const json all[]{
        {{"is", "status"}, {"status", 503}, {"retry_after_s", 1}},
        {{"is", "commit-then-drop"}},
        {{"is", "commit-then-status"}, {"status", 500}},
        {{"is", "truncate"}},
    };
    return all[static_cast<std::size_t>(std::clamp(number, 0, kVerdicts - 1)) % std::size(all)];
}

json VerdictOfAny(int number) {
    const json all[]{
        {{"is", "status"}, {"status", 503}, {"retry_after_s", 1}},
        {{"is", "status"}, {"status", 429}, {"retry_after_s", 1}},
        {{"is", "reset"}, {"when", "before-all"}},
        {{"is", "commit-then-drop"}},
        {{"is", "truncate"}},
    };
    return all[static_cast<std::size_t>(std::clamp(number, 0, kVerdicts - 1)) % std::size(all)];
}

}  // namespace

json WriteTo(const Trouble& trouble, const std::string& handle, Side side) {
    return {{"match",
             {{"system", side == Side::kSource ? "source" : "target"},
              {"operation", "update"},
              {"record", handle}}},
            {"verdict", VerdictOfWrite(trouble.verdict)}};
}

json MakingOf(const Trouble& trouble) {
    return {{"match", {{"system", "target"}, {"operation", "create"}, {"contains", "{tag}"}}},
            {"verdict", VerdictOfMaking(trouble.verdict)}};
}

json AnyRequest(const Trouble& trouble) {
    return {{"match",
             {{"system", trouble.source ? "source" : "target"},
              {"path", "/**"},
              {"nth", std::max(trouble.nth, 1)}}},
            {"verdict", VerdictOfAny(trouble.verdict)}};
}

}  // namespace plumb::explore
