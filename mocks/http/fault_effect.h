#pragma once

#include <optional>

#include "mocks/http/fault_book.h"
#include "mocks/http/message.h"

namespace plumb::mocks::http {

/// The answer to a request that meets a fault.
struct FaultyAnswer {
    Response seen;                ///< what the client gets of it
    std::optional<Response> own;  ///< what the service said; nullopt when it was not asked
};

/// Answers with the help of the service's own handler.
FaultyAnswer AnswerUnder(const FaultBook::Met& met, const Request& request, const Service& service,
                     MockClock& clock);

/// "Sun, 22 Nov 2026 13:10:31 GMT", as HTTP writes dates.
std::string HttpDate(Milliseconds time);

}  // namespace plumb::mocks::http
