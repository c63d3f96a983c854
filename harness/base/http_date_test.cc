#include "harness/base/http_date.h"

#include <gtest/gtest.h>

namespace plumb {
namespace {

TEST(HttpDate, IsReadAsTheStandardWritesIt) {
    EXPECT_EQ(ParseHttpDate("Thu, 26 Nov 2026 19:31:23 GMT"), 1'795'721'483'000);
    EXPECT_EQ(ParseHttpDate("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
}

TEST(HttpDate, IsNothingElse) {
    for (const char* text : {"", "soon", "120", "Thu, 26 Nov 2026", "2026-11-26T19:31:23Z",
                             "Thu, 99 Nov 2026 19:31:23 GMT"}) {
        EXPECT_EQ(ParseHttpDate(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace plumb
