#pragma once

#include <string>
#include <string_view>

#include "mocks/http/message.h"

namespace plumb::mocks::http {

/// `text` with its %XX turned into bytes; a '%' that begins no such triple stays. With
/// `plus_is_blank`, as in queries and forms, '+' becomes a blank.
std::string PercentDecode(std::string_view text, bool plus_is_blank);

/// Fills target, path and query of `request` from a request target as sent, in origin form
/// ("/a/b?c=d") or absolute form ("http://host/a/b?c=d").
void SetTarget(Request& request, std::string_view target);

}  // namespace plumb::mocks::http
