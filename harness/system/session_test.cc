#include "harness/system/session.h"

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/system/testing/profiled_systems.h"
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
using ::testing::Return;

TEST_F(HubUsers, ThrottledAreAskedAgainAfterTheTimeAskedFor) {
    const InSequence in_order;
    EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(429, "", {{"retry-after", "3"}})));
    EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(200, R"({"id":"u1"})")));
    EXPECT_THAT(system_.Create(users_, {{"login", "a"}}, "", purpose_), IsOk());
    EXPECT_THAT(clock_.waited, ElementsAre(3000));
}

TEST_F(HubUsers, TellTheTimeOfTheirSystemByTheNewestAnswerThatHasADate) {
    EXPECT_EQ(system_.Now(), clock_.now);
    const InSequence in_order;
    EXPECT_CALL(http_, Send(_))
        .WillOnce(Return(Answer(404, "{}", {{"date", "Fri, 27 Nov 2026 12:00:00 GMT"}})));
    EXPECT_CALL(http_, Send(_)).WillOnce(Return(Answer(404, "{}")));
    EXPECT_THAT(system_.Read(users_, "u1", "", purpose_), IsOk());
    EXPECT_THAT(system_.Read(users_, "u1", "", purpose_), IsOk());
    clock_.now += 60'000;
    EXPECT_EQ(FormatTime(system_.Now()), "2026-11-27T12:01:00.500Z");
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

TEST_F(HubUsers, AreNotRefusedForWhatTheyAreWhereTheLicenceIsFull) {
    for (const int status : {400, 403, 409}) {
        EXPECT_CALL(http_, Send(_))
            .WillOnce(Return(Answer(
                status,
                R"({"error": "license_users_number_exceeded", "error_description": "full"})")));
        const auto created = system_.Create(users_, {{"login", "a"}}, "", purpose_);
        ASSERT_THAT(created, IsOk());
        const auto* none = std::get_if<NotMade>(&*created);
        ASSERT_NE(none, nullptr) << status;
        EXPECT_TRUE(none->is_full);
        EXPECT_THAT(ToString(none->error), HasSubstr("takes no more users (it answered " +
                                                     std::to_string(status) + ": full)"));
    }
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
