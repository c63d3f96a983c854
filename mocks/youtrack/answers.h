#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "mocks/http/message.h"
#include "mocks/youtrack/page.h"
#include "mocks/youtrack/refusal.h"
#include "mocks/youtrack/selection.h"
#include "mocks/youtrack/settings.h"

namespace plumb::mocks::youtrack {

/// Hub's answers about users, and what a request asks of them. No rules of users are here.

http::Response Refused(const Error& error);
/// `id`: of the user that the request was about.
http::Response Refused(const Refusal& refusal, const std::string& id);

/// The request's `fields`.
Result<Selection> ReadSelection(const http::Request& request);
/// The same as the settings of Hub have it for names that nobody has.
Result<Selection> ReadSelection(const http::Request& request, const Settings& settings);

http::Response Shown(const User& user, const Selection& selection);

/// A list: its own members and the users of the page; `total` counts those of all pages.
std::string ToBody(const std::vector<const User*>& users, const Selection& selection,
                   const Page& page, std::size_t total, const Settings& settings);

}  // namespace plumb::mocks::youtrack
