#include "harness/system/system.h"

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/system/test_profile.h"
#include "harness/system/testing/mock_http_client.h"
#include "harness/testing/result_matchers.h"

namespace plumb::system {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::_;
using ::testing::AllOf;
using testing::Answer;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::InSequence;
using testing::MockHttpClient;
using ::testing::Return;

auto Request(const std::string& method, const std::string& url) {
    return AllOf(Field(&HttpRequest::method, method), Field(&HttpRequest::url, url));
}
auto IsTokenRequest() {
    return Field(&HttpRequest::url, HasSubstr("/OAuth/Token"));
}

class SystemTest : public ::testing::Test {
  protected:
    explicit SystemTest(const std::string& profile)
        : system_(ShippedProfile(profile), AccessTo(profile), http_, clock_,
                  [this](journal::Exchange exchange) {
                      exchanges_.push_back(std::move(exchange));
                      return static_cast<int>(exchanges_.size());
                  }) {
        ON_CALL(http_, Send(IsTokenRequest()))
            .WillByDefault(Return(Answer(200, R"({"access_token":"tok","expires_in":1200})")));
        EXPECT_CALL(http_, Send(IsTokenRequest())).Times(::testing::AnyNumber());
    }
    const target::Entity& EntityOf(const char* id) { return *system_.GetProfile().FindEntity(id); }

    ::testing::StrictMock<MockHttpClient> http_;
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

TEST_F(HubUsers, AreCreatedWithTheBearerToken) {
    HttpRequest sent;
    EXPECT_CALL(http_, Send(_)).WillOnce([&](const HttpRequest& request) {
        sent = request;
        return Answer(200, R"({"id":"u1","login":"a"})");
    });
    const auto created = system_.Create(users_, {{"login", "a"}}, "", purpose_);
    ASSERT_THAT(created, IsOk());
    EXPECT_EQ(std::get<Record>(*created).id, "u1");
    EXPECT_EQ(sent.method, "POST");
    EXPECT_THAT(sent.url, ::testing::StartsWith("http://yt/hub/api/rest/users?fields=id%2Clogin"));
    EXPECT_EQ(Json::parse(sent.body), Json({{"login", "a"}, {"type", "user"}}));
    EXPECT_THAT(sent.headers, ::testing::Contains(std::pair<std::string, std::string>(
                                  "Authorization", "Bearer perm:secret")));
}

TEST_F(HubUsers, AreReadAgainWhenAnUpdateAnswersNothing) {
    const InSequence in_order;
    EXPECT_CALL(http_, Send(Field(&HttpRequest::method, "POST"))).WillOnce(Return(Answer(200)));
    EXPECT_CALL(http_, Send(Field(&HttpRequest::method, "GET")))
        .WillOnce(Return(Answer(200, R"({"id":"u1","name":"B"})")));
    const auto updated = system_.Update(users_, {"u1", "", {}}, {{"name", "B"}}, purpose_);
    ASSERT_THAT(updated, IsOk());
    EXPECT_EQ(std::get<Record>(*updated).fields["name"], "B");
}

TEST_F(HubUsers, AreDeletedInFavourOfTheSuccessor) {
    EXPECT_CALL(http_,
                Send(Request("DELETE", "http://yt/hub/api/rest/users/u%2F1?successor=guest")))
        .WillOnce(Return(Answer(200)));
    const auto deleted = system_.Delete(users_, {"u/1", "", {}}, purpose_);
    ASSERT_THAT(deleted, IsOk());
    EXPECT_TRUE(std::holds_alternative<std::monostate>(*deleted));
}

TEST_F(HubUsers, AreListedPageAfterPageWithoutTwins) {
    const InSequence in_order;
    for (const char* page : {R"({"users":[{"id":"a"},{"id":"b"}]})",
                             R"({"users":[{"id":"b"},{"id":"c"}]})", R"({"users":[]})"}) {
        EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(200, page)));
    }
    const auto listed = system_.List(users_, purpose_);
    ASSERT_THAT(listed, IsOk());
    std::vector<std::string> ids;
    for (const Record& record : *listed) ids.push_back(record.id);
    EXPECT_THAT(ids, ElementsAre("a", "b", "c"));
    EXPECT_THAT(exchanges_[2].url, HasSubstr("%24skip=4&%24top=100"));
}

