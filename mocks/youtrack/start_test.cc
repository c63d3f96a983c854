#include "mocks/youtrack/start.h"

#include <gmock/gmock.h>
#include <httplib.h>

#include "harness/base/json_path.h"
#include "harness/testing/result_matchers.h"
#include "mocks/contract/testing/shipped_contract.h"

namespace plumb::mocks::youtrack {
namespace {

using ::plumb::testing::Fails;
using ::plumb::testing::IsOk;
using ::testing::HasSubstr;

class RunningYouTrack : public ::testing::Test {
  protected:
    RunningYouTrack() {
        Result<YouTrack> started = StartYouTrack(plumb::testing::HeldToContract(tenant_), {});
        EXPECT_THAT(started, IsOk());
        youtrack_ = std::move(*started);
        client_ = std::make_unique<httplib::Client>(youtrack_.server->Url());
        client_->set_bearer_token_auth(youtrack_.token);
        client_->set_keep_alive(true);
    }

    Json Admin(const std::string& path) {
        httplib::Client admin(youtrack_.admin->Url());
        admin.set_bearer_token_auth(youtrack_.admin_token);
        const auto answer = admin.Get(path);
        return answer ? ParseJson(answer->body) : Json();
    }

    http::Tenant tenant_{http::MockClock::Kind::kVirtual};
    YouTrack youtrack_;
    std::unique_ptr<httplib::Client> client_;
};

TEST_F(RunningYouTrack, ServesUsersOverHttp) {
    const auto created =
        client_->Post("/hub/api/rest/users",
                      R"({"login": "åse", "profile": {"email": {"email": "a+b@x.example"}}})",
                      "application/json");
    ASSERT_TRUE(created);
    ASSERT_EQ(created->status, 200) << created->body;
    const std::string id = ParseJson(created->body)["id"];
    const auto found = client_->Get(
        "/hub/rest/users", httplib::Params{{"query", "email: a+b@x.example"}, {"$top", "1"}},
        httplib::Headers());
    ASSERT_TRUE(found);
    EXPECT_EQ(ParseJson(found->body)["users"][0]["id"], id) << found->body;
    EXPECT_EQ(client_->Delete("/hub/rest/users/" + id + "?successor=guest")->status, 200);
    EXPECT_EQ(client_->Get("/hub/rest/users/" + id)->status, 404);
}

TEST_F(RunningYouTrack, TellsTheAdminWhatTheDataFlowDid) {
    client_->Post("/hub/rest/users", R"({"login": "ada"})", "application/json");
    client_->Get("/hub/rest/users?$top=50");
    client_->Get("/hub/rest/users?$top=90", {{"User-Agent", "plumb/0.1.0 run/1"}});
    EXPECT_EQ(Admin("/_mock/pages"), (Json{{"youtrack/users", 50}}));
    const Json requests = Admin("/_mock/requests?system=youtrack&writes=true");
    ASSERT_EQ(requests["requests"].size(), 1U);
    EXPECT_EQ(requests["requests"][0]["entity"], "users");
    EXPECT_EQ(requests["last"], 3);
    EXPECT_EQ(Admin("/_mock/state")["users"][0]["login"], "ada");
}

TEST_F(RunningYouTrack, LogsRequestsOfMethodsThatHttpDoesNotHave) {
    httplib::Request request;
    request.method = "PROPFIND";
    request.path = "/hub/rest/users";
    EXPECT_EQ(client_->send(request)->status, 405);
    const Json logged = Admin("/_mock/requests?matched=false")["requests"];
    ASSERT_EQ(logged.size(), 1U);
    EXPECT_EQ(logged[0]["method"], "PROPFIND");
    EXPECT_EQ(logged[0]["status"], 405);
    EXPECT_NE(logged[0]["nearest"], "");
}

TEST_F(RunningYouTrack, KeepsItsTokensApart) {
    EXPECT_THAT(youtrack_.token, ::testing::StartsWith("perm:"));  // S7
    EXPECT_NE(youtrack_.token, youtrack_.admin_token);
    httplib::Client admin(youtrack_.admin->Url());
    admin.set_bearer_token_auth(youtrack_.token);
    EXPECT_EQ(admin.Get("/_mock/state")->status, 401);
    client_->set_bearer_token_auth(youtrack_.admin_token);
    EXPECT_EQ(client_->Get("/hub/rest/users")->status, 401);
}

TEST_F(RunningYouTrack, SurvivesHostileRequests) {
    const std::string deep = std::string(500'000, '[');
    for (const std::string& body : {std::string("{"), deep, std::string("\xff\xfe"),
                                    std::string(1, '\0'), "{\"login\":" + deep}) {
        EXPECT_EQ(client_->Post("/hub/rest/users", body, "application/json")->status, 400);
    }
    client_->set_url_encode(false);
    for (const char* query : {"query=%ff%fe", "fields=%00%ff", "%ff=%ff", "query=%c3%28"}) {
        const auto answer = client_->Get(std::string("/hub/rest/users?") + query);
        ASSERT_TRUE(answer) << query;
        EXPECT_LT(answer->status, 500) << query;
    }
    EXPECT_EQ(client_->Get("/hub/rest/users/%ff%fe")->status, 404);
    EXPECT_EQ(client_->Get("/hub/rest/users")->status, 200);
}

TEST_F(RunningYouTrack, NamesAPortInUse) {
    const std::string url = youtrack_.admin->Url();
    const int port = std::stoi(url.substr(url.rfind(':') + 1));
    EXPECT_THAT(StartYouTrack(tenant_, {.admin_port = port}),
                Fails(HasSubstr(std::to_string(port))));
}

}  // namespace
}  // namespace plumb::mocks::youtrack
