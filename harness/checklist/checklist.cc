#include "harness/checklist/checklist.h"

#include <algorithm>

namespace plumb::checklist {

namespace {

/// Each complete pair of the merge rule once. A merge key is compared for equality, so it must
/// arrive as it is: the type is a text that passes unchanged.
std::vector<Property> MergeKeys(const Flow& flow) {
    std::vector<Property> keys;
    for (const MergeAlternative& alternative : flow.merge_when_any) {
        for (const Pair& pair : alternative) {
            const Property key{.pair = pair, .type = "\"string\"", .type_unreadable = false};
            const bool known = std::find(keys.begin(), keys.end(), key) != keys.end();
            if (!pair.IsIncomplete() && !known) keys.push_back(key);
        }
    }
    return keys;
}

}  // namespace

std::vector<Property> SyncedPairs(const Flow& flow) {
    if (!flow.keep_in_sync) return {};
    if (!flow.properties.empty()) {
        std::vector<Property> complete;
        std::copy_if(flow.properties.begin(), flow.properties.end(), std::back_inserter(complete),
                     [](const Property& property) { return !property.pair.IsIncomplete(); });
        return complete;
    }
    if (flow.when_no_properties == WhenNoProperties::kNothing) return {};
    return MergeKeys(flow);
}

}  // namespace plumb::checklist
