#include "mocks/poweroffice/authority.h"

#include <gmock/gmock.h>

#include "mocks/poweroffice/test_company.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::HasSubstr;

TEST(Token, IsABearerTokenOfTwentyMinutes) {  // facts A2.2, B1
    TestCompany company;
    for (const char* target : {"/OAuth/Token", "/oauth/token", "/Demo/OAuth/Token"}) {
        auto request = company.TokenRequest(true);
        http::SetTarget(request, target);
        const auto response = company.HandleV2(request);
        EXPECT_EQ(response.status, 200) << target;
        EXPECT_EQ(BodyOf(response)["token_type"], "bearer");
        EXPECT_EQ(BodyOf(response)["expires_in"], 1200);
        const std::string token = BodyOf(response)["access_token"];
        EXPECT_EQ(std::count(token.begin(), token.end(), '.'), 2);
    }
    EXPECT_EQ(company.HandleV1(company.TokenRequest(false)).status, 200);
}

TEST(Token, CarriesThePrivileges) {  // facts A2.6
    TestCompany company;
    const std::string token = BodyOf(company.HandleV2(company.TokenRequest(true)))["access_token"];
    std::string claims = token.substr(token.find('.') + 1);
    claims = claims.substr(0, claims.find('.'));
    claims.append((4 - claims.size() % 4) % 4, '=');
    const Json json = ParseJson(FromBase64(claims).value_or(""));
    EXPECT_THAT(Dump(json["role"]), HasSubstr("Customer_Full"));
    EXPECT_TRUE(json.contains("goInvalidPrivileges"));
}

struct BadToken {
    const char* name;
    const char* authorization;
    const char* type;
    const char* body;
    const char* error;
};

class BadTokens : public ::testing::TestWithParam<BadToken> {};

TEST_P(BadTokens, AreRefusedWith400) {  // facts A2.4
    TestCompany company;
    auto request = company.TokenRequest(true);
    request.headers["authorization"] = GetParam().authorization;
    request.headers["content-type"] = GetParam().type;
    request.body = GetParam().body;
    for (const auto& response : {company.HandleV2(request), company.HandleV1(request)}) {
        EXPECT_EQ(response.status, 400);
        EXPECT_EQ(BodyOf(response)["error"], GetParam().error);
        EXPECT_TRUE(BodyOf(response).contains("error_description"));
    }
}

constexpr const char* kForm = "application/x-www-form-urlencoded";
constexpr const char* kGrant = "grant_type=client_credentials";
constexpr const char* kGood = "Basic YXBwOmNsaWVudA==";

INSTANTIATE_TEST_SUITE_P(
    Token, BadTokens,
    ::testing::Values(BadToken{"WrongKeys", "Basic YXBwOm90aGVy", kForm, kGrant, "invalid_client"},
                      BadToken{"NoKeys", "", kForm, kGrant, "invalid_client"},
                      BadToken{"Bearer", "Bearer x", kForm, kGrant, "invalid_client"},
                      BadToken{"NoBase64", "Basic ****", kForm, kGrant, "invalid_client"},
                      BadToken{"OddBase64", "Basic abc", kForm, kGrant, "invalid_client"},
                      BadToken{"Json", kGood, "application/json", "{}", "invalid_request"},
                      BadToken{"NoGrant", kGood, kForm, "scope=x&&=&a", "invalid_request"},
                      BadToken{"OtherGrant", kGood, kForm, "grant_type=password",
                               "unsupported_grant_type"}),
    [](const auto& sample) { return sample.param.name; });

TEST(Token, IsNeededAndEndsByTheTenantsClock) {  // facts A2.5, B1
    TestCompany company;
    company.AddCustomer();
    const auto v2 = company.V2Request("GET", "/v2/Customers");
    const auto v1 = company.V1Request("GET", "/PartyContactPerson/");
    company.clock.Wait(1'199'999);
    EXPECT_EQ(company.HandleV2(v2).status, 200);
    EXPECT_EQ(company.HandleV1(v1).status, 200);
    company.clock.Wait(1);
    EXPECT_EQ(company.HandleV2(v2).status, 401);
    EXPECT_EQ(company.HandleV1(v1).status, 401);
    company.RenewTokens();
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers").status, 200);
}

