#include "harness/run/list_read.h"

#include <gtest/gtest.h>

namespace plumb::run {
namespace {

system::LoggedRequest Asks(const std::string& entity, int page_size, int total) {
    system::LoggedRequest request;
    request.system = "youtrack";
    request.entity = entity;
    request.page_size = page_size;
    request.total = total;
    return request;
}

TEST(ListRead, IsToldByTheRequestsForItsLargestPages) {
    const auto read = ReadingOf({Asks("users", 1, 60), Asks("users", 20, 35), Asks("users", 20, 15),
                                 Asks("groups", 50, 50), Asks("users", 0, 80)},
                                "youtrack", "users");
    EXPECT_EQ(read.page_size, 20);
    EXPECT_EQ(read.records, 35);
    EXPECT_FALSE(read.ended_full);
}

TEST(ListRead, EndsWithAFullPageWhereItsLengthIsAMultipleOfThePage) {
    EXPECT_TRUE(
        ReadingOf({Asks("users", 20, 40), Asks("users", 20, 1)}, "youtrack", "users").ended_full);
    EXPECT_FALSE(ReadingOf({Asks("users", 20, 0)}, "youtrack", "users").ended_full);
    EXPECT_EQ(ReadingOf({Asks("users", 20, 40)}, "poweroffice-go", "users").page_size, 0);
}

TEST(ListRead, IsFilledByTheRestOfAPageAndAWholeOneByAPageMore) {
    const auto count = [](int records, bool whole) {
        return CountThatFills({20, records, false}, whole);
    };
    EXPECT_EQ(count(0, true), 20);
    EXPECT_EQ(count(3, true), 17);
    EXPECT_EQ(count(3, false), 17);
    EXPECT_EQ(count(45, false), 15);
    EXPECT_EQ(count(45, true), 35);
    EXPECT_EQ(count(60, true), 20);
    EXPECT_EQ(count(60, false), 20);
}

}  // namespace
}  // namespace plumb::run
