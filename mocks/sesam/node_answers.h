#pragma once

#include <string>

#include "harness/base/json_path.h"
#include "mocks/http/message.h"

namespace plumb::mocks::sesam {

/// The answers of a node's API.
http::Response Answer(const Json& body, int status = 200);
http::Response Refuse(int status, const std::string& detail);
http::Response NotFound(const std::string& what, const std::string& name);

}  // namespace plumb::mocks::sesam
