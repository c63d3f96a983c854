#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/http/message.h"

namespace plumb::mocks::http {

/// Which operation of a system a request is for. A pattern is a path whose segments are texts or
/// names in braces, which match any one segment: "/v2/customers/{id}". The first fitting pattern
/// wins. Read-only after it is filled, and then safe from several threads.
class Router final {
  public:
    /// What stood in the place of the braces, in order.
    using Values = std::vector<std::string>;
    using Handler = std::function<Response(const Request&, const Values&)>;
    enum class Case { kSensitive, kInsensitive };

    explicit Router(Case letter_case = Case::kSensitive) : letter_case_(letter_case) {}
    void Add(std::string method, std::string_view pattern, Handler handler);

    struct Match {
        const Handler* handler = nullptr;  ///< nullptr when there is no such operation
        Values values;
        bool path_known = false;  ///< some other method has this path: 405 rather than 404
        /// The methods that the path has, as an Allow header names them (RFC 9110, 15.5.6); ""
        /// where there is an operation or no such path.
        std::string allowed{};
    };
    Match Find(const Request& request) const;

  private:
    struct Route {
        std::string method;
        std::vector<std::string> segments;
        Handler handler;
    };
    bool Fits(const Route& route, const Request& request) const;
    static void Allow(const std::string& method, std::string& allowed);

    Case letter_case_;
    std::vector<Route> routes_;
};

}  // namespace plumb::mocks::http
