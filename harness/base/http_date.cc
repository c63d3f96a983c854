#include "harness/base/http_date.h"

#include <date/date.h>
#include <sstream>

namespace plumb {

std::optional<Milliseconds> ParseHttpDate(const std::string& text) {
    std::istringstream in(text);
    date::sys_seconds at;
    in >> date::parse("%a, %d %b %Y %T GMT", at);
    if (in.fail()) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

}  // namespace plumb