TEST_F(HubUsers, EndTheListWhenAServerIgnoresPaging) {
    EXPECT_CALL(http_, Send(_))
        .Times(2)
        .WillRepeatedly(Return(Answer(200, R"({"users":[{"id":"a"}]})")));
    EXPECT_EQ(system_.List(users_, purpose_)->size(), 1U);
}

TEST_F(HubUsers, AreNotFoundByA404) {
    EXPECT_CALL(http_, Send(_)).WillRepeatedly(Return(Answer(404)));
    EXPECT_FALSE(system_.Read(users_, "u1", "", purpose_)->has_value());
    EXPECT_TRUE(
        std::holds_alternative<NotFound>(*system_.Delete(users_, {"u1", "", {}}, purpose_)));
    EXPECT_TRUE(std::holds_alternative<NotFound>(
        *system_.Update(users_, {"u1", "", {}}, {{"name", "B"}}, purpose_)));
}

TEST_F(HubUsers, RefuseWithTheirOwnWords) {
    EXPECT_CALL(http_, Send(_))
        .WillOnce(Return(Answer(409, R"({"error_description":"Login is taken"})")));
    const auto created = system_.Create(users_, {{"login", "a"}}, "", purpose_);
    ASSERT_THAT(created, IsOk());
    EXPECT_EQ(std::get<Refused>(*created).status, 409);
    EXPECT_EQ(std::get<Refused>(*created).message, "Login is taken");
}

TEST_F(HubUsers, ThrottledAreAskedAgainAfterTheTimeAskedFor) {
    const InSequence in_order;
    EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(429, "", {{"retry-after", "3"}})));
    EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(200, R"({"id":"u1"})")));
    EXPECT_THAT(system_.Create(users_, {{"login", "a"}}, "", purpose_), IsOk());
    EXPECT_THAT(clock_.waited, ElementsAre(3000));
}

TEST_F(HubUsers, ThrottledForeverAreAnError) {
    EXPECT_CALL(http_, Send(_))
        .Times(::testing::Between(3, 20))
        .WillRepeatedly(Return(Answer(429)));
    EXPECT_THAT(system_.Read(users_, "u1", "", purpose_), Fails(HasSubstr("answered 429")));
}

TEST_F(HubUsers, AreReadAgainAfterTheServerFailed) {
    const InSequence in_order;
    EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(503)));
    EXPECT_CALL(http_, Send(_)).WillOnce([](const HttpRequest&) -> Result<HttpResponse> {
        return EnvironmentError("connection reset");
    });
    EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(200, R"({"id":"u1"})")));
    EXPECT_THAT(system_.Read(users_, "u1", "", purpose_), IsOk());
}

TEST_F(HubUsers, AreNeverCreatedTwiceAfterALostAnswer) {
    EXPECT_CALL(http_, Send(_)).WillOnce([](const HttpRequest&) -> Result<HttpResponse> {
        return EnvironmentError("connection reset");
    });
    EXPECT_THAT(system_.Create(users_, {{"login", "a"}}, "", purpose_),
                Fails(AllOf(HasSubstr("connection reset"), HasSubstr("may have been made"))));
    EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(502, "bad gateway")));
    EXPECT_THAT(system_.Create(users_, {{"login", "b"}}, "", purpose_), Fails(HasSubstr("502")));
}

// A lost answer and a 5xx leave it open.
TEST_F(HubUsers, AreNotMadeByARequestThatWasTurnedAwayOrNeverLeft) {
    for (const int status : {302, 401, 403, 405, 415}) {
        EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(status)));
        const auto created = system_.Create(users_, Json::object(), "", purpose_);
        ASSERT_THAT(created, IsOk()) << status;
        EXPECT_TRUE(std::holds_alternative<NotMade>(*created)) << status;
    }
    EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(200, "no JSON")));
    EXPECT_THAT(system_.Create(users_, Json::object(), "", purpose_), Fails(HasSubstr("JSON")));
}

