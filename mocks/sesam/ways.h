#pragma once

#include <vector>

#include "mocks/sesam/policies.h"
#include "mocks/sesam/schema.h"

namespace plumb::mocks::sesam {

/// How a value gets from a record of one entity into a new one of another: by a pair of the flow
/// that makes it, or of another flow between the two entities, in either direction.
struct Way {
    const FieldPair* pair = nullptr;
    bool to_target = true;  ///< from the source of the pair to its target

    int From() const { return to_target ? pair->source : pair->target; }
    int To() const { return to_target ? pair->target : pair->source; }
    const std::vector<FieldCondition>& ConditionsFrom() const {
        return to_target ? pair->source_conditions : pair->target_conditions;
    }
    const std::vector<FieldCondition>& ConditionsTo() const {
        return to_target ? pair->target_conditions : pair->source_conditions;
    }
    std::optional<Json> Carry(const Json& value) const {
        return to_target ? pair->mapping.ToTarget(value) : pair->mapping.ToSource(value);
    }
};

/// Those of the flow itself first.
std::vector<Way> WaysOf(const Schema& schema, const SchemaFlow& flow,
                        const MergePolicies& policies);

}  // namespace plumb::mocks::sesam
