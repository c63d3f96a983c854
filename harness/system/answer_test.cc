#include "harness/system/answer.h"

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/system/testing/mock_http_client.h"

namespace plumb::system {
namespace {

using testing::Answer;
using Kind = Reply::Kind;

TEST(Message, IsTheSystemsOwn) {
    const std::vector<std::pair<const char*, const char*>> kTable = {
        {R"({"title":"Customer validation error","detail":"Name is required"})",
         "Customer validation error: Name is required"},
        {R"({"Title":"Object not found"})", "Object not found"},
        {R"({"success":false,"validation":{"summary":"In use","exception":"X"}})", "In use"},
        {R"({"error":"must-be-unique","error_description":"Login is taken"})", "Login is taken"},
        {R"({"error":"invalid_client"})", "invalid_client"},
        {R"({"statusCode":"429","message":"Rate limit is exceeded."})", "Rate limit is exceeded."},
        {R"({"other":1})", R"({"other":1})"},
        {R"("plain")", "plain"},
        {"<html>broken</html>", "<html>broken</html>"},
        {"  \n", ""},
    };
    for (const auto& [body, message] : kTable) EXPECT_EQ(MessageOf(Answer(400, body)), message);
}

TEST(Message, IsNeverLong) {
    EXPECT_LT(MessageOf(Answer(500, std::string(100'000, 'x'))).size(), 300U);
    EXPECT_LT(MessageOf(Answer(500, "{\"detail\":\"" + std::string(100'000, 'x') + "\"}")).size(),
              600U);
}

/// It stands in reasons, on terminals and in reports.
TEST(Message, IsReadableWhateverBytesWereAnswered) {
    EXPECT_EQ(MessageOf(Answer(500, "gone \xBA")), "gone \xEF\xBF\xBD");
    EXPECT_EQ(Judge({}, Answer(200, "\xBA")).refused.message,
              "the answer is not JSON: \xEF\xBF\xBD");
}

TEST(RetryAfter, IsInSeconds) {
    EXPECT_EQ(RetryAfter(Answer(429, "", {{"retry-after", " 2 "}}), 0), 2000);
    for (const char* value : {"", "-1", "soon", "99999999999999"}) {
        EXPECT_FALSE(RetryAfter(Answer(429, "", {{"retry-after", value}}), 0)) << value;
    }
    EXPECT_FALSE(RetryAfter(Answer(429), 0));
}

TEST(RetryAfter, IsUntilATimeByTheServersClock) {
    constexpr Milliseconds kNow = 1'445'412'470'000;  // Wed, 21 Oct 2015 07:27:50 GMT
    const char* until = "Wed, 21 Oct 2015 07:28:00 GMT";
    EXPECT_EQ(RetryAfter(Answer(429, "", {{"retry-after", until}}), kNow), 10'000);
    EXPECT_EQ(RetryAfter(Answer(429, "", {{"retry-after", until}}), kNow + 60'000), 0);
    const auto told =
        Answer(503, "", {{"retry-after", until}, {"date", "Wed, 21 Oct 2015 07:27:57 GMT"}});
    EXPECT_EQ(RetryAfter(told, kNow + 60'000), 3'000);
}

TEST(Redirect, NamesBothHosts) {
    const auto to = [](const char* place) {
        return DescribeRedirect("https://yt.example.com/hub/api",
                                Answer(302, "", {{"location", place}}));
    };
    EXPECT_EQ(to("https://login.example.com/sso?token=x"),
              "yt.example.com redirects to another host, login.example.com");
    EXPECT_EQ(to("https://yt.example.com:8443/hub"),
              "yt.example.com redirects to https://yt.example.com:8443 of the same host");
    EXPECT_EQ(to("/elsewhere"), "yt.example.com redirects to another path of its own");
}

TEST(Reply, IsJudgedByItsStatus) {
    const target::Entity plain;
    EXPECT_EQ(Judge(plain, Answer(200, "{}")).kind, Kind::kAccepted);
    EXPECT_EQ(Judge(plain, Answer(204)).kind, Kind::kAccepted);
    for (const int status : {400, 409, 413, 422}) {
        EXPECT_EQ(Judge(plain, Answer(status)).kind, Kind::kRefused) << status;
    }
    EXPECT_EQ(Judge(plain, Answer(404)).kind, Kind::kNotFound);
    for (const int status : {100, 301, 402, 405, 415}) {
        EXPECT_EQ(Judge(plain, Answer(status)).kind, Kind::kUnexpected) << status;
    }
    EXPECT_EQ(Judge(plain, Answer(200, "<html>")).kind, Kind::kUnexpected);
}

TEST(Reply, OfAnEnvelopeIsJudgedByItsFlag) {
    target::Entity entity;
    entity.success_flag = "success";
    EXPECT_EQ(Judge(entity, Answer(200, R"({"success":true,"data":{}})")).kind, Kind::kAccepted);
    const Reply refused =
        Judge(entity, Answer(200, R"({"success":false,"validation":{"summary":"no"}})"));
    EXPECT_EQ(refused.kind, Kind::kRefused);
    EXPECT_EQ(refused.refused.message, "no");
    for (const char* body : {"", "{}", "[]", R"({"success":"true"})", R"({"success":null})"}) {
        EXPECT_EQ(Judge(entity, Answer(200, body)).kind, Kind::kUnexpected) << body;
    }
}

TEST(RecordInAnswer, HasItsIdAndItsParent) {
    target::Entity entity;
    entity.item = "data";
    entity.id_path = "id";
    entity.parent_id_path = "partyId";
    const auto record = RecordIn(entity, Json::parse(R"({"data":{"id":7,"partyId":3,"a":1}})"));
    ASSERT_TRUE(record);
    EXPECT_EQ(record->id, "7");
    EXPECT_EQ(record->parent, "3");
    EXPECT_EQ(record->fields["a"], 1);
    for (const char* body :
         {"{}", "[]", "null", R"({"data":[]})", R"({"data":{}})", R"({"data":{"id":null}})",
          R"({"data":{"id":1.5}})", R"({"data":{"id":{}}})"}) {
        EXPECT_FALSE(RecordIn(entity, Json::parse(body))) << body;
    }
}

}  // namespace
}  // namespace plumb::system
