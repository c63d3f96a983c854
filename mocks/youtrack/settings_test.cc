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
    const Settings read = Read(R"({token: t, password: p, unauthorized_status: 403,
        guest_enabled: false, user_create_duplicate_status: 400, require_successor: false,
        user_type_is_writable: false, refuse_unknown_fields: true, require_details: true, login_ignores_case: false, email_unique: always, default_top: 7,
        page_members_always: true, page_type: "", users_limit: 9,
        email_change_keeps_verified: true, update_answers_user: false, aliases_resolve: false,
        show_error_code: false, requests_per_second: 5, replication_lag_ms: 900,
        list_system_users: true, public_url: "http://h", port: 8001, admin_port: 8002})",
                               problems);
    EXPECT_TRUE(problems.empty());
    const Settings expected{.token = "t",
                            .password = "p",
                            .unauthorized_status = 403,
                            .guest_enabled = false,
                            .user_create_duplicate_status = 400,
                            .require_successor = false,
                            .user_type_is_writable = false,
                            .refuse_unknown_fields = true,
                            .require_details = true,
                            .login_ignores_case = false,
                            .email_unique = EmailUnique::kAlways,
                            .default_top = 7,
                            .page_members_always = true,
                            .page_type = "",
                            .users_limit = 9,
                            .update_answers_user = false,
                            .email_change_keeps_verified = true,
                            .aliases_resolve = false,
                            .show_error_code = false,
                            .requests_per_second = 5,
                            .replication_lag_ms = 900,
                            .list_system_users = true,
                            .public_url = "http://h",
                            .port = 8001,
                            .admin_port = 8002};
    EXPECT_EQ(read, expected);
}

TEST(Settings, ReportsEveryMistakeAtItsPlace) {
    std::vector<Problem> problems;
    Read("email_unique: sometimes\ndefault_top: 0\nport: 70000\ntokn: t\npublic_url: acme\n",
         problems);
    ASSERT_EQ(problems.size(), 5U);
    for (const Problem& problem : problems) EXPECT_GT(problem.place.line, 0);
}

}  // namespace
}  // namespace plumb::mocks::youtrack
