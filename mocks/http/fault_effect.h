#pragma once

#include "mocks/http/fault_book.h"
#include "mocks/http/message.h"

namespace plumb::mocks::http {

/// The answer to a request that meets a fault, made with the help of the service's own handler.
Response AnswerUnder(const FaultBook::Met& met, const Request& request, const Service& service,
                     MockClock& clock);

/// "Sun, 22 Nov 2026 13:10:31 GMT", as HTTP writes dates.
std::string HttpDate(Milliseconds time);

}  // namespace plumb::mocks::http
