#include "harness/system/system.h"

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
    const auto deleted = system_.Delete(customers_, {"7", "", {}}, purpose_);
    ASSERT_THAT(deleted, IsOk());
    const auto* retired = std::get_if<Retired>(&*deleted);
    ASSERT_NE(retired, nullptr);
    EXPECT_EQ(FallbackInWords(customers_), "IsArchived: true");
    EXPECT_EQ(retired->why, "Customer conflict");
}

TEST_F(Customers, AreArchivedByWhoMayEditThemAndNotDelete) {
    EXPECT_CALL(http_, Send(Field(&HttpRequest::method, "DELETE")))
        .WillRepeatedly(Return(Answer(403, R"({"title":"Forbidden"})")));
    EXPECT_CALL(http_, Send(Field(&HttpRequest::method, "PATCH")))
        .WillOnce(Return(Answer(200, R"({"Id":7})")))
        .WillOnce(Return(Answer(403, R"({"title":"Nor this"})")));
    const auto deleted = system_.Delete(customers_, {"7", "", {}}, purpose_);
    ASSERT_THAT(deleted, IsOk());
    EXPECT_TRUE(std::holds_alternative<Retired>(*deleted));
    EXPECT_THAT(system_.Delete(customers_, {"7", "", {}}, purpose_),
                Fails(HasSubstr("answered 403: Forbidden")));
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

}  // namespace
}  // namespace plumb::system
