#include "mocks/sesam/ways.h"

namespace plumb::mocks::sesam {

namespace {

void Add(const SchemaFlow& flow, bool to_target, const MergePolicies& policies,
         std::vector<Way>& ways) {
    for (std::size_t number = 0; number < flow.synced.size(); ++number) {
        if (policies.syncs(number, flow.synced.size()))
            ways.push_back({&flow.synced[number], to_target});
    }
}

}  // namespace

std::vector<Way> WaysOf(const Schema& schema, const SchemaFlow& flow,
                        const MergePolicies& policies) {
    std::vector<Way> ways;
    Add(flow, true, policies, ways);
    for (const SchemaFlow& other : schema.flows) {
        if (&other == &flow) continue;
        if (other.source == flow.source && other.target == flow.target) {
            Add(other, true, policies, ways);
        } else if (other.source == flow.target && other.target == flow.source) {
            Add(other, false, policies, ways);
        }
    }
    return ways;
}

}  // namespace plumb::mocks::sesam
