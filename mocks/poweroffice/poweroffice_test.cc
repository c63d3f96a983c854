#include "mocks/poweroffice/poweroffice.h"

#include <gmock/gmock.h>
#include <httplib.h>

#include "harness/testing/result_matchers.h"
#include "mocks/contract/testing/shipped_contract.h"

namespace plumb::mocks::poweroffice {
namespace {

using testing::Fails;
using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::Not;

/// Both versions over real HTTP, as a data flow reaches them.
class OverHttp : public ::testing::Test {
  protected:
    OverHttp()
        : started_(StartPowerOffice(testing::HeldToContract(tenant_))),
          connection_((*started_)->GetConnection()),
          v2_(connection_.url),
          v1_(connection_.v1_url),
          admin_(connection_.admin_url) {
        for (httplib::Client* client : {&v1_, &v2_, &admin_}) client->set_keep_alive(true);
        v1_.set_default_headers({{"Authorization", "Bearer " + Token(v1_, {})}});
        const httplib::Headers subscription = {
            {"Ocp-Apim-Subscription-Key", connection_.subscription_key}};
        const std::string bearer = "Bearer " + Token(v2_, subscription);
        v2_.set_default_headers({{"Ocp-Apim-Subscription-Key", connection_.subscription_key},
                                 {"Authorization", bearer}});
        admin_.set_default_headers({{"Authorization", "Bearer " + connection_.admin_token}});
    }

    std::string Token(httplib::Client& client, httplib::Headers headers) {
        headers.insert(httplib::make_basic_authentication_header(connection_.application_key,
                                                                 connection_.client_key));
        const auto answer = client.Post("/OAuth/Token", headers, "grant_type=client_credentials",
                                        "application/x-www-form-urlencoded");
        return answer ? ParseJson(answer->body).value("access_token", "") : "";
    }

    http::Tenant tenant_{http::MockClock::Kind::kVirtual};
    Result<std::unique_ptr<PowerOffice>> started_;
    Connection connection_;
    httplib::Client v2_;
    httplib::Client v1_;
    httplib::Client admin_;
};

TEST_F(OverHttp, ACustomerAndItsContactPersonGoThroughTheirLives) {
    const auto made =
        v2_.Post("/v2/Customers", R"({"Name":"A","EmailAddress":"a@b"})", "application/json");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->status, 201);
    const std::string id = Dump(ParseJson(made->body)["Id"]);
    const auto patched = v2_.Patch(("/v2/Customers/" + id).c_str(),
                                   R"([{"op":"replace","path":"/Name","value":"B"}])",
                                   "application/json-patch+json");
    EXPECT_EQ(ParseJson(patched->body)["Name"], "B");
    const auto person = v1_.Post(("/supplier/" + id + "/contact").c_str(),
                                 R"({"emailAddress":"kåri@bø.no"})", "application/json");
    EXPECT_EQ(ParseJson(person->body)["success"], true);
    const auto list =
        v1_.Get("/partycontactperson?$filter=(LastChanged%20ge%20datetimeoffset'1970-01-01')");
    EXPECT_EQ(ParseJson(list->body)["data"][0]["emailAddress"], "kåri@bø.no");
    const std::string person_id = Dump(ParseJson(list->body)["data"][0]["id"]);
    EXPECT_EQ(v1_.Delete(("/Customer/" + id + "/Contact/" + person_id + "/").c_str())->body,
              R"({"success":true})");
    EXPECT_EQ(v2_.Delete(("/v2/Customers/" + id).c_str())->status, 200);
    EXPECT_EQ(v2_.Get("/v2/Customers")->status, 204);
}

TEST_F(OverHttp, TheAdminApiSeesTheWritesOfBothVersionsInOneLog) {
    const auto made =
        v2_.Post("/v2/Customers", R"({"Name":"A","EmailAddress":"a@b"})", "application/json");
    const std::string id = Dump(ParseJson(made->body)["Id"]);
    v1_.Post(("/Customer/" + id + "/Contact/").c_str(), "{}", "application/json");
    v1_.Post(("/Customer/" + id + "/Contact/").c_str(), R"({"id":5})", "application/json");
    v2_.Get("/v2/Customers?pageSize=7");
    const auto log = ParseJson(admin_.Get("/_mock/requests?writes=true")->body);
    ASSERT_EQ(log["requests"].size(), 2u) << log;
    for (const Json& request : log["requests"]) EXPECT_EQ(request["system"], "poweroffice-go");
    EXPECT_EQ(ParseJson(admin_.Get("/_mock/pages")->body)["poweroffice-go/customers"], 7);
    const Json state = ParseJson(admin_.Get("/_mock/state")->body);
    EXPECT_EQ(state["customers"].size(), 1u);
    EXPECT_EQ(state["contactperson"].size(), 1u);
    EXPECT_LT(admin_.Post("/_mock/reset", "", "application/json")->status, 300);
    EXPECT_EQ(v2_.Get("/v2/Customers")->status, 204);
}

TEST_F(OverHttp, TheTokenEndsWhenTheTenantsClockSaysSo) {
    EXPECT_EQ(v2_.Get("/v2/Customers")->status, 204);
    tenant_.clock.Wait(1'200'000);
    EXPECT_EQ(v2_.Get("/v2/Customers")->status, 401);
    EXPECT_EQ(v1_.Get("/PartyContactPerson/")->status, 401);
}

TEST_F(OverHttp, NoSecretIsLogged) {
    const std::string token = v2_.Get("/v2/Customers") ? Token(v1_, {}) : "";
    ASSERT_NE(token, "");
    const std::string log = admin_.Get("/_mock/requests")->body;
    EXPECT_THAT(log, HasSubstr("/OAuth/Token"));
    for (const std::string& secret :
         {token, connection_.client_key, connection_.subscription_key, connection_.admin_token}) {
        EXPECT_THAT(log, Not(HasSubstr(secret)));
    }
}

TEST_F(OverHttp, KeysAreRandomUnlessTheyAreSet) {
    Settings settings;
    settings.client_key = "mine";
    const auto other = StartPowerOffice(tenant_, settings);
    ASSERT_THAT(other, IsOk());
    EXPECT_EQ((*other)->GetConnection().client_key, "mine");
    EXPECT_NE((*other)->GetConnection().application_key, connection_.application_key);
    EXPECT_EQ(connection_.application_key.size(), 36u);
    EXPECT_NE(connection_.admin_token, "");
}

TEST_F(OverHttp, APortInUseIsAnError) {
    Settings settings;
    settings.v1_port = std::stoi(connection_.v1_url.substr(connection_.v1_url.rfind(':') + 1));
    EXPECT_THAT(StartPowerOffice(tenant_, settings),
                Fails(HasSubstr(std::to_string(settings.v1_port))));
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
