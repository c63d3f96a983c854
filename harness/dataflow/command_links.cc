#include "harness/dataflow/command_links.h"

#include <fmt/format.h>
#include <optional>

#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::dataflow {

namespace {

std::optional<LinkEnd> ReadEnd(const Json& link, const char* side) {
    const auto end = link.find(side);
    if (end == link.end() || !end->is_object() || end->size() != 2) return std::nullopt;
    const auto entity = end->find("entity");
    const auto id = end->find("id");
    if (entity == end->end() || !entity->is_string() || id == end->end()) return std::nullopt;
    if (id->is_string()) return LinkEnd{entity->get<std::string>(), id->get<std::string>()};
    if (id->is_number_integer()) return LinkEnd{entity->get<std::string>(), id->dump()};
    return std::nullopt;
}

}  // namespace

Result<Links> ReadLinksText(std::string_view text, const std::string& source_entity,
                            const std::string& target_entity) {
    const Json list = ParseJson(text, 16);
    if (!list.is_array()) {
        return EnvironmentError(
            fmt::format("links cannot be read: what was printed is not a JSON list: {}",
                        Shorten(Trim(text), 200)),
            "the links command must print [{\"source\": {\"entity\": …, \"id\": …}, "
            "\"target\": {…}}, …] and nothing else");
    }
    Links links;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const bool whole = list[i].is_object() && list[i].size() == 2;
        auto source = whole ? ReadEnd(list[i], "source") : std::nullopt;
        auto target = whole ? ReadEnd(list[i], "target") : std::nullopt;
        if (!source || !target) {
            return EnvironmentError(
                fmt::format("links cannot be read: entry {} is not a link: {}", i + 1,
                            Shorten(Dump(list[i]), 200)),
                "a link is {\"source\": {\"entity\": …, \"id\": …}, \"target\": {…}}");
        }
        if (source->entity != source_entity || target->entity != target_entity) continue;
        links.insert({*std::move(source), *std::move(target)});
    }
    return links;
}

}  // namespace plumb::dataflow
