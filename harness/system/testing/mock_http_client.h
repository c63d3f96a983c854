#pragma once

#include <gmock/gmock.h>

#include "harness/system/http_client.h"

namespace plumb::system::testing {

/// Stands in for a server.
class MockHttpClient : public HttpClient {
  public:
    MOCK_METHOD(Result<HttpResponse>, Send, (const HttpRequest& request), (override));
};

inline HttpResponse Answer(int status, std::string body = {},
                           std::multimap<std::string, std::string> headers = {}) {
    return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

}  // namespace plumb::system::testing
