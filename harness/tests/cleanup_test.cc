// What a run leaves in a tenant, whatever ends it: nothing. The tenant is a mock in a process of
// its own, of which the run does not know that it is one.

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/system/http_client.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;
using testing::MockProcess;
using ::testing::Not;
using testing::Output;
using testing::Plumb;
using testing::ReadAll;
using testing::Shell;

class Tenant : public ::testing::Test {
  protected:
    void SetUp() override {
        Json target = ParseJson(mock_.Line());
        token_ = target["systems"]["youtrack"]["token"];
        for (auto& [id, system] : target["systems"].items()) {
            admin_ = system["admin"];
            system.erase("admin");
            for (auto& [key, value] : system.items()) {
                if (key == "url" || key == "v1_url") continue;
                const std::string name = "T" + std::to_string(++secrets_);
                environment_ += name + "='" + value.get<std::string>() + "' ";
                value = "${" + name + "}";
            }
        }
        // A colleague who has nothing to do with any run.
        const Json& youtrack = target["systems"]["youtrack"];
        Send("POST", youtrack["url"].get<std::string>() + "/hub/api/rest/users", token_,
             R"({"login": "colleague", "name": "A Colleague"})");
        target["dataflow"] = {{"driver", "command"}, {"sync", {{"argv", {"true"}}}}};
        target["safety"] = {{"sandbox", true}, {"hosts", {"127.0.0.1"}}, {"write_budget", 500}};
        Write(target);
    }

    void Write(const Json& target) {
        target_ = target;
        folder_.Write("tenant.yaml", target.dump());
    }

    /// In a shell that knows the secrets and the program.
    Output Do(const std::string& script) {
        return Shell(folder_.Path(),
                     "export " + environment_ + "; plumb='" PLUMB_PROGRAM "'; " + script + " 2>&1");
    }

    Output Run(const std::string& arguments) {
        return Do("\"$plumb\" run --yes --target tenant.yaml -q -o out " + arguments);
    }

    /// All records of both systems.
    std::string State() {
        return Send("GET", admin_["url"].get<std::string>() + "/_mock/state", admin_["token"], "");
    }

    std::string Send(const std::string& method, const std::string& url, const std::string& token,
                     const std::string& body) {
        const auto answer =
            http_->Send({method, url, {{"Authorization", "Bearer " + token}}, body});
        EXPECT_TRUE(answer) << ToString(answer.error());
        return answer ? answer->body : "";
    }

    const std::unique_ptr<system::HttpClient> http_ = system::MakeHttpClient({});
    const MockProcess mock_{"--without-sesam"};
    const testing::TempDir folder_;
    Json target_;
    Json admin_;
    std::string environment_;
    std::string token_;  ///< of Hub
    int secrets_ = 0;
};

TEST_F(Tenant, IsLeftAsItWasWheneverTheRunIsKilled) {
    const std::string before = State();
    for (const int entries : {1, 12, 25}) {
        Do("rm -rf out; \"$plumb\" run --yes --target tenant.yaml -q -o out --check edit-arrives & "
           "while [ $(cat out/ledger.jsonl 2>/dev/null | wc -l) -le " +
           std::to_string(entries) + " ]; do kill -0 $! || break; done; kill -KILL $!; wait $!");
        ASSERT_THAT(ReadAll(folder_.Path() / "out/ledger.jsonl"), HasSubstr("\"intended\""));
        const Output cleanup = Do("\"$plumb\" cleanup out/ledger.jsonl");
        EXPECT_EQ(cleanup.status, 0) << cleanup.text;
        EXPECT_THAT(cleanup.text, HasSubstr("0 remain"));
        EXPECT_EQ(State(), before) << "killed at entry " << entries;
    }
}

TEST_F(Tenant, IsLeftAsItWasAtTheEndOfARunThatFails) {
    const std::string before = State();
    const Output run = Run("--confirm 0 --check edit-arrives");
    EXPECT_EQ(run.status, 1) << run.text;
    EXPECT_EQ(State(), before);
    EXPECT_THAT(ReadAll(folder_.Path() / "out/ledger.jsonl"), HasSubstr("\"removed\""));
}

