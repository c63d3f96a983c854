#include "mocks/poweroffice/settings.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Settings ReadText(const std::string& yaml, std::vector<Problem>& problems) {
    const Result<yaml::Node> node = yaml::Parse(yaml, "mock.yaml");
    EXPECT_THAT(node, testing::IsOk());
    return ReadSettings(*node, problems);
}

TEST(PowerOfficeSettings, AreReadByTheNamesOfTheirMembers) {
    std::vector<Problem> problems;
    const Settings read = ReadText(R"({application_key: a, roles: [Customer], token_seconds: 5,
        port: 8001, v1_requests_per_second: 50, replica_lag_ms: 1500, first_customer_id: 7,
        delete_customer_with_contacts: cascade, stamp_equal_writes: false, v1_page_cap: 100})",
                                   problems);
    EXPECT_THAT(problems, IsEmpty());
    EXPECT_EQ(read.application_key, "a");
    EXPECT_THAT(read.roles, ElementsAre("Customer"));
    EXPECT_EQ(read.token_seconds, 5);
    EXPECT_EQ(read.port, 8001);
    EXPECT_EQ(read.v1_requests_per_second, 50);
    EXPECT_EQ(read.replica_lag_ms, 1500);
    EXPECT_EQ(read.first_customer_id, 7);
    EXPECT_EQ(read.delete_customer_with_contacts, DeleteWithContacts::kCascade);
    EXPECT_FALSE(read.stamp_equal_writes);
    EXPECT_EQ(read.v1_page_cap, 100);
}

TEST(PowerOfficeSettings, KeepTheirDefaultsWhereNothingIsSaid) {
    std::vector<Problem> problems;
    const Settings read = ReadText("{}", problems);
    EXPECT_THAT(problems, IsEmpty());
    EXPECT_EQ(read.token_seconds, Settings{}.token_seconds);
    EXPECT_EQ(read.roles, Settings{}.roles);
    EXPECT_EQ(read.delete_customer_with_contacts, DeleteWithContacts::kRefuse);
}

TEST(PowerOfficeSettings, ReportEveryMistakeAtItsPlace) {
    std::vector<Problem> problems;
    ReadText("replica_lag: 5\nport: 70000\ndelete_customer_with_contacts: maybe\n", problems);
    ASSERT_EQ(problems.size(), 3u);
    for (const Problem& problem : problems) EXPECT_GT(problem.place.line, 0);
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
