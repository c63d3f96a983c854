// docs/live.md names every setting of the mocks that stands for a fact which nobody has confirmed.

#include <gmock/gmock.h>

#include <set>

#include "harness/testing/golden.h"
#include "harness/yaml/node.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;

/// Where the mocks are, and who may call them: no facts about a tenant.
const std::set<std::string> kOfTheMocksAlone = {
    "token",      "password",         "public_url", "port",          "admin_port",     "v1_port",
    "client_key", "subscription_key", "roles",      "invalid_roles", "application_key"};

TEST(LiveDoc, SaysOfEverySettingHowItIsSeenOnATenant) {
    const std::filesystem::path project = PLUMB_SOURCE_DIR;
    const std::string document = testing::ReadAll(project / "docs/live.md");
    const auto settings = yaml::ParseFile(project / "specs/mocks/settings.yaml");
    ASSERT_TRUE(settings);
    int told = 0;
    for (const auto& system : settings->entries) {
        for (const auto& setting : system.value.entries) {
            if (kOfTheMocksAlone.contains(setting.key)) continue;
            EXPECT_THAT(document, HasSubstr("`" + setting.key + "`"));
            ++told;
        }
    }
    EXPECT_GE(told, 60);
}

}  // namespace
}  // namespace plumb
