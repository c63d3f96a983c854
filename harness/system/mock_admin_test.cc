#include "harness/system/mock_admin.h"

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/system/testing/mock_http_client.h"
#include "harness/testing/result_matchers.h"

namespace plumb::system {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::_;
using testing::Answer;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::Return;

class Admin : public ::testing::Test {
  protected:
    ::testing::StrictMock<testing::MockHttpClient> http_;
    MockAdmin admin_{{"http://127.0.0.1:9", "admin-token"}, http_};
};

TEST_F(Admin, ListsTheWritesOfTheDataFlow) {
    EXPECT_CALL(http_, Send(_)).WillOnce([](const HttpRequest& request) {
        EXPECT_EQ(request.url,
                  "http://127.0.0.1:9/_mock/"
                  "requests?since=4&system=youtrack&writes=true&client=dataflow&limit=2000");
        EXPECT_THAT(request.headers, ElementsAre(Pair("Authorization", "Bearer admin-token")));
        return Answer(200, R"({"requests":[{"number":5,"at":17,"system":"youtrack","entity":"users",
            "record":"u1","created":true,"method":"POST","target":"/users","body":"{}","status":200}],
            "last":9,"dropped":2})");
    });
    const auto log = admin_.WritesSince(4, "youtrack");
    ASSERT_THAT(log, IsOk());
    EXPECT_EQ(log->last, 9U);
    EXPECT_EQ(log->dropped, 2U);
    ASSERT_EQ(log->writes.size(), 1U);
    EXPECT_EQ(log->writes[0].record, "u1");
    EXPECT_TRUE(log->writes[0].created);
    EXPECT_FALSE(log->writes[0].deleted);
}

TEST_F(Admin, KnowsWhichLogHasComeHowFar) {
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("requests?limit=0"))))
        .WillOnce(Return(Answer(200, R"({"requests":[],"log":"5eed","last":9})")))
        .WillOnce(Return(Answer(200, R"({"requests":[],"last":9})")));
    const auto end = admin_.EndOfLog();
    ASSERT_THAT(end, IsOk());
    EXPECT_EQ(end->log, "5eed");
    EXPECT_EQ(end->last, 9U);
    EXPECT_THAT(admin_.EndOfLog(), Fails(HasSubstr("does not say which one")));
}

TEST_F(Admin, ListsTheRequestsThatMetFaults) {
    EXPECT_CALL(http_,
                Send(Field(&HttpRequest::url, HasSubstr("since=4&client=dataflow&disturbed=true"))))
        .WillOnce(Return(Answer(200, R"({"requests":[
            {"number":6,"method":"GET","target":"/users?a=b","faults":["f1","f3"],
             "page_size":20,"total":-7}],
            "last":9,"dropped":2})")));
    const auto met = admin_.DisturbedRequests(4);
    ASSERT_THAT(met, IsOk());
    ASSERT_EQ(met->size(), 1U);
    EXPECT_EQ(met->front().path, "/users");
    EXPECT_THAT(met->front().faults, ElementsAre("f1", "f3"));
    EXPECT_EQ(met->front().page_size, 20);
    EXPECT_EQ(met->front().total, 0);
}

TEST_F(Admin, ReadsALongLogToItsEnd) {
    Json first = Json::array();
    for (int i = 1; i <= 2'000; ++i) first.push_back({{"number", i}});
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("since=0&"))))
        .WillOnce(Return(Answer(200, Dump({{"requests", first}, {"last", 2'001}}))));
    EXPECT_CALL(http_, Send(Field(&HttpRequest::url, HasSubstr("since=2000&"))))
        .WillOnce(Return(Answer(200, R"({"requests":[{"number":2001}],"last":2001})")));
    EXPECT_EQ(admin_.WritesSince(0, "youtrack")->writes.size(), 2'001U);
}

TEST_F(Admin, ReadsAndMovesTheClock) {
    EXPECT_CALL(http_, Send(Field(&HttpRequest::method, "GET")))
        .WillRepeatedly(Return(Answer(200, R"({"kind":"virtual","now":123})")));
    EXPECT_EQ(*admin_.HasVirtualClock(), true);
    EXPECT_EQ(*admin_.Now(), 123);
    EXPECT_CALL(http_, Send(Field(&HttpRequest::body, R"({"advance_ms":5})")))
        .WillOnce(Return(Answer(200, "{}")));
    EXPECT_THAT(admin_.Advance(5), IsOk());
}

TEST_F(Admin, KnowsTheLargestPages) {
    EXPECT_CALL(http_, Send(_))
        .WillOnce(Return(Answer(200, R"({"youtrack/users":20,"x":99999999999999,"y":"z"})")));
    EXPECT_THAT(*admin_.LargestPages(),
                ElementsAre(Pair("x", 1 << 30), Pair("youtrack/users", 20)));
}

TEST_F(Admin, CountsTheWritesOfTheDataFlow) {
    EXPECT_CALL(http_, Send(_))
        .WillOnce(Return(Answer(200, R"({"requests":[],"data_flow_writes":41})")));
    EXPECT_EQ(*admin_.DataFlowWrites(), 41U);
}

TEST_F(Admin, FailsWhereTheMockDoes) {
    for (const auto& answer :
         {Answer(401, R"({"error":"no"})"), Answer(200, "[]"), Answer(200, "x")}) {
        EXPECT_CALL(http_, Send(_)).WillRepeatedly(Return(answer));
        EXPECT_THAT(admin_.WritesSince(0, "x"), Fails(HasSubstr("admin")));
        EXPECT_THAT(admin_.EndOfLog(), Fails(HasSubstr("admin")));
        EXPECT_THAT(admin_.Advance(1), Fails(HasSubstr("admin")));
        EXPECT_THAT(admin_.LargestPages(), Fails(HasSubstr("admin")));
    }
}

}  // namespace
}  // namespace plumb::system
