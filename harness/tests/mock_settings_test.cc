// The file that lists the settings of the mocks tells the truth.

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/cli/embedded.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(MockSettings, TheShippedFileHoldsTheDefaults) {
    cli::EmbeddedOptions read;
    read.youtrack.default_top = 1;
    read.poweroffice.token_seconds = 1;
    const std::string file = std::string(PLUMB_SOURCE_DIR) + "/specs/mocks/settings.yaml";
    ASSERT_THAT(cli::ReadMockSettings(file, read), testing::IsOk());
    EXPECT_EQ(read.youtrack, cli::EmbeddedOptions{}.youtrack);
    EXPECT_EQ(read.poweroffice, cli::EmbeddedOptions{}.poweroffice);
}

TEST(MockSettings, ChangeWhatTheServersDo) {
    const testing::TempDir folder;
    const auto file = folder.Write("mine.yaml", "youtrack: {token: mine}\n");
    const testing::MockProcess mock("--settings " + file.string());
    EXPECT_THAT(mock.Line(), HasSubstr(R"("token":"mine")"));
}

// Issue 3: "loopback only unless told otherwise".
TEST(MockSettings, AreReachedWhereTheCommandSays) {
    const testing::MockProcess here("");
    const testing::MockProcess there("--host 127.0.0.2");
    for (const auto& [mock, host] :
         {std::pair(&here, "127.0.0.1"), std::pair(&there, "127.0.0.2")}) {
        const Json target = ParseJson(mock->Line());
        for (const char* path :
             {"systems.youtrack.url", "systems.youtrack.admin.url", "systems.poweroffice-go.url",
              "systems.poweroffice-go.v1_url", "systems.poweroffice-go.admin.url", "dataflow.url"})
            EXPECT_THAT(TextAt(target, path), HasSubstr(host)) << path;
    }
}

TEST(MockSettings, AMistakeIsToldWithItsPlaceAndWhatWasMeant) {
    const testing::TempDir folder;
    folder.Write("mine.yaml", "youtrack:\n  tokn: mine\n");
    const testing::Output output = testing::Plumb(folder.Path(), "mock --settings mine.yaml");
    EXPECT_EQ(output.status, 2);
    EXPECT_THAT(output.text, AllOf(HasSubstr("mine.yaml:2:3"), HasSubstr("'token'")));
}

TEST(MockSettings, AreRefusedWhereTwoServersWouldHaveOnePort) {
    cli::EmbeddedOptions read;
    const auto refused = cli::ParseMockSettings(
        "youtrack: {port: 8081, admin_port: 0}\n"
        "poweroffice-go:\n  port: 8082\n  v1_port: 8081\n  admin_port: 0\n",
        "mine.yaml", read);
    ASSERT_FALSE(refused);
    EXPECT_EQ(ToString(refused.error()),
              "mine.yaml:4:12: port 8081 is another server's already\n"
              "    it stands first in line 1\n");
}

}  // namespace
}  // namespace plumb
