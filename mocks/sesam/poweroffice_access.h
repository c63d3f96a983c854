#pragma once

#include <memory>
#include <string>

#include "mocks/http/tls.h"

namespace plumb::mocks::sesam {

/// How the data flow enters PowerOffice GO.
struct PowerOfficeAccess {
    std::string url;     ///< version 2 is under {url}/v2
    std::string v1_url;  ///< version 1
    std::string application_key;
    std::string client_key;
    std::string subscription_key;
    int page_size = 20;
    std::shared_ptr<const http::Tls> tls{};
    /// Id of the customer below which contact persons are made; "": none can be made, as their
    /// source names no customer.
    std::string contact_parent{};
};

}  // namespace plumb::mocks::sesam
