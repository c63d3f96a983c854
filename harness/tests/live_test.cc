// A live-style run and an embedded run of the same data flow give the same verdicts.

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "harness/testing/certificates.h"
#include "harness/tests/tenant.h"

namespace plumb {
namespace {

using testing::CertificateAuthority;
using testing::Output;

std::map<std::string, std::string> VerdictsIn(const std::string& report) {
    std::map<std::string, std::string> verdicts;
    const Json whole = ParseJson(report);
    for (const Json& one : whole["cases"]) verdicts[TextAt(one, "id")] = TextAt(one, "verdict");
    return verdicts;
}

/// Of each kind of fault that a smoke level can see one defect, each in a data flow of its own.
class FaultyFlow : public ::testing::TestWithParam<const char*> {};

TEST_P(FaultyFlow, HasTheVerdictsOfAnEmbeddedRunOnATenantToo) {
    const std::string defect = std::string("--defect ") + GetParam();
    constexpr const char* kCases =
        " --confirm 0 --flow users-to-customers"
        " --check equal-value-links,edit-arrives,unmatched-record-creates-nothing"
        " --filter '*/plain' --filter '*/to-*'";
    testing::MockTenant tenant(defect);
    const std::string before = tenant.State();
    EXPECT_EQ(tenant.Run(kCases).status, 1);
    EXPECT_EQ(tenant.State(), before);
    tenant.Do("\"$plumb\" run -q -o embedded " + defect + kCases);
    const auto verdicts = VerdictsIn(tenant.Written("out/report.json"));
    EXPECT_THAT(verdicts, ::testing::Contains(::testing::Pair(::testing::_, "fail")));
    EXPECT_EQ(verdicts, VerdictsIn(tenant.Written("embedded/report.json")));
}

INSTANTIATE_TEST_SUITE_P(Defects, FaultyFlow,
                         ::testing::Values("never-links", "links-but-never-syncs",
                                           "creates-when-unlinked", "target-to-source-only"),
                         [](const auto& test) {
                             std::string name = test.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

/// What the mocks are in this test: servers over TLS in a process of their own, of which the target
/// says nothing but where they are.
TEST(LiveStyle, ASmokeRunHasTheVerdictsOfAnEmbeddedOneAndLeavesTheTenantAsItWas) {
    const testing::TempDir keys;
    const CertificateAuthority authority(keys.Path());
    const auto server = authority.Issue({});
    testing::MockTenant tenant("--tls-certificate '" + server.certificate.string() +
                               "' --tls-key '" + server.key.string() + "'");
    tenant.target["dataflow"]["may_pause_scheduler"] = true;
    const std::string before = tenant.State();
    const Output live = tenant.Run("--level smoke");
    EXPECT_EQ(live.status, 0) << live.text;
    EXPECT_EQ(tenant.State(), before);
    const Output embedded = tenant.Do("\"$plumb\" run --level smoke -q -o embedded");
    EXPECT_EQ(embedded.status, 0) << embedded.text;
    const auto verdicts = VerdictsIn(tenant.Written("out/report.json"));
    EXPECT_GT(verdicts.size(), 10U);
    EXPECT_EQ(verdicts, VerdictsIn(tenant.Written("embedded/report.json")));
}

constexpr const char* kReadOne = "read one of users after a sync";
constexpr const char* kReadList = "list users after a sync";

/// A tenant of which three pages are records of others.
class CrowdedTenant : public ::testing::Test {
  protected:
    CrowdedTenant() {
        Json users = Json::array();
        for (int i = 0; i < 250; ++i)
            users.push_back({{"login", "colleague-" + std::to_string(i)}});
        tenant_.Admin("POST", "/records", Json{{"users", users}}.dump());
    }
    /// Of the case that is run alone.
    std::string VerdictOf(const std::string& id) {
        tenant_.Run("--confirm 0 --filter " + id);
        return VerdictsIn(tenant_.Written("out/report.json"))[id];
    }
    bool Journal(const char* tells) {
        return tenant_.Written("out/journal.jsonl").find(tells) != std::string::npos;
    }

    testing::MockTenant tenant_{"--defect creates-when-unlinked"};
};

TEST_F(CrowdedTenant, IsAskedForOurRecordsAlone) {
    EXPECT_EQ(VerdictOf("users-to-customers/edit-arrives/to-source"), "pass");
    EXPECT_TRUE(Journal(kReadOne));
    EXPECT_FALSE(Journal(kReadList));
}

TEST_F(CrowdedTenant, IsListedWhereACopyMayBe) {
    EXPECT_EQ(VerdictOf("users-to-customers/unmatched-record-creates-nothing/to-target"), "fail");
    EXPECT_TRUE(Journal(kReadList));
}

/// A Hub that takes no users without details, with and without what the target can say of it.
TEST(LiveStyle, ARunMakesTheUsersThatTheHubOfTheTargetTakes) {
    const testing::TempDir folder;
    folder.Write("settings.yaml", "youtrack: {require_details: true}");
    const testing::MockProcess mock("--settings '" + (folder.Path() / "settings.yaml").string() +
                                    "'");
    Json target = ParseJson(mock.Line());
    const auto run = [&] {
        folder.Write("target.json", target.dump());
        return testing::Plumb(folder.Path(),
                              "run -q --target target.json -o out --filter "
                              "users-to-customers/equal-value-links/plain");
    };
    EXPECT_THAT(run().text, ::testing::HasSubstr("1 skipped"));
    EXPECT_THAT(testing::ReadAll(folder.Path() / "out/journal.jsonl"),
                ::testing::HasSubstr("refuses this value: A new user needs details"));
    target["address_domain"] = "qa.firm.example";
    target["systems"]["youtrack"]["auth_module"] = "module-1";
    const Output fitting = run();
    EXPECT_EQ(fitting.status, 0) << fitting.text;
    const std::string journal = testing::ReadAll(folder.Path() / "out/journal.jsonl");
    EXPECT_THAT(journal, ::testing::HasSubstr("module-1"));
    EXPECT_THAT(journal, ::testing::HasSubstr("@qa.firm.example"));
    EXPECT_THAT(journal, ::testing::Not(::testing::HasSubstr("z@plumb.example")));
}

}  // namespace
}  // namespace plumb
