// `plumb doctor` on a tenant: a mock in a process of its own, of which it does not know that it is
// one.

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/system/http_client.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using testing::MockProcess;
using ::testing::Not;
using testing::Output;

class DoctorCommand : public ::testing::Test {
  protected:
    /// `settings` of the mocks.
    explicit DoctorCommand(const std::string& settings = "{}")
        : mock_("--settings '" + settings_.Write("settings.yaml", settings).string() + "'"),
          target_(ParseJson(mock_.Line())) {
        for (auto& [id, system] : target_["systems"].items()) {
            admin_ = system["admin"];
            system.erase("admin");
            for (auto& [key, value] : system.items()) {
                if (key != "url" && key != "v1_url") value = Secret(value);
            }
        }
        Json& token = target_["dataflow"]["token"];
        token = Secret(token);
        target_["safety"] = {{"sandbox", true}, {"hosts", {"127.0.0.1"}}, {"write_budget", 9999}};
    }

    Json Secret(const std::string& value) {
        const std::string name = "T" + std::to_string(++secrets_);
        environment_ += name + "='" + value + "' ";
        return "${" + name + "}";
    }

    Output Examine() {
        folder_.Write("tenant.yaml", target_.dump());
        return Also("doctor");
    }
    Output Also(const std::string& command) {
        return testing::Plumb(folder_.Path(), command + " --target tenant.yaml", "2>&1",
                              environment_);
    }

    /// All records of both systems.
    std::string State() {
        const auto answer = http_->Send(
            {.method = "GET",
             .url = admin_["url"].get<std::string>() + "/_mock/state",
             .headers = {{"Authorization", "Bearer " + admin_["token"].get<std::string>()}},
             .body = {}});
        return answer ? answer->body : ToString(answer.error());
    }

    const testing::TempDir settings_;
    const MockProcess mock_;
    const testing::TempDir folder_;
    const std::unique_ptr<system::HttpClient> http_ = system::MakeHttpClient({});
    Json target_;
    Json admin_;
    std::string environment_;
    int secrets_ = 0;
};

TEST_F(DoctorCommand, FindsATenantFitAndLeavesItAsItIs) {
    const std::string before = State();
    const Output output = Examine();
    EXPECT_EQ(output.status, 0) << output.text;
    EXPECT_THAT(output.text, AllOf(HasSubstr("users: may be created, edited, deleted"),
                                   HasSubstr("customers: may be created, edited, deleted"),
                                   HasSubstr("contactperson: may be created, edited, deleted"),
                                   HasSubstr("links of users with customers: 0 can be read"),
                                   ContainsRegex("users-to-customers/create: [0-9]+ cases, links"),
                                   HasSubstr("A run can start"), Not(HasSubstr("broken"))));
    EXPECT_EQ(State(), before);
}

TEST_F(DoctorCommand, SaysWhatIsBrokenAndWhatToDo) {
    target_["systems"]["youtrack"]["token"] = Secret("perm:revoked");
    target_["dataflow"]["pipes"].push_back("mistyped");
    target_["dataflow"]["links"]["dataset"] = "nobodys";
    const Output output = Examine();
    EXPECT_EQ(output.status, 3) << output.text;
    EXPECT_THAT(output.text,
                AllOf(HasSubstr("answered 401"), HasSubstr("have expired"),
                      HasSubstr("pipe 'mistyped'"), HasSubstr("there is no dataset 'nobodys'"),
                      ContainsRegex("users-to-customers/create: [0-9]+ cases, probes"),
                      HasSubstr("A run would fail: 2 broken"), Not(HasSubstr("perm:revoked"))));
}

/// Keys of an integration that may read customers, and no more.
class DoctorCommandWithoutPrivileges : public DoctorCommand {
  protected:
    DoctorCommandWithoutPrivileges() : DoctorCommand("poweroffice-go: {roles: [Customer]}") {}
};

TEST_F(DoctorCommandWithoutPrivileges, NamesThemAsARunDoesBeforeItHasWrittenAnything) {
    const std::string before = State();
    const Output doctor = Examine();
    EXPECT_EQ(doctor.status, 3) << doctor.text;
    EXPECT_THAT(
        doctor.text,
        AllOf(HasSubstr("customers may not be created"), HasSubstr("customers may not be edited"),
              HasSubstr("customers may not be deleted"),
              HasSubstr("lacks a right that Plumb needs: the privilege Customer_Full\n"),
              HasSubstr("contactperson may not be created"),
              HasSubstr("the privilege ContactPerson_Full or Customer_Full")));
    const Output run = Also("run --yes -q --level smoke");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(run.text, HasSubstr("the privilege Customer_Full"));
    EXPECT_EQ(State(), before);
}

TEST_F(DoctorCommand, LooksAtATenantThatIsPartlyOutOfReach) {
    target_["systems"]["youtrack"]["url"] = "https://youtrack.invalid";
    target_["safety"]["hosts"] = {"127.0.0.1", "youtrack.invalid"};
    target_["dataflow"] = {{"driver", "unattended"}};
    const Output output = Examine();
    EXPECT_EQ(output.status, 3) << output.text;
    EXPECT_THAT(output.text, AllOf(HasSubstr("users cannot be read"), HasSubstr("no connection"),
                                   HasSubstr("customers: may be created, edited, deleted")));
    EXPECT_EQ(Also("plan").status, 0);
    const Output run =
        Also("run --yes -q --filter users-to-customers/equal-value-links/plain --confirm 0");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(run.text, HasSubstr("youtrack.invalid"));
}

TEST_F(DoctorCommand, NeedsATarget) {
    const Output output = testing::Plumb(folder_.Path(), "doctor");
    EXPECT_EQ(output.status, 2);
    EXPECT_THAT(output.text, HasSubstr("--target"));
}

}  // namespace
}  // namespace plumb