TEST_F(Tenant, IsLeftAsItWasAfterCtrlC) {
    const std::string before = State();
    target_["dataflow"]["sync"]["argv"] = {
        "sh", "-c", "[ -e once ] || { touch once; kill -INT $PPID; sleep 1000; }"};
    Write(target_);
    const Output run = Run("--check edit-arrives");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_EQ(State(), before);
}

TEST_F(Tenant, HoldsNothingOfARunWhoseTokenIsWrong) {
    const std::string before = State();
    const Output run =
        Do("T1=wrong \"$plumb\" run --yes --target tenant.yaml -q -o out --check edit-arrives");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(ReadAll(folder_.Path() / "out/ledger.jsonl"), Not(HasSubstr("\"made\"")));
    EXPECT_EQ(State(), before);
    EXPECT_THAT(ReadAll(folder_.Path() / "out/report.md"), Not(HasSubstr("could not be removed")));
}

TEST_F(Tenant, IsNotSyncedToTidyUpWhereNothingWasMade) {
    target_["dataflow"]["sync"]["argv"] = {"touch", "synced"};
    Write(target_);
    const Output run =
        Do("T4=wrong \"$plumb\" run --yes --target tenant.yaml -q -o out --check edit-arrives");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_FALSE(std::filesystem::exists(folder_.Path() / "synced"));
}

/// A data flow that renames somebody who has nothing to do with the run.
constexpr const char* kRenamesAColleague = R"(
import json, os, urllib.request
hub = json.load(open(os.environ["PLUMB_TARGET"]))["systems"]["youtrack"]
def send(path, body=None):
    return json.load(urllib.request.urlopen(urllib.request.Request(
        hub["url"] + "/hub/api/rest/users" + path, body and json.dumps(body).encode(),
        {"Authorization": "Bearer " + hub["token"], "Content-Type": "application/json"})))
for user in send("?$top=-1&fields=id,login")["users"]:
    if user["login"] == "colleague":
        send("/" + user["id"] + "?fields=id", {"name": "Renamed"})
)";

TEST_F(Tenant, IsWatchedForChangesToTheRecordsOfOthers) {
    folder_.Write("flow.py", kRenamesAColleague);
    target_["dataflow"]["sync"]["argv"] = {"python3", "flow.py"};
    target_["safety"]["exclusive"] = true;
    Write(target_);
    const Output run =
        Run("--confirm 0 --filter "
            "users-to-customers/unmatched-record-without-a-key-creates-nothing/to-target");
    EXPECT_EQ(run.status, 1) << run.text;
    EXPECT_THAT(ReadAll(folder_.Path() / "out/report.md"),
                HasSubstr("users that are not the run's, 1 changed ("));
    const std::string journal = ReadAll(folder_.Path() / "out/journal.jsonl");
    const std::size_t census = journal.find("\"event\":\"census\"");
    EXPECT_THAT(journal.substr(census, journal.find('\n', census) - census),
                Not(HasSubstr("olleague")));
}

TEST_F(Tenant, IsNotTouchedUntilSomebodyAgrees) {
    const std::string before = State();
    const Output run =
        Do("\"$plumb\" run --target tenant.yaml -q -o out --check edit-arrives < /dev/null");
    EXPECT_EQ(run.status, 2) << run.text;
    EXPECT_THAT(run.text, HasSubstr(" creations and edits and "));
    EXPECT_THAT(run.text, HasSubstr("--yes confirms it"));
    EXPECT_FALSE(std::filesystem::exists(folder_.Path() / "out"));
    EXPECT_EQ(State(), before);
}

/// The lock of a run that is at work, or was killed, elsewhere.
std::string LockUser(const std::string& until) {
    return R"({"login": "ada.p1234567lock", "name": "plumb-lock p1234567 until )" + until +
           R"( on build-7"})";
}

