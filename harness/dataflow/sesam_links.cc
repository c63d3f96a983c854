#include "harness/dataflow/sesam_links.h"

#include <optional>
#include <vector>

#include "harness/base/json_path.h"

namespace plumb::dataflow {

namespace {

std::optional<LinkEnd> ReadId(const Json& id, const std::map<std::string, std::string>& entity_of) {
    if (!id.is_string()) return std::nullopt;
    std::string_view text = id.get_ref<const std::string&>();
    if (text.starts_with("~:")) text.remove_prefix(2);
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto entity = entity_of.find(std::string(text.substr(0, colon)));
    if (entity == entity_of.end()) return std::nullopt;
    return LinkEnd{entity->second, std::string(text.substr(colon + 1))};
}

}  // namespace

void AddLinks(const Json& merged, const std::map<std::string, std::string>& entity_of,
              const std::string& source_entity, const std::string& target_entity, Links& links) {
    const Json* ids = merged.is_object() ? Find(merged, "$ids") : nullptr;
    const Json* deleted = merged.is_object() ? Find(merged, "_deleted") : nullptr;
    if (ids == nullptr || !ids->is_array() || (deleted != nullptr && *deleted == true)) return;
    std::vector<LinkEnd> sources;
    std::vector<LinkEnd> targets;
    for (const Json& id : *ids) {
        const auto end = ReadId(id, entity_of);
        if (end && end->entity == source_entity) sources.push_back(*end);
        if (end && end->entity == target_entity) targets.push_back(*end);
    }
    for (const LinkEnd& source : sources) {
        for (const LinkEnd& target : targets) links.insert({source, target});
    }
}

}  // namespace plumb::dataflow
