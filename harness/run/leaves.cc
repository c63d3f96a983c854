#include "harness/run/leaves.h"

#include <algorithm>
#include <map>

#include "harness/base/json_path.h"
#include "harness/scenario/property_type.h"

namespace plumb::run {

namespace {

void Collect(const Json& value, const std::string& path, std::map<std::string, Json>& leaves) {
    if (!value.is_object()) {
        leaves[path] = value;
        return;
    }
    for (const auto& [name, member] : value.items())
        Collect(member, path.empty() ? name : path + "." + name, leaves);
}

/// True when `path` is `prefix` or lies under it.
bool IsUnder(const std::string& path, const std::string& prefix) {
    return path == prefix || (path.starts_with(prefix) && path[prefix.size()] == '.');
}

bool IsManaged(const std::string& path, const target::Entity& entity) {
    if (!entity.modified_at.empty() && path == entity.modified_at) return true;
    return std::ranges::any_of(entity.fields, [&](const auto& field) {
        return field.second.managed && IsUnder(path, field.first);
    });
}

}  // namespace

std::vector<LeafChange> ChangedLeaves(const Json& before, const Json& after,
                                      const target::Entity& entity,
                                      const std::vector<std::string>& except) {
    std::map<std::string, Json> old_leaves, new_leaves;
    Collect(before, "", old_leaves);
    Collect(after, "", new_leaves);
    std::map<std::string, LeafChange> changes;
    for (const auto& [path, value] : old_leaves) changes[path] = {path, value, nullptr};
    for (const auto& [path, value] : new_leaves) {
        changes[path].path = path;
        changes[path].after = value;
    }
    std::vector<LeafChange> changed;
    for (auto& [path, change] : changes) {
        const bool excepted = std::ranges::any_of(
            except, [&path = path](const std::string& prefix) { return IsUnder(path, prefix); });
        if (!excepted && !scenario::SameValue(change.before, change.after) &&
            !IsManaged(path, entity))
            changed.push_back(std::move(change));
    }
    return changed;
}

}  // namespace plumb::run
