#include "mocks/youtrack/settings.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"

namespace plumb::mocks::youtrack {
namespace {

Settings Read(const std::string& yaml, std::vector<Problem>& problems) {
    const Result<yaml::Node> node = yaml::Parse(yaml, "mock.yaml");
    EXPECT_THAT(node, testing::IsOk());
    return ReadSettings(*node, problems);
}

TEST(Settings, ReadsEveryMember) {
    std::vector<Problem> problems;
    const Settings read = Read(R"({token: t, user_create_duplicate_status: 400,
        require_successor: false, email_unique: always, default_top: 7, users_limit: 9,
        update_answers_user: false, list_system_users: true, public_url: "http://h", port: 8001,
        admin_port: 8002})",
                               problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(read.token, "t");
    EXPECT_EQ(read.user_create_duplicate_status, 400);
    EXPECT_FALSE(read.require_successor);
    EXPECT_EQ(read.email_unique, EmailUnique::kAlways);
    EXPECT_EQ(read.default_top, 7);
    EXPECT_EQ(read.users_limit, 9);
    EXPECT_FALSE(read.update_answers_user);
    EXPECT_TRUE(read.list_system_users);
    EXPECT_EQ(read.public_url, "http://h");
    EXPECT_EQ(read.port, 8001);
    EXPECT_EQ(read.admin_port, 8002);
}

TEST(Settings, ReportsEveryMistakeAtItsPlace) {
    std::vector<Problem> problems;
    Read("email_unique: sometimes\ndefault_top: 0\nport: 70000\ntokn: t\n", problems);
    ASSERT_EQ(problems.size(), 4U);
    for (const Problem& problem : problems) EXPECT_GT(problem.place.line, 0);
}

}  // namespace
}  // namespace plumb::mocks::youtrack
