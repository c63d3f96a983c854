#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocks/http/delivery.h"

namespace plumb::mocks::http {

/// A request as a mock sees it: percent-decoded path segments and query, header names lower-cased.
struct Request {
    std::string method{};                                      ///< "GET"
    std::string target{};                                      ///< as sent: path and query
    std::vector<std::string> path{};                           ///< decoded segments, no empty ones
    std::vector<std::pair<std::string, std::string>> query{};  ///< decoded, in order
    std::map<std::string, std::string> headers{};
    std::string body{};
    int page_shift = 0;       ///< records by which a fault moves the page of a list
    bool is_of_mock = false;  ///< the mock asks itself: no limit of requests counts it

    /// The first query value with this name, compared without case; nullptr when absent.
    const std::string* Query(std::string_view name) const;
    /// "" when absent; `name` in lower case.
    std::string_view Header(std::string_view name) const;
    /// What follows this scheme in the Authorization header; "" for another one. `scheme` in lower
    /// case; that of the header does not matter (RFC 9110, 11.1).
    std::string_view Credentials(std::string_view scheme) const;
    /// Bears this token. Nobody bears an empty one.
    bool Bears(std::string_view token) const;
};

/// What the request did to the records of the system, for the request log and the `writes` verdict.
struct Effect {
    std::string entity{};  ///< "users", "customers", "contactperson"; "" for none
    std::string record{};  ///< id of the record read or changed; "" for lists
    bool write = false;    ///< an accepted create, update or delete (a refused one is none)
    bool created = false;
    bool deleted = false;
    long long page_size = 0;  ///< of a list request that asked for one, in records; else 0
    long long total = 0;      ///< records of a list, on all of its pages
    bool matched = true;      ///< false when no operation of the system has this path
};

struct Response {
    int status = 200;
    std::string body{};
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers{};
    Effect effect{};
    bool secret = false;  ///< the body holds a credential: it is not logged
    Delivery delivery{};
};

}  // namespace plumb::mocks::http