// Facts A2 and B1: each version gives tokens of its own.
TEST(Token, OfOneVersionIsWorthNothingInTheOther) {
    TestCompany company;
    auto v2 = company.V2Request("GET", "/v2/Customers");
    auto v1 = company.V1Request("GET", "/PartyContactPerson/");
    std::swap(v1.headers["authorization"], v2.headers["authorization"]);
    EXPECT_EQ(company.HandleV2(v2).status, 401);
    EXPECT_EQ(company.HandleV1(v1).status, 401);
}

TEST(SubscriptionKey, IsNeededOnEveryCallOfVersion2) {  // facts A2.1, A2.3, A2.5
    TestCompany company;
    company.AddCustomer();
    auto request = company.V2Request("GET", "/v2/Customers");
    request.headers["ocp-apim-subscription-key"] = "wrong";
    EXPECT_EQ(company.HandleV2(request).status, 401);
    EXPECT_EQ(BodyOf(company.HandleV2(request))["statusCode"], 401);
    EXPECT_THAT(company.HandleV2(request).body, HasSubstr("Access denied due to invalid"));
    request.headers.erase("ocp-apim-subscription-key");
    EXPECT_THAT(company.HandleV2(request).body, HasSubstr("Access denied due to missing"));
    http::SetTarget(request, "/v2/Customers?subscription-key=subscription");
    EXPECT_EQ(company.HandleV2(request).status, 200);
    EXPECT_EQ(company.HandleV2(company.TokenRequest(false)).status, 401);
}

TEST(Privileges, AreNeeded) {  // facts A2.6, A6 "role", A7
    Settings settings;
    settings.roles = {"ContactPerson"};
    TestCompany company(settings);
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers").status, 403);
    EXPECT_EQ(company.CallV2("GET", "/v2/ContactPersons").status, 204);
    EXPECT_EQ(company.CallV2("POST", "/v2/ContactPersons/1", "{}").status, 403);
    EXPECT_EQ(company.CallV1("GET", "/PartyContactPerson/").status, 200);
    EXPECT_EQ(company.CallV1("POST", "/Customer/1/Contact/", "{}").status, 403);
}

TEST(RateLimit, AnswersTheRestOfTheSecondWith429) {  // facts A3, B3
    Settings settings;
    settings.v2_requests_per_second = 10;
    settings.v1_requests_per_second = 2;
    TestCompany company(settings);
    for (int i = 0; i < 9; ++i) EXPECT_EQ(company.CallV2("GET", "/v2/Customers").status, 204);
    const auto refused = company.CallV2("GET", "/v2/Customers");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(BodyOf(refused)["statusCode"], "429");
    EXPECT_THAT(refused.headers,
                ::testing::Contains(std::pair<std::string, std::string>("Retry-After", "1")));
    company.CallV1("GET", "/PartyContactPerson/");
    EXPECT_EQ(company.CallV1("GET", "/PartyContactPerson/").status, 429);
    company.clock.Wait(1000);
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers").status, 204);
    EXPECT_EQ(company.CallV1("GET", "/PartyContactPerson/").status, 200);
}

TEST(RateLimit, CountsNoRequestOfTheMockItself) {
    Settings settings;
    settings.v2_requests_per_second = settings.v1_requests_per_second = 1;
    TestCompany company(settings);
    company.clock.Wait(1000);  // a token for each version was a request too
    auto v2 = company.V2Request("GET", "/v2/Customers");
    auto v1 = company.V1Request("GET", "/PartyContactPerson");
    for (http::Request* request : {&v1, &v2}) request->is_of_mock = true;
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(company.HandleV2(v2).status, 204);
        EXPECT_EQ(company.HandleV1(v1).status, 200);
    }
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers").status, 204);
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