TEST(Unreachable, SystemsHaveMadeNothing) {
    const auto http = MakeHttpClient({});
    TestClock clock;
    target::SystemAccess nowhere = AccessTo("youtrack");
    nowhere.values["url"] = "http://127.0.0.1:1";
    System system(ShippedProfile("youtrack"), nowhere, *http, clock, {});
    const auto created =
        system.Create(*system.GetProfile().FindEntity("users"), Json::object(), "", {"", "create"});
    ASSERT_THAT(created, IsOk());
    ASSERT_TRUE(std::holds_alternative<NotMade>(*created));
    EXPECT_THAT(ToString(std::get<NotMade>(*created).error), HasSubstr("no connection"));
}

TEST_F(HubUsers, AreAnErrorWhenTheTokenIsRefused) {
    EXPECT_CALL(http_, Send(_))
        .WillOnce(Return(Answer(401, R"({"error":"perm:secret is unknown"})")));
    const auto read = system_.Read(users_, "u1", "", purpose_);
    EXPECT_THAT(read, Fails(AllOf(HasSubstr("answered 401"), HasSubstr("*** is unknown"))));
}

class StrangeAnswer : public HubUsers, public ::testing::WithParamInterface<const char*> {};

TEST_P(StrangeAnswer, IsAnErrorOfTheHarnessAndNoCrash) {
    EXPECT_CALL(http_, Send(_)).WillRepeatedly(Return(Answer(200, GetParam())));
    EXPECT_FALSE(system_.List(users_, purpose_).has_value());
    EXPECT_FALSE(system_.Create(users_, {{"login", "a"}}, "", purpose_).has_value());
    EXPECT_FALSE(system_.Read(users_, "u1", "", purpose_).has_value());
}

INSTANTIATE_TEST_SUITE_P(Bodies, StrangeAnswer,
                         ::testing::Values("<html>", "[]", "{}", "7", R"({"users":{}})",
                                           R"({"users":[7]})", R"({"users":[{"login":"no id"}]})",
                                           "\xff\xfe"));

TEST_F(Customers, GetATokenOnceAndSendBothHeaders) {
    EXPECT_CALL(http_, Send(IsTokenRequest())).WillOnce([](const HttpRequest& request) {
        EXPECT_EQ(request.url, "http://po/OAuth/Token");
        EXPECT_EQ(request.body, "grant_type=client_credentials");
        EXPECT_EQ(request.content_type, "application/x-www-form-urlencoded");
        EXPECT_THAT(request.headers, ::testing::Contains(std::pair<std::string, std::string>(
                                         "Ocp-Apim-Subscription-Key", "sub-key")));
        EXPECT_THAT(request.headers, ::testing::Contains(std::pair<std::string, std::string>(
                                         "Authorization", "Basic YXBwLWtleTpjbGllbnQta2V5")));
        return Answer(200, R"({"access_token":"first-token","expires_in":1200})");
    });
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("/v2/"))))
        .Times(2)
        .WillRepeatedly([](const HttpRequest& request) {
            EXPECT_THAT(request.headers, ::testing::Contains(std::pair<std::string, std::string>(
                                             "Authorization", "Bearer first-token")));
            EXPECT_THAT(request.headers, ::testing::Contains(std::pair<std::string, std::string>(
                                             "Ocp-Apim-Subscription-Key", "sub-key")));
            return Answer(200, R"({"Id":7})");
        });
    EXPECT_EQ((*system_.Read(customers_, "7", "", purpose_))->id, "7");
    EXPECT_EQ((*system_.Read(customers_, "7", "", purpose_))->id, "7");
}

TEST_F(Customers, RenewTheTokenBeforeItEnds) {
    EXPECT_CALL(http_, Send(IsTokenRequest()))
        .Times(2)
        .WillRepeatedly(Return(Answer(200, R"({"access_token":"t","expires_in":1200})")));
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("/v2/"))))
        .WillRepeatedly(Return(Answer(200, R"({"Id":7})")));
    EXPECT_THAT(system_.Read(customers_, "7", "", purpose_), IsOk());
    clock_.now += 1'160'000;
    EXPECT_THAT(system_.Read(customers_, "7", "", purpose_), IsOk());
    clock_.now += 15'000;
    EXPECT_THAT(system_.Read(customers_, "7", "", purpose_), IsOk());
}

TEST_F(Customers, RenewTheTokenOnceWhenItIsRefused) {
    EXPECT_CALL(http_, Send(IsTokenRequest()))
        .Times(2)
        .WillRepeatedly(Return(Answer(200, R"({"access_token":"t","expires_in":1200})")));
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("/v2/"))))
        .Times(2)
        .WillRepeatedly(Return(Answer(401)));
    EXPECT_THAT(system_.Read(customers_, "7", "", purpose_), Fails(HasSubstr("401")));
}

