#include "mocks/youtrack/hub.h"

#include <gmock/gmock.h>

#include "mocks/youtrack/test_hub.h"

namespace plumb::mocks::youtrack {
namespace {

struct EmailCase {
    const char* name;
    EmailUnique unique;
    const char* first;
    const char* second;
    int status;
};

class EmailRule : public ::testing::TestWithParam<EmailCase> {};

// youtrack-hub.md, "Email uniqueness": unconfirmed; recommended: verified, compared without case.
TEST_P(EmailRule, HoldsOnCreateAndUpdate) {
    const EmailCase& c = GetParam();
    http::MockClock clock(http::MockClock::Kind::kVirtual);
    Hub hub({.token = "t", .email_unique = c.unique}, clock);
    const auto send = [&](const std::string& target, const std::string& login,
                          const std::string& email) {
        http::Request request;
        request.method = "POST";
        http::SetTarget(request, target);
        request.headers["authorization"] = "Bearer t";
        request.body = R"({"login": ")" + login + "\"" +
                       (email.empty() ? "" : R"(, "profile": {"email": )" + email + "}") + "}";
        return hub.Handle(request);
    };
    EXPECT_EQ(send("/hub/rest/users", "first", c.first).status, 200);
    EXPECT_EQ(send("/hub/rest/users", "second", c.second).status, c.status);

    const Json third = ParseJson(send("/hub/rest/users", "third", "").body);
    const std::string path = "/hub/rest/users/" + third["id"].get<std::string>();
    const bool taken_by_second = c.status == 200 && c.unique == EmailUnique::kAlways;
    EXPECT_EQ(send(path, "third", c.second).status, taken_by_second ? 409 : c.status);
}

constexpr const char* kVerified = R"({"email": "a@b.example", "verified": true})";
constexpr const char* kVerifiedUpper = R"({"email": " A@B.example", "verified": true})";
constexpr const char* kUnverified = R"({"email": "a@b.example"})";

INSTANTIATE_TEST_SUITE_P(
    Cases, EmailRule,
    ::testing::Values(
        EmailCase{"OffAllowsTwoVerified", EmailUnique::kOff, kVerified, kVerified, 200},
        EmailCase{"VerifiedRefusesTwoVerified", EmailUnique::kVerified, kVerified, kVerifiedUpper,
                  409},
        EmailCase{"VerifiedAllowsOneUnverified", EmailUnique::kVerified, kVerified, kUnverified,
                  200},
        EmailCase{"VerifiedAllowsTwoUnverified", EmailUnique::kVerified, kUnverified, kUnverified,
                  200},
        EmailCase{"AlwaysRefusesUnverified", EmailUnique::kAlways, kUnverified, kVerified, 409},
        EmailCase{"AlwaysAllowsOthers", EmailUnique::kAlways, kUnverified,
                  R"({"email": "other@b.example"})", 200}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace plumb::mocks::youtrack