TEST_F(Tenant, TakesOneRunAtATime) {
    const std::string url = target_["systems"]["youtrack"]["url"];
    const std::string users = url + "/hub/api/rest/users";
    Send("POST", users, token_, LockUser("2099-01-01T00:00:00Z"));
    const std::string before = State();
    const Output run = Run("--check edit-arrives");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(ReadAll(folder_.Path() / "out/report.md"),
                HasSubstr("the run p1234567 on build-7 holds it until 2099-01-01"));
    EXPECT_EQ(State(), before);
    const Output doctor = Do("\"$plumb\" doctor --target tenant.yaml");
    EXPECT_EQ(doctor.status, 3) << doctor.text;
    EXPECT_THAT(doctor.text, HasSubstr("taken: the run p1234567 on build-7"));
    EXPECT_EQ(State(), before);
}

TEST_F(Tenant, IsFreeAgainWhenALockHasLapsed) {
    const std::string url = target_["systems"]["youtrack"]["url"];
    Send("POST", url + "/hub/api/rest/users", token_, LockUser("2020-01-01T00:00:00Z"));
    const std::string before = State();
    const Output run = Run("--confirm 0 --check edit-arrives");
    EXPECT_EQ(run.status, 1) << run.text;
    EXPECT_EQ(State(), before) << "the other run's lock is not ours to remove";
}

/// A data flow that deletes whatever says that a run is at work.
constexpr const char* kDeletesLocks = R"(
import json, os, urllib.request
hub = json.load(open(os.environ["PLUMB_TARGET"]))["systems"]["youtrack"]
def send(method, path):
    return json.load(urllib.request.urlopen(urllib.request.Request(
        hub["url"] + "/hub/api/rest/users" + path, method=method,
        headers={"Authorization": "Bearer " + hub["token"]})) or "{}")
for user in send("GET", "?$top=-1&fields=id,name")["users"]:
    if user["name"].startswith("plumb-lock"):
        send("DELETE", "/" + user["id"] + "?successor=guest")
)";

TEST_F(Tenant, IsLeftByARunThatHasLostItsLock) {
    const std::string before = State();
    folder_.Write("flow.py", kDeletesLocks);
    target_["dataflow"]["sync"]["argv"] = {"sh", "-c", "python3 flow.py; true"};
    Write(target_);
    const Output run = Run("--confirm 0 --check edit-arrives");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(ReadAll(folder_.Path() / "out/report.md"), HasSubstr("is gone"));
    EXPECT_EQ(State(), before);
}

TEST_F(Tenant, IsNotExplored) {
    const Output exploration = Do("\"$plumb\" explore --target tenant.yaml -o out");
    EXPECT_EQ(exploration.status, 2) << exploration.text;
    EXPECT_THAT(exploration.text, HasSubstr("on mocks only"));
}

TEST_F(Tenant, IsNotWrittenToBeyondTheBudget) {
    target_["safety"]["write_budget"] = 3;
    Write(target_);
    const Output run = Run("--check edit-arrives");
    EXPECT_EQ(run.status, 2) << run.text;
    EXPECT_THAT(run.text, HasSubstr("write_budget"));
}

TEST_F(Tenant, ALedgerThatStillListsRecordsIsNotReplacedByTheNextRun) {
    target_["dataflow"]["sync"]["argv"] = {"sh", "-c", "kill -KILL $PPID"};
    Write(target_);
    Run("--check edit-arrives");
    const Output next = Run("--check edit-arrives");
    EXPECT_EQ(next.status, 2) << next.text;
    EXPECT_THAT(next.text, HasSubstr("run `plumb cleanup out/ledger.jsonl` first"));
    target_["dataflow"]["sync"]["argv"] = {"true"};
    Write(target_);
    EXPECT_EQ(Do("\"$plumb\" cleanup out/ledger.jsonl").status, 0);
    EXPECT_EQ(Do("\"$plumb\" cleanup nowhere.jsonl").status, 2);
}

}  // namespace
}  // namespace plumb
