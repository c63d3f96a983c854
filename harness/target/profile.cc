#include "harness/target/profile.h"

#include <algorithm>

#include "harness/base/text.h"
#include "harness/base/url.h"

namespace plumb::target {

Field Entity::FieldAt(std::string_view path) const {
    const auto field = fields.find(std::string(path));
    return field == fields.end() ? Field{} : field->second;
}

const Entity* Profile::FindEntity(std::string_view wanted) const {
    const auto entity = std::find_if(entities.begin(), entities.end(),
                                     [&](const Entity& known) { return known.id == wanted; });
    return entity == entities.end() ? nullptr : &*entity;
}

int Profile::LongestLag() const {
    int longest = 0;
    for (const Entity& entity : entities) longest = std::max(longest, entity.read_after_write_ms);
    return longest;
}

bool Profile::IsProduction(std::string_view text) const {
    const auto url = ParseUrl(text);
    if (!url) return false;
    const bool listed = std::any_of(production_hosts.begin(), production_hosts.end(),
                                    [&](const std::string& host) { return host == url->host; });
    const std::string path = ToLower(url->target);
    return listed && std::none_of(sandbox_paths.begin(), sandbox_paths.end(),
                                  [&](const std::string& sandbox) {
                                      const std::string prefix = ToLower(sandbox);
                                      return path == prefix || path.starts_with(prefix + "/");
                                  });
}

}  // namespace plumb::target
