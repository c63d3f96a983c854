#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/http/message.h"
#include "mocks/poweroffice/field.h"
#include "mocks/poweroffice/record.h"

namespace plumb::mocks::poweroffice {

/// The entities as the request log names them.
inline constexpr const char* kCustomers = "customers";
inline constexpr const char* kContactPersons = "contactperson";

/// The HTTP answers of version 2 (facts A2 to A5). `entity` is one of these.

/// ProblemDetails, lower case, with the status and title of the facts.
http::Response ToProblem(const Refusal& refusal, std::string_view entity);
http::Response ProblemOf(int status, std::string_view title, std::string_view detail);

/// Azure's gateway in front of PowerOffice: wrong subscription key, rate limit, unknown path.
http::Response GatewayAnswer(int status, std::string_view message);
http::Response TooManyRequests(bool with_retry_after);

/// The bare list, or 204 without a body when it is empty.
http::Response ListAnswer(const std::vector<RecordPtr>& page,
                          const std::vector<const Field*>& fields, Visibility visibility);
http::Response RecordAnswer(int status, const Record& record,
                            const std::vector<const Field*>& fields, Visibility visibility);

}  // namespace plumb::mocks::poweroffice
