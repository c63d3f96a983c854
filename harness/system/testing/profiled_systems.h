#pragma once

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "harness/system/system.h"
#include "harness/system/test_profile.h"
#include "harness/system/testing/mock_http_client.h"

namespace plumb::system {

inline auto Request(const std::string& method, const std::string& url) {
    return ::testing::AllOf(::testing::Field(&HttpRequest::method, method),
                            ::testing::Field(&HttpRequest::url, url));
}
inline auto IsTokenRequest() {
    return ::testing::Field(&HttpRequest::url, ::testing::HasSubstr("/OAuth/Token"));
}

/// A system as its shipped profile describes it, with a server that a test plays.
class SystemTest : public ::testing::Test {
  protected:
    explicit SystemTest(const std::string& profile)
        : system_(ShippedProfile(profile), AccessTo(profile), http_, clock_,
                  [this](journal::Exchange exchange) {
                      exchanges_.push_back(std::move(exchange));
                      return static_cast<int>(exchanges_.size());
                  }) {
        ON_CALL(http_, Send(IsTokenRequest()))
            .WillByDefault(::testing::Return(
                testing::Answer(200, R"({"access_token":"tok","expires_in":1200})")));
        EXPECT_CALL(http_, Send(IsTokenRequest())).Times(::testing::AnyNumber());
    }
    const target::Entity& EntityOf(const char* id) { return *system_.GetProfile().FindEntity(id); }

    ::testing::StrictMock<testing::MockHttpClient> http_;
    TestClock clock_;
    std::vector<journal::Exchange> exchanges_;
    System system_;
    const Purpose purpose_{"flow/check/plain", "create source"};
};

class HubUsers : public SystemTest {
  protected:
    HubUsers() : SystemTest("youtrack") {}
    const target::Entity& users_ = EntityOf("users");
};
class Customers : public SystemTest {
  protected:
    Customers() : SystemTest("poweroffice-go") {}
    const target::Entity& customers_ = EntityOf("customers");
};
class ContactPersons : public SystemTest {
  protected:
    ContactPersons() : SystemTest("poweroffice-go") {}
    const target::Entity& persons_ = EntityOf("contactperson");
};

}  // namespace plumb::system
