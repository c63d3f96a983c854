#include "mocks/http/target.h"

#include <gmock/gmock.h>

namespace plumb::mocks::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Request Parsed(std::string_view target) {
    Request request;
    SetTarget(request, target);
    return request;
}

TEST(Target, DecodesSegmentsAfterSplittingThem) {
    EXPECT_THAT(Parsed("/hub/api%2Frest//users/%C3%85se+x").path,
                ElementsAre("hub", "api/rest", "users", "\xC3\x85se+x"));
    EXPECT_THAT(Parsed("/").path, IsEmpty());
    EXPECT_THAT(Parsed("").path, IsEmpty());
}

TEST(Target, DecodesTheQueryInItsOrder) {
    EXPECT_THAT(Parsed("/users?%24top=50&fields=&query=a+b%2Bc&bare&&x=1=2#y").query,
                ElementsAre(Pair("$top", "50"), Pair("fields", ""), Pair("query", "a b+c"),
                            Pair("bare", ""), Pair("x", "1=2")));
}

TEST(Target, KeepsBrokenTriplesAsTheyAre) {
    EXPECT_EQ(PercentDecode("100%", false), "100%");
    EXPECT_EQ(PercentDecode("%4", false), "%4");
    EXPECT_EQ(PercentDecode("%zz%41", false), "%zzA");
    EXPECT_EQ(PercentDecode("%00", false), std::string(1, '\0'));
}

TEST(Target, AcceptsTheAbsoluteForm) {
    EXPECT_THAT(Parsed("http://localhost:80/a/b?c=d").path, ElementsAre("a", "b"));
    EXPECT_THAT(Parsed("http://localhost").path, IsEmpty());
}

TEST(Message, FindsQueryNamesWithoutCase) {
    const Request request = Parsed("/users?PageSize=7&pagesize=8");
    ASSERT_NE(request.Query("pageSize"), nullptr);
    EXPECT_EQ(*request.Query("pageSize"), "7");
    EXPECT_EQ(request.Query("page"), nullptr);
}

}  // namespace
}  // namespace plumb::mocks::http
