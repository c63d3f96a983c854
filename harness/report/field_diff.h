#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace plumb::report {

/// One field of a record that is not the same before and after, as JSON text; nullopt where it does
/// not exist.
struct FieldChange {
    std::string path;  ///< "profile.email.email", "phones[0]"
    std::optional<std::string> before;
    std::optional<std::string> after;

    bool operator==(const FieldChange&) const = default;
};

struct FieldDiff {
    std::vector<FieldChange> changes;  ///< in the order of the paths
    int same = 0;                      ///< fields that did not change
};

/// Compares field by field, down to the values: an object or a list is never one field unless it is
/// empty.
FieldDiff CompareFields(const nlohmann::json& before, const nlohmann::json& after);

}  // namespace plumb::report
