#include "harness/system/operation_target.h"

#include <algorithm>

#include "harness/base/encoding.h"

namespace plumb::system {

namespace {

std::string Expand(std::string_view text, const PathNames& names, const Session& session) {
    std::string expanded;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find('{', at);
        const std::size_t close = text.find('}', std::min(open, text.size()));
        if (close == std::string_view::npos) return expanded.append(text.substr(at));
        expanded.append(text.substr(at, open - at));
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto own = std::find_if(names.begin(), names.end(),
                                      [&](const auto& entry) { return entry.first == name; });
        expanded +=
            PercentEncode(own != names.end() ? own->second : session.ValueOf(std::string(name)));
        at = close + 1;
    }
    return expanded;
}

}  // namespace

std::string TargetOf(const target::Operation& operation, const PathNames& names,
                     const Session& session) {
    std::string target = Expand(operation.path, names, session);
    char separator = '?';
    for (const auto& [name, value] : operation.query) {
        target += separator + PercentEncode(name) + '=';
        const bool has_placeholder = value.find('{') != std::string::npos;
        target += has_placeholder ? Expand(value, names, session) : PercentEncode(value);
        separator = '&';
    }
    return target;
}

}  // namespace plumb::system
