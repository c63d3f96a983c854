// What may happen to a tenant while a run lasts: each trouble leaves a journal that can be reported
// and a ledger from which everything is removed, and none is the data flow's fault.

#include <gmock/gmock.h>

#include "harness/tests/tenant.h"

namespace plumb {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Output;

constexpr const char* kEdits = "--confirm 0 --filter users-to-customers/edit-arrives/to-target ";

class TroubledTenant : public ::testing::Test {
  protected:
    TroubledTenant() {
        tenant_.target["dataflow"] = {{"driver", "command"}, {"sync", {{"argv", {"true"}}}}};
    }

    /// A sync that is over at once, and during the first of which this befalls the systems.
    void BefallsInASync(const std::string& fault) {
        const std::string script =
            "import os, urllib.request\n"
            "if not os.path.exists('befallen'):\n"
            "    open('befallen', 'w').close()\n"
            "    urllib.request.urlopen(urllib.request.Request('" +
            tenant_.AdminUrl("/faults") + "', b'" + fault + "', {'Authorization': 'Bearer " +
            tenant_.AdminToken() + "'}))\n";
        tenant_.Files().Write("befall.py", script);
        tenant_.target["dataflow"]["sync"]["argv"] = {"python3", "befall.py"};
    }

    /// The run ended with an error, in which nobody blames the data flow; once the trouble is over
    /// the ledger is enough to leave the tenant as it was.
    void ExpectNoTrace(const Output& run, const std::string& before) {
        EXPECT_EQ(run.status, 3) << run.text;
        EXPECT_THAT(run.text, Not(HasSubstr(" fail:")));
        const Output report = tenant_.Do("\"$plumb\" report out/journal.jsonl --format text");
        EXPECT_THAT(report.text, HasSubstr("could not be removed")) << run.text;
        tenant_.Admin("DELETE", "/faults");
        const Output cleanup = tenant_.Do("\"$plumb\" cleanup out/ledger.jsonl");
        EXPECT_EQ(cleanup.status, 0) << cleanup.text;
        EXPECT_EQ(tenant_.State(), before);
    }

    testing::MockTenant tenant_{"--without-sesam"};
};

TEST_F(TroubledTenant, WhoseTokenIsRevokedIsCleanedUpWithAnother) {
    const std::string before = tenant_.State();
    tenant_.Admin("POST", "/faults",
                  R"({"match": {"system": "youtrack", "client": "harness", "nth": 9},
                      "verdict": "expired-token"})");
    const Output run = tenant_.Run(kEdits);
    EXPECT_THAT(run.text, HasSubstr("answered 401"));
    ExpectNoTrace(run, before);
}

TEST_F(TroubledTenant, ThatGoesAwayIsCleanedUpWhenItIsBack) {
    const std::string before = tenant_.State();
    BefallsInASync(R"({"match": {"system": "youtrack"}, "verdict": "refuse"})");
    ExpectNoTrace(tenant_.Run(kEdits), before);
}

/// By its own clock the lock has lapsed, so that another run may have begun.
TEST_F(TroubledTenant, WhoseClockJumpsIsTidiedUpAndLeft) {
    const std::string before = tenant_.State();
    BefallsInASync(
        R"({"match": {"system": "youtrack"}, "verdict": {"is": "clock-skew", "ms": 86400000}})");
    const Output run = tenant_.Run(kEdits);
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(run.text, AllOf(HasSubstr("clock has jumped"), Not(HasSubstr(" fail:"))));
    const Output report = tenant_.Do("\"$plumb\" report out/journal.jsonl --format text");
    EXPECT_THAT(report.text, HasSubstr("was not renewed"));
    EXPECT_EQ(tenant_.State(), before);
}

TEST_F(TroubledTenant, ThatRefusesToDeleteListsWhatRemains) {
    tenant_.Admin("POST", "/faults",
                  R"({"match": {"method": "DELETE", "client": "harness", "times": 0},
                      "verdict": {"is": "status", "status": 403,
                                  "body": {"error": "no_right", "title": "no right to delete"}}})");
    const Output run = tenant_.Run(kEdits);
    const std::string report = tenant_.Written("out/report.md");
    EXPECT_THAT(report, AllOf(HasSubstr("is left with banned: true (http://127.0.0.1"),
                              HasSubstr("is left with IsArchived: true (http://127.0.0.1")))
        << run.text;
    const Output cleanup = tenant_.Do("\"$plumb\" cleanup out/ledger.jsonl");
    EXPECT_EQ(cleanup.status, 0) << cleanup.text;
    EXPECT_THAT(cleanup.text, AllOf(HasSubstr("0 remain"), HasSubstr("is left with banned: true")));
}

