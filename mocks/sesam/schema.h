#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/checklist/checklist.h"
#include "mocks/sesam/mapping.h"

namespace plumb::mocks::sesam {

/// A checklist compiled for the data flow: entities and property paths become small numbers. Holds
/// no state and knows no HTTP. Immutable once compiled.

/// "Dependant on having `value` in a field": `path` is a number of the entity's paths, or -1 when
/// the document names none, so that the condition can never be met.
struct FieldCondition {
    int path = -1;
    std::string value;  ///< "" demands an empty field
};

/// A source and a target property, as numbers of their entities' paths.
struct FieldPair {
    int source = -1;
    int target = -1;
    Mapping mapping;
    std::vector<FieldCondition> source_conditions;
    std::vector<FieldCondition> target_conditions;
};

struct SchemaFlow {
    std::string id;
    int source = -1;  ///< number of an entity
    int target = -1;
    std::vector<std::vector<FieldPair>> alternatives;  ///< records match when all pairs of one do
    std::vector<FieldPair> synced;                     ///< in the order of the document
    std::optional<checklist::CreateRule> create;
};

struct SchemaEntity {
    std::string system;  ///< "poweroffice-go"
    std::string name;    ///< "contactperson"
    std::string id;      ///< "powerofficego-contactperson": prefix of its pipes and ids
    std::vector<std::string> paths;
    std::vector<bool> synced;  ///< by path: takes part in a synced pair, so it may be written
};

struct Schema {
    std::vector<SchemaEntity> entities;  ///< those of the source system first
    std::vector<SchemaFlow> flows;
};

/// Fails when the checklist names a system or an entity that this data flow has no connector for.
Result<Schema> Compile(const checklist::Checklist& checklist);

}  // namespace plumb::mocks::sesam
