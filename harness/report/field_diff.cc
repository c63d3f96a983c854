#include "harness/report/field_diff.h"

#include <fmt/format.h>

#include <map>

#include "harness/base/json_path.h"

namespace plumb::report {

namespace {

using Leaves = std::map<std::string, std::string>;

// As deep as a journal may be nested, and no deeper.
void Flatten(const Json& value, const std::string& path, Leaves& leaves, int depth = 0) {
    if (!value.is_structured() || value.empty() || depth > 128) {
        leaves[path.empty() ? "(the record)" : path] = Dump(value);
        return;
    }
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            Flatten(value[i], fmt::format("{}[{}]", path, i), leaves, depth + 1);
        }
        return;
    }
    for (const auto& [key, member] : value.items()) {
        Flatten(member, path.empty() ? key : path + "." + key, leaves, depth + 1);
    }
}

}  // namespace

FieldDiff CompareFields(const nlohmann::json& before, const nlohmann::json& after) {
    Leaves old_leaves;
    Leaves new_leaves;
    if (!before.is_null()) Flatten(before, "", old_leaves);
    if (!after.is_null()) Flatten(after, "", new_leaves);

    std::map<std::string, FieldChange> changes;
    FieldDiff diff;
    for (const auto& [path, text] : old_leaves) {
        const auto now = new_leaves.find(path);
        if (now != new_leaves.end() && now->second == text) {
            ++diff.same;
        } else {
            changes[path] = {path, text, std::nullopt};
        }
    }
    for (const auto& [path, text] : new_leaves) {
        const auto was = old_leaves.find(path);
        if (was != old_leaves.end() && was->second == text) continue;
        FieldChange& change = changes[path];
        change.path = path;
        change.after = text;
    }
    for (auto& [path, change] : changes) diff.changes.push_back(std::move(change));
    return diff;
}

}  // namespace plumb::report
