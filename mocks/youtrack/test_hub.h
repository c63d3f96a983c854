#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "mocks/contract/testing/shipped_contract.h"
#include "mocks/http/mock_clock.h"
#include "mocks/http/target.h"
#include "mocks/youtrack/hub.h"

namespace plumb::mocks::youtrack {

/// A Hub without sockets, with its token at hand; for the tests only.
class HubTest : public ::testing::Test {
  protected:
    explicit HubTest(Settings settings = {}) : hub_(WithToken(std::move(settings)), clock_) {}

    static Settings WithToken(Settings settings) {
        settings.token = "perm:a.b.c";
        return settings;
    }

    http::Response Send(std::string method, std::string_view target, std::string body = "",
                        std::string authorization = "Bearer perm:a.b.c") {
        http::Request request;
        request.method = std::move(method);
        http::SetTarget(request, target);
        if (!authorization.empty()) request.headers["authorization"] = std::move(authorization);
        request.body = std::move(body);
        http::Response response = hub_.Handle(request);
        plumb::testing::ExpectAnswerKeepsContract("youtrack", request, response);
        return response;
    }

    Json Get(std::string_view target) { return ParseJson(Send("GET", target).body); }

    std::string Create(const std::string& body) {
        const http::Response response = Send("POST", "/hub/rest/users", body);
        EXPECT_EQ(response.status, 200) << response.body;
        return ParseJson(response.body).value("id", "");
    }

    http::MockClock clock_{http::MockClock::Kind::kVirtual};
    Hub hub_;
};

using HubUsers = HubTest;

}  // namespace plumb::mocks::youtrack