TEST_F(Customers, SayWhenTheKeysAreRefused) {
    EXPECT_CALL(http_, Send(IsTokenRequest()))
        .WillOnce(Return(Answer(
            400, R"({"error":"invalid_client","error_description":"client-key is wrong"})")));
    const auto read = system_.Read(customers_, "7", "", purpose_);
    EXPECT_THAT(read, Fails(AllOf(HasSubstr("http://po/OAuth/Token gave no token"),
                                  HasSubstr("check the keys"))));
}

TEST_F(Customers, AreListedByPageNumberUntil204) {
    EXPECT_CALL(http_,
                Send(Request("GET", "http://po/v2/Customers?OrderBy=Id&PageNumber=1&PageSize=100")))
        .WillOnce(Return(Answer(200, R"([{"Id":1},{"Id":2}])")));
    EXPECT_CALL(http_,
                Send(Request("GET", "http://po/v2/Customers?OrderBy=Id&PageNumber=2&PageSize=100")))
        .WillOnce(Return(Answer(204)));
    EXPECT_EQ(system_.List(customers_, purpose_)->size(), 2U);
}

TEST_F(Customers, AreUpdatedByAJsonPatch) {
    EXPECT_CALL(http_, Send(Request("PATCH", "http://po/v2/Customers/7")))
        .WillOnce([](const HttpRequest& request) {
            EXPECT_EQ(request.content_type, "application/json-patch+json");
            EXPECT_EQ(request.body, R"([{"op":"replace","path":"/Name","value":"B"}])");
            return Answer(200, R"({"Id":7,"Name":"B"})");
        });
    EXPECT_THAT(system_.Update(customers_, {"7", "", {{"Name", "A"}}}, {{"Name", "B"}}, purpose_),
                IsOk());
}

TEST_F(Customers, AreReadWhenAnUpdateChangesNothing) {
    EXPECT_CALL(http_, Send(Request("GET", "http://po/v2/Customers/7")))
        .WillOnce(Return(Answer(200, R"({"Id":7})")));
    EXPECT_THAT(
        system_.Update(customers_, {"7", "", Json::object()}, {{"Name", std::nullopt}}, purpose_),
        IsOk());
}

TEST_F(Customers, TellAMissingReferenceFromAMissingRecord) {
    EXPECT_CALL(http_, Send(Field(&HttpRequest::method, "PATCH")))
        .WillOnce(Return(Answer(404, R"({"title":"Customer validation error"})")));
    EXPECT_CALL(http_, Send(Request("GET", "http://po/v2/Customers/7")))
        .WillOnce(Return(Answer(200, R"({"Id":7})")));
    const auto updated =
        system_.Update(customers_, {"7", "", Json::object()}, {{"DepartmentId", 99}}, purpose_);
    ASSERT_THAT(updated, IsOk());
    EXPECT_EQ(std::get<Refused>(*updated).message, "Customer validation error");
}

TEST_F(Customers, AreArchivedWhenTheyCannotBeDeleted) {
    EXPECT_CALL(http_, Send(Field(&HttpRequest::method, "DELETE")))
        .WillOnce(Return(Answer(409, R"({"title":"Customer conflict"})")));
    EXPECT_CALL(http_, Send(Field(&HttpRequest::method, "PATCH")))
        .WillOnce([](const HttpRequest& request) {
            EXPECT_THAT(request.body, HasSubstr("IsArchived"));
            return Answer(200, R"({"Id":7})");
        });
    EXPECT_TRUE(std::holds_alternative<std::monostate>(
        *system_.Delete(customers_, {"7", "", {}}, purpose_)));
}

TEST_F(Customers, KeepTheRateLimitOfATenantAndLessWhileTheDataFlowRuns) {
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("/v2/"))))
        .WillRepeatedly(Return(Answer(200, R"({"Id":7})")));
    const auto read = [&] { EXPECT_THAT(system_.Read(customers_, "7", "", purpose_), IsOk()); };
    const Milliseconds start = clock_.now;
    for (int i = 0; i < 20; ++i) read();  // and a token
    EXPECT_EQ(clock_.now - start, 19 * 125) << "8 in a second, and 2 at once";
    system_.ShareLimits(true);  // 2 in a second
    read();
    const Milliseconds shared = clock_.now;
    for (int i = 0; i < 4; ++i) read();
    EXPECT_EQ(clock_.now - shared, 4 * 500);
}

