#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "mocks/contract/departure.h"
#include "mocks/contract/document.h"
#include "mocks/http/message.h"

namespace plumb::mocks::contract {

/// The OpenAPI documents of several systems, and whether requests and answers keep to them. A
/// system may have several documents; a request is held against the one that has its operation, or
/// among several of those against the one from which it departs least. Looks at one request at a
/// time: rules that need the server's data are not its business. Read-only, so safe from several
/// threads.
class Contract final {
  public:
    /// Reads the documents of each system ("youtrack" -> paths of files).
    static Result<Contract> Read(const std::map<std::string, std::vector<std::string>>& files);
    /// The documents that come with Plumb, in `specs`/openapi.
    static Result<Contract> ReadShipped(const std::string& specs);

    /// nullptr: an answer that the documents do not rule, such as a fault's.
    Departures Check(std::string_view system, const http::Request& request,
                     const http::Response* answer) const;
    /// The same, each in a line that names the request, the answer and the place in the document.
    std::vector<std::string> Explain(std::string_view system, const http::Request& request,
                                     const http::Response* answer) const;

    /// Of a system; empty for one that has none, whose requests depart from nothing.
    const std::vector<Document>& DocumentsOf(std::string_view system) const;

  private:
    std::map<std::string, std::vector<Document>, std::less<>> documents_;
};

/// "GET /hub/rest/users?$top=x: query parameter '$top': is "x", not integer; the answer was 400;
/// hub-users.yaml#/paths/…": a departure as a line for people.
std::string ToString(const Departure& departure, const http::Request& request,
                     const http::Response* answer);

}  // namespace plumb::mocks::contract