TEST_F(TroubledTenant, ThatRefusesToDeleteAndToEditIsLeftToAPerson) {
    for (const char* method : {"DELETE", "PATCH"}) {
        tenant_.Admin("POST", "/faults",
                      std::string(R"({"match": {"system": "poweroffice-go", "client": "harness",
                                      "method": ")") +
                          method +
                          R"(", "times": 0}, "verdict": {"is": "status", "status": 403}})");
    }
    const Output run =
        tenant_.Run("--confirm 0 --filter users-to-customers/equal-value-links/plain");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(tenant_.Written("out/report.md"),
                HasSubstr("could not be removed (http://127.0.0.1"));
}

/// A Hub whose licence covers ten users, some of which are colleagues.
class FullTenant : public ::testing::Test {
  protected:
    void FillWith(int colleagues) {
        Json users = Json::array();
        for (int i = 0; i < colleagues; ++i)
            users.push_back({{"login", "colleague-" + std::to_string(i)}});
        tenant_.Admin("POST", "/records", Json{{"users", users}}.dump());
        before_ = tenant_.State();
    }
    std::vector<std::string> VerdictsIn(const std::string& report) {
        std::vector<std::string> verdicts;
        const Json whole = ParseJson(tenant_.Written(report));
        for (const Json& one : whole["cases"]) verdicts.push_back(TextAt(one, "verdict"));
        return verdicts;
    }

    const testing::TempDir folder_;
    testing::MockTenant tenant_{
        "--settings '" + folder_.Write("settings.yaml", "youtrack: {users_limit: 10}").string() +
        "'"};
    std::string before_;
};

TEST_F(FullTenant, DecidesEveryClauseOfTheSmokeLevelInTheRoomThatTheTargetNames) {
    FillWith(4);
    tenant_.target["safety"]["max_records"] = {{"youtrack.users", 6}};
    const Output run = tenant_.Run("--level smoke");
    EXPECT_EQ(run.status, 0) << run.text;
    EXPECT_THAT(VerdictsIn("out/report.json"), ::testing::Each("pass"));
    EXPECT_EQ(tenant_.State(), before_);
}

TEST_F(FullTenant, ThatTheTargetDoesNotTellOfIsNoFaultOfTheDataFlow) {
    FillWith(4);
    const Output run = tenant_.Run("--filter users-to-customers/equal-value-links/*");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(
        VerdictsIn("out/report.json"),
        AllOf(::testing::Each(::testing::AnyOf("pass", "error")), ::testing::Contains("error")));
    EXPECT_THAT(tenant_.Written("out/report.json"),
                AllOf(HasSubstr("takes no more users"), HasSubstr("The licence allows no more"),
                      ::testing::ContainsRegex("max_records: \\{youtrack.users: [1-6]\\}")));
    EXPECT_EQ(tenant_.State(), before_);
}

TEST_F(FullTenant, WithoutAnyRoomEndsTheRunBeforeItsFirstCase) {
    FillWith(10);
    const Output run = tenant_.Run("--level smoke");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(run.text, AllOf(HasSubstr("takes no more users"),
                                HasSubstr("delete users that nobody needs any more")));
    EXPECT_EQ(tenant_.State(), before_);
}

/// Replicas that are behind, and limits as documented, which the data flow shares.
TEST(LaggingTenant, IsWaitedForAndNeverAskedTooOften) {
    const testing::TempDir folder;
    const auto settings =
        folder.Write("settings.yaml",
                     "poweroffice-go: {replica_lag_ms: 1500, v2_requests_per_second: 10, "
                     "v1_requests_per_second: 10, send_retry_after: true}");
    testing::MockTenant tenant("--settings '" + settings.string() + "'");
    const std::string before = tenant.State();
    const Output run =
        tenant.Run("--confirm 0 --filter users-to-customers/equal-value-links/plain");
    EXPECT_EQ(run.status, 0) << run.text;
    EXPECT_EQ(tenant.State(), before);
    const Json log = ParseJson(tenant.Admin("GET", "/requests"));
    EXPECT_FALSE(log["requests"].empty());
    for (const Json& one : log["requests"])
        EXPECT_FALSE(one["client"] == "harness" && one["status"] == 429) << Dump(one);
}

}  // namespace
}  // namespace plumb
