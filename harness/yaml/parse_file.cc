#include <fmt/format.h>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "harness/yaml/node.h"

namespace plumb::yaml {

Result<Node> ParseFile(const std::string& path, const Limits& limits) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        return InputError("is a folder, not a file", Place{.file = path});
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return InputError(fmt::format("cannot be read: {}", std::strerror(errno)),
                          Place{.file = path}, "check the path and the permissions");
    }
    // One byte more than allowed is enough to be refused; an endless device is never read whole.
    std::string text;
    char buffer[1 << 16];
    while (text.size() <= limits.bytes && in) {
        in.read(buffer, sizeof buffer);
        text.append(buffer, static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) return InputError("cannot be read to its end", Place{.file = path});
    return Parse(text, path, limits);
}

}  // namespace plumb::yaml
