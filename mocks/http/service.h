#pragma once

#include <functional>
#include <string>

#include "mocks/http/operation.h"
#include "mocks/http/server.h"

namespace plumb::mocks::http {

/// One API of a pretended system, as the tenant serves it. A system may have several.
struct Service {
    std::string system;  ///< "youtrack", "poweroffice-go"
    Operations operations;
    Server::Handler handler;
    /// Gives a handler that goes on answering reads from the records as they are now.
    std::function<Server::Handler()> freeze;
};

}  // namespace plumb::mocks::http
