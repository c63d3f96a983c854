#pragma once

#include <string>

#include "mocks/http/message.h"

namespace plumb::mocks::youtrack {

/// Why Hub does not do what a request asks.
struct Refusal {
    int status = 400;
    std::string error = "bad_request";  ///< a word for programs
    std::string description{};          ///< a sentence for people
    std::string field{};                ///< the member at fault; "" when there is none
};

/// With the body that JetBrains' own clients read: error, error_code, error_description,
/// error_developer_message, error_field (api/youtrack-hub.md, "Errors").
http::Response ToResponse(const Refusal& refusal);

Refusal NotFound(const std::string& id);

}  // namespace plumb::mocks::youtrack
