#include "mocks/http/token.h"

#include <algorithm>
#include <cctype>

namespace plumb::mocks::http {

bool IsToken(std::string_view text) {
    constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](unsigned char c) {
        return std::isalnum(c) != 0 || kOthers.find(static_cast<char>(c)) != std::string_view::npos;
    });
}

}  // namespace plumb::mocks::http
