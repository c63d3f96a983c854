// While a run lasts, nothing of a Sesam node moves but what the run starts, where the target allows
// to pause its scheduler; whatever ends the run, the scheduler is set as it was.

#include <gmock/gmock.h>

#include "harness/tests/tenant.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;
using testing::Output;

constexpr const char* kOneCase =
    "--filter users-to-customers/equal-value-links/plain --level smoke ";
/// As a colleague has set it.
constexpr const char* kMetadata = R"({"_id":"node","global_defaults":{"a":1.5},"type":"metadata"})";

class PausedNode : public ::testing::Test {
  protected:
    PausedNode() {
        tenant_.target["dataflow"]["may_pause_scheduler"] = true;
        tenant_.Node("PUT", "/metadata", kMetadata);
    }

    std::string Metadata() { return tenant_.Node("GET", "/metadata"); }
    bool IsPaused() {
        const Json metadata = ParseJson(Metadata());
        const Json* value = Find(metadata, "task_manager.disable_user_pipes");
        return value != nullptr && *value == true;
    }
    /// The first is the colleague's.
    std::vector<std::string> WritesToTheNode() {
        std::vector<std::string> writes;
        const Json log = ParseJson(tenant_.Admin("GET", "/requests?system=sesam"));
        for (const Json& one : log["requests"]) {
            if (one["method"] != "GET")
                writes.push_back(TextAt(one, "method") + " " + TextAt(one, "target"));
        }
        return writes;
    }

    /// Sends `signal` once the run makes a record that is no lock.
    Output Stop(const std::string& signal) {
        return tenant_.Do(
            "\"$plumb\" run --yes --target tenant.yaml -q -o out --check edit-arrives & "
            "until grep -q '\"entry\":3,' out/ledger.jsonl 2>/dev/null; do kill -0 $! || break; "
            "done; "
            "kill -" +
            signal + " $!; wait $!");
    }
    testing::MockTenant tenant_{""};
};

TEST_F(PausedNode, IsAsItWasAtTheEndOfARun) {
    const Output run = tenant_.Run(kOneCase);
    EXPECT_EQ(run.status, 0) << run.text;
    EXPECT_EQ(Metadata(), kMetadata);
    EXPECT_THAT(tenant_.Written("out/ledger.jsonl"),
                HasSubstr(R"({"scheduler":"restored","former":{}})"));
    const std::vector<std::string> writes = WritesToTheNode();
    ASSERT_GT(writes.size(), 3U);
    EXPECT_THAT(writes[1], "PUT /api/metadata") << "before anything is started";
    EXPECT_THAT(writes[2], HasSubstr("/pump"));
    EXPECT_THAT(writes.back(), "PUT /api/metadata");
}

TEST_F(PausedNode, IsSetGoingByTheCleanUpAfterARunThatWasKilledAndTwiceDoesNoHarm) {
    const std::string before = tenant_.State();
    Stop("KILL");
    ASSERT_TRUE(IsPaused());
    EXPECT_EQ(tenant_.Run(kOneCase).status, 2) << "the ledger is not replaced";
    for (int times = 0; times < 2; ++times) {
        const Output cleanup = tenant_.Do("\"$plumb\" cleanup out/ledger.jsonl");
        EXPECT_EQ(cleanup.status, 0) << cleanup.text;
        EXPECT_EQ(Metadata(), kMetadata);
    }
    EXPECT_EQ(tenant_.State(), before);
}

TEST_F(PausedNode, IsSetGoingAfterSigterm) {
    const Output run = Stop("TERM");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_EQ(Metadata(), kMetadata);
}

}  // namespace
}  // namespace plumb