TEST_F(Customers, OfATenantAreOnlyCountedInWhatIsShownOfAList) {
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("PageNumber=1"))))
        .WillOnce(Return(Answer(200, R"([{"Id":7,"Name":"Kari"},{"Id":8,"Name":"Ola"}])")));
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("PageNumber=2"))))
        .WillOnce(Return(Answer(204)));
    EXPECT_THAT(system_.List(customers_, purpose_), IsOk());
    EXPECT_EQ(exchanges_[1].response, "(a list of 2 records, which are not kept)");
}

TEST_F(ContactPersons, AreReachedThroughTheirCompany) {
    EXPECT_CALL(http_, Send(Request("POST", "http://po1/Customer/3/Contact/")))
        .WillOnce([](const HttpRequest& request) {
            EXPECT_EQ(Json::parse(request.body), Json({{"firstName", "A"}}));
            return Answer(200, R"({"success":true,"data":{"id":7,"partyId":3}})");
        });
    const auto created = system_.Create(persons_, {{"firstName", "A"}}, "3", purpose_);
    ASSERT_THAT(created, IsOk());
    EXPECT_EQ(std::get<Record>(*created).parent, "3");
}

TEST_F(ContactPersons, AreUpdatedFromAFreshCopy) {
    const InSequence in_order;
    EXPECT_CALL(http_, Send(IsTokenRequest()));
    EXPECT_CALL(http_, Send(Request("GET", "http://po1/Customer/3/Contact/7/")))
        .WillOnce(Return(Answer(
            200,
            R"({"success":true,"data":{"id":7,"partyId":3,"city":"new","lastChanged":"x"}})")));
    EXPECT_CALL(http_, Send(Request("POST", "http://po1/Customer/3/Contact/")))
        .WillOnce([](const HttpRequest& request) {
            EXPECT_EQ(Json::parse(request.body),
                      Json({{"id", 7}, {"city", "new"}, {"firstName", "B"}}));
            return Answer(200, R"({"success":true,"data":{"id":7,"partyId":3}})");
        });
    EXPECT_THAT(
        system_.Update(persons_, {"7", "3", {{"city", "old"}}}, {{"firstName", "B"}}, purpose_),
        IsOk());
}

TEST_F(ContactPersons, AreNotFoundWhenTheEnvelopeSaysNo) {
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("/Contact/"))))
        .WillOnce(Return(Answer(200, R"({"success":false,"validation":{"summary":"not found"}})")));
    EXPECT_FALSE(system_.Read(persons_, "7", "3", purpose_)->has_value());
}

TEST_F(ContactPersons, ShowEveryExchangeWithoutSecrets) {
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("/Contact/"))))
        .WillOnce(Return(
            Answer(200, R"({"success":true,"data":{"id":7,"note":"client-key tok sub%2Dkey"}})")));
    ON_CALL(http_, Send(IsTokenRequest()))
        .WillByDefault(Return(Answer(200, R"({"access_token":"the-token","expires_in":1200})")));
    EXPECT_THAT(system_.Read(persons_, "7", "3", purpose_), IsOk());
    ASSERT_EQ(exchanges_.size(), 2U);
    EXPECT_EQ(exchanges_[0].response, "(a token)");
    EXPECT_EQ(exchanges_[1].purpose, "create source");
    EXPECT_EQ(exchanges_[1].case_id, "flow/check/plain");
    EXPECT_EQ(exchanges_[1].who, "harness");
    EXPECT_EQ(exchanges_[1].status, 200);
    std::string all;
    for (const journal::Exchange& exchange : exchanges_) {
        all += exchange.url + exchange.request + exchange.response;
        for (const auto& [name, value] : exchange.headers) all += value;
    }
    for (const char* secret :
         {"client-key", "app-key", "sub-key", "the-token", "YXBwLWtleTpjbGllbnQta2V5"}) {
        EXPECT_EQ(all.find(secret), std::string::npos) << secret;
    }
}

}  // namespace
}  // namespace plumb::system
