#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plumb {

/// The parts of an absolute http or https URL. Not a general URL: user information, fragments and
/// blanks are refused.
struct Url {
    std::string scheme;  ///< "http" or "https"
    std::string host;    ///< lower case; IPv6 without its brackets
    int port = 0;        ///< never 0 after parsing
    std::string origin;  ///< "http://127.0.0.1:41001", as it stands in the text
    std::string target;  ///< path and query; "" when there is none

    bool IsLoopback() const;  ///< 127.0.0.0/8, ::1, localhost
};

std::optional<Url> ParseUrl(std::string_view text);

}  // namespace plumb
