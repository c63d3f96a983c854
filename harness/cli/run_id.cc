#include "harness/cli/run_id.h"

#include <unistd.h>

namespace plumb::cli {

std::string MakeRunId(Milliseconds now, std::uint64_t seed) {
    constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::uint64_t number =
        static_cast<std::uint64_t>(now) * 64 + (static_cast<std::uint64_t>(::getpid()) ^ seed) % 64;
    std::string id;
    for (int i = 0; i < 7; ++i, number /= 36) id += kDigits[number % 36];
    return "p" + id;
}

}  // namespace plumb::cli
