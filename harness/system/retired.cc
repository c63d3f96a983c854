#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/system/system.h"

namespace plumb::system {

std::string FallbackInWords(const target::Entity& entity) {
    std::string text;
    for (const auto& [path, value] : entity.delete_fallback.items())
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", path, Dump(value));
    return text;
}

bool IsRetired(const Record& record, const target::Entity& entity) {
    if (!entity.delete_fallback.is_object() || entity.delete_fallback.empty()) return false;
    return std::ranges::all_of(entity.delete_fallback.items(), [&](const auto& member) {
        const Json* value = Find(record.fields, member.key());
        return value != nullptr && *value == member.value();
    });
}

}  // namespace plumb::system
