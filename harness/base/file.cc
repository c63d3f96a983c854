#include "harness/base/file.h"

#include <unistd.h>

#include <fmt/format.h>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace plumb {

Status SaveWhole(const std::filesystem::path& file, std::string_view text) {
    const auto beside = std::filesystem::path(file).concat(fmt::format(".{}.part", ::getpid()));
    errno = 0;
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    std::error_code error;
    if (out) {
        std::filesystem::rename(beside, file, error);
        if (!error) return {};
    }
    const std::string why = error ? error.message() : std::strerror(errno);
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    Error failure{ErrorKind::kEnvironment, {}};
    failure.problems.push_back({"could not be written: " + why,
                                {file.string(), 0, 0},
                                "free some space, or choose another folder; what was there before "
                                "is as it was"});
    return tl::make_unexpected(std::move(failure));
}

}  // namespace plumb
