#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "harness/base/result.h"
#include "mocks/http/message.h"

namespace plumb::mocks::http {

/// The answers of the admin API.
Response AdminAnswer(const nlohmann::json& body, int status = 200);
/// {"error": what is wrong}
Response AdminRefusal(int status, const std::string& message);
/// All problems of an error, each with its line and column in the request's body.
Response AdminRefusal(int status, const Error& error);

}  // namespace plumb::mocks::http
