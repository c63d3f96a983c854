#include <cstdint>

#include "harness/scenario/property_type.h"

namespace plumb::scenario {

namespace {

using nlohmann::json;

bool SameNumber(const json& a, const json& b) {
    // nlohmann compares a signed with an unsigned number by value, but an integer with a float
    // through a double, which would merge large neighbours.
    if (a.is_number_integer() && b.is_number_integer()) return a == b;
    return a.get<double>() == b.get<double>();
}

bool SameList(const json& a, const json& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!SameValue(a[i], b[i])) return false;
    }
    return true;
}

/// Every member of `a` is the same in `b`, where a missing one is empty.
bool MembersMatch(const json& a, const json& b) {
    for (const auto& [key, value] : a.items()) {
        const auto other = b.find(key);
        if (!SameValue(value, other == b.end() ? json() : *other)) return false;
    }
    return true;
}

}  // namespace

bool IsEmptyValue(const json& value) {
    return value.is_null() || value.is_discarded() ||
           (value.is_string() && value.get_ref<const std::string&>().empty());
}

bool SameValue(const json& a, const json& b) {
    if (IsEmptyValue(a) || IsEmptyValue(b)) return IsEmptyValue(a) && IsEmptyValue(b);
    if (a.is_number() && b.is_number()) return SameNumber(a, b);
    if (a.is_array() && b.is_array()) return SameList(a, b);
    if (a.is_object() && b.is_object()) return MembersMatch(a, b) && MembersMatch(b, a);
    return a == b;
}

}  // namespace plumb::scenario
