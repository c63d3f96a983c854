#include "mocks/poweroffice/uniqueness.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::mocks::poweroffice {

Answer<void> CheckUnique(const Table& table, const Record& record, std::string_view entity) {
    for (const std::string& path : table.Unique()) {
        const Json* value = Find(record.members, path);
        if (value == nullptr || !table.IsTaken(path, *value, record.id)) continue;
        return Refuse(
            Why::kNotUnique,
            fmt::format("{} {} is already used by another {}.", path, Dump(*value), entity), path);
    }
    return {};
}

Answer<void> CheckUniqueEmail(const Table& table, const Record& record, std::string_view entity) {
    const Json& email = record.members.at("EmailAddress");
    if (!email.is_string() || email == "") return {};
    const auto& text = email.get_ref<const std::string&>();
    const auto has_it = table.Contents().WithText("EmailAddress", ToLower(text));
    const bool taken = std::ranges::any_of(
        has_it, [&](const RecordPtr* other) { return (*other)->id != record.id; });
    if (!taken) return {};
    return Refuse(
        Why::kNotUnique,
        fmt::format("EmailAddress {} is already used by another {}.", Dump(email), entity),
        "EmailAddress");
}

}  // namespace plumb::mocks::poweroffice
