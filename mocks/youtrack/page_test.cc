#include "mocks/youtrack/page.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"
#include "mocks/http/target.h"

namespace plumb::mocks::youtrack {
namespace {

using ::plumb::testing::Fails;
using ::plumb::testing::IsOk;
using ::testing::HasSubstr;

class PageTest : public ::testing::Test {
  protected:
    PageTest() {
        for (const char* login : {"c", "a", "e", "b", "d"}) {
            store_.Add(
                {{"id", login}, {"login", login}, {"name", login < std::string("c") ? "x" : "y"}},
                true);
        }
    }

    static Result<Page> Read(const std::string& query) {
        http::Request request;
        http::SetTarget(request, "/users?" + query);
        return Page::Read(request, 3);
    }

    static std::string Logins(const std::vector<const User*>& users) {
        std::string logins;
        for (const User* user : users) logins += user->login;
        return logins;
    }

    UserStore store_;
};
using PageOfUsers = PageTest;

TEST_F(PageOfUsers, IsTheAskedPart) {
    struct Case {
        const char* fact;
        const char* query;
        const char* logins;
        long long size;
    };
    for (const Case& c : {
             Case{"the default size", "", "cae", 0},
             Case{"S4: skip and top", "$skip=1&$top=2", "ae", 2},
             Case{"encoded names", "%24skip=4&%24top=2", "d", 2},
             Case{"S1: the page after the last is empty", "$skip=5&$top=50", "", 50},
             Case{"S9: -1 is everything", "$top=-1", "caebd", 0},
             Case{"S12: huge sizes are accepted", "$top=2147483647", "caebd", 2147483647},
             Case{"nothing asked", "$top=0", "", 0},
             Case{"an empty value is none", "$top=&$skip=", "cae", 0},
             Case{"far behind the end", "$skip=9223372036854775807&$top=-1", "", 0},
         }) {
        const Result<Page> page = Read(c.query);
        ASSERT_THAT(page, IsOk()) << c.fact;
        EXPECT_EQ(Logins(page->Of(store_.Listed())), c.logins) << c.fact;
        EXPECT_EQ(Logins(page->Of(store_.AllListed())), c.logins) << c.fact;
        EXPECT_EQ(page->Size(), c.size) << c.fact;
    }
}

TEST_F(PageOfUsers, RefusesWhatIsNoNumber) {
    for (const char* query : {"$top=x", "$top=-2", "$skip=-1", "$skip=1.5", "$top=0x5", "$top= 5",
                              "$top=99999999999999999999"}) {
        EXPECT_THAT(Read(query), Fails(HasSubstr("must be a number"))) << query;
    }
}

// S7: "orderBy=login:asc".
TEST_F(PageOfUsers, SortsByOneOrMoreKeys) {
    struct Case {
        const char* order_by;
        const char* logins;
    };
    for (const Case& c : {Case{"login:asc", "abcde"}, Case{"login", "abcde"},
                          Case{"LOGIN:DESC", "edcba"}, Case{"name:desc, login:asc", "cdeab"},
                          Case{"creationTime:desc", "dbeac"}, Case{"email", "caebd"}}) {
        std::vector<const User*> users = store_.AllListed();
        ASSERT_THAT(Sort(users, c.order_by), IsOk());
        EXPECT_EQ(Logins(users), c.logins) << c.order_by;
    }
}

TEST_F(PageOfUsers, RefusesUnknownOrders) {
    for (const char* order_by : {"colour", "login:up", ":asc", "login,", "login:asc:asc"}) {
        std::vector<const User*> users = store_.AllListed();
        EXPECT_THAT(Sort(users, order_by), Fails(HasSubstr("cannot order"))) << order_by;
    }
}

}  // namespace
}  // namespace plumb::mocks::youtrack
