// Secrets never leave: whatever a run writes or prints, in happy and in failing runs, holds none of
// them in any form. The systems are mocks in a process of their own, of which the run does not know
// that they are mocks.

#include <gmock/gmock.h>

#include <filesystem>

#include "harness/base/encoding.h"
#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/system/http_client.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MockProcess;
using ::testing::Not;
using testing::Output;

constexpr const char* kToken = "perm:c4n4ry-\"Tok'en\"-50%+a/b==-\xC3\xA6\xC3\xB8";
constexpr const char* kApplicationKey = "c4n4ry/app+key%41&<x>";
constexpr const char* kClientKey = "c4n4ry-client\\key~?>";
constexpr const char* kSubscriptionKey = "c4n4";
constexpr const char* kProxyPassword = "c4n4ry-pr0xy:w";

/// A shell's word.
std::string Quoted(const std::string& text) {
    return "'" + ReplaceAll(text, "'", "'\\''") + "'";
}

/// Everything that would give a secret away.
std::vector<std::string> FormsOf(const std::string& secret) {
    std::vector<std::string> forms = {secret, PercentEncode(secret), ToLower(PercentEncode(secret)),
                                      ReplaceAll(PercentEncode(secret), "%20", "+")};
    const std::string in_json = Dump(Json(secret));
    forms.push_back(in_json.substr(1, in_json.size() - 2));
    forms.push_back(Json(secret).dump(-1, ' ', true));
    forms.back() = forms.back().substr(1, forms.back().size() - 2);
    for (const char* before : {"", "x", "xy"}) {
        const std::string encoded = Base64(before + secret + "z");
        // The characters at both ends depend on what stands beside it.
        if (encoded.size() > 12) forms.push_back(encoded.substr(4, encoded.size() - 12));
    }
    return forms;
}

class Canary : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_.Write("settings.yaml",
                      "youtrack: {token: " + Dump(Json(kToken)) +
                          "}\npoweroffice-go: {application_key: " + Dump(Json(kApplicationKey)) +
                          ", client_key: " + Dump(Json(kClientKey)) +
                          ", subscription_key: " + Dump(Json(kSubscriptionKey)) + "}\n");
        folder_.Write("flow.sh", "cat \"$PLUMB_TARGET\"; cat \"$PLUMB_TARGET\" >&2; exit $1\n");
        mock_ = std::make_unique<MockProcess>("--without-sesam --settings '" +
                                              (folder_.Path() / "settings.yaml").string() + "'");
    }

    /// Without `admin`, and with a data flow that prints all it is told and exits with `status`.
    Json Target(int status) {
        Json target = ParseJson(mock_->Line());
        for (Json& system : target["systems"]) system.erase("admin");
        target["systems"]["youtrack"]["token"] = "${C_TOKEN}";
        Json& poweroffice = target["systems"]["poweroffice-go"];
        poweroffice["application_key"] = "${C_APPLICATION}";
        poweroffice["client_key"] = "${C_CLIENT}";
        poweroffice["subscription_key"] = "${C_SUBSCRIPTION}";
        target["dataflow"] = {
            {"driver", "command"},
            {"sync", {{"argv", {"sh", "flow.sh", std::to_string(status)}}, {"deadline_s", 20}}}};
        target["safety"] = {{"sandbox", true}, {"hosts", {"127.0.0.1"}}, {"write_budget", 500}};
        return target;
    }

    /// Contact persons need a customer, so that all keys are used.
    Output Run(const Json& target, const std::string& token = kToken) {
        return Do(target,
                  "run --yes --target target.json --flow users-to-contactperson "
                  "--check edit-arrives --confirm 0 -o out",
                  token);
    }

    Output Do(const Json& target, const std::string& arguments, const std::string& token = kToken) {
        folder_.Write("target.json", target.dump());
        return testing::Plumb(
            folder_.Path(), arguments, "2>&1",
            "C_TOKEN=" + Quoted(token) + " C_APPLICATION=" + Quoted(kApplicationKey) +
                " C_CLIENT=" + Quoted(kClientKey) + " C_SUBSCRIPTION=" + Quoted(kSubscriptionKey) +
                " https_proxy=" + Quoted("http://me:c4n4ry-pr0xy%3Aw@127.0.0.1:1") + " ");
    }

    /// Where a secret stands: in what was printed, or in a file below out/.
    std::vector<std::string> Leaks(const Output& output, const std::string& other = "") {
        std::map<std::string, std::string> texts{{"the terminal", output.text}};
        if (fs::exists(folder_.Path() / "out")) {
            for (const auto& file : fs::recursive_directory_iterator(folder_.Path() / "out"))
                texts[file.path().filename()] = testing::ReadAll(file.path());
        }
        std::vector<std::string> leaks;
        for (const std::string& secret :
             {std::string(kToken), std::string(kApplicationKey), std::string(kClientKey),
              std::string(kSubscriptionKey), std::string(kProxyPassword), other}) {
            if (secret.empty()) continue;
            for (const std::string& form : FormsOf(secret)) {
                for (const auto& [name, text] : texts) {
                    if (text.find(form) != std::string::npos) leaks.push_back(name + ": " + form);
                }
            }
        }
        return leaks;
    }

    /// The next requests of the harness fail so.
    void SetFault(const std::string& rule) {
        const Json admin = ParseJson(mock_->Line())["systems"]["youtrack"]["admin"];
        const auto set = system::MakeHttpClient({})->Send(
            {.method = "POST",
             .url = admin["url"].get<std::string>() + "/_mock/faults",
             .headers = {{"Authorization", "Bearer " + admin["token"].get<std::string>()}},
             .body = rule});
        ASSERT_THAT(set, testing::IsOk());
        EXPECT_THAT(set->body, HasSubstr("\"id\""));
    }

    testing::TempDir folder_;
    std::unique_ptr<MockProcess> mock_;
};

TEST_F(Canary, ARunWhoseDataFlowPrintsAllItKnowsLeavesNoSecret) {
    const Output run = Run(Target(0));
    EXPECT_THAT(run.text, HasSubstr("cases in"));
    EXPECT_THAT(testing::ReadAll(folder_.Path() / "out" / "journal.jsonl"), HasSubstr("***"));
    for (const char* file : {"report.html", "report.json", "report.md", "junit.xml",
                             "traceability.csv", "ledger.jsonl"})
        EXPECT_TRUE(fs::exists(folder_.Path() / "out" / file)) << file;
    EXPECT_THAT(Leaks(run), IsEmpty());
    for (const std::string& afterwards : {std::string("cleanup out/ledger.jsonl"),
                                          std::string("report out/journal.jsonl -o out")}) {
        const Output output = Do(Target(0), afterwards);
        EXPECT_THAT(output.text, Not(IsEmpty()));
        EXPECT_THAT(Leaks(output), IsEmpty()) << afterwards;
    }
}

TEST_F(Canary, LookingAtATargetTellsNoSecret) {
    const std::string wrong = "c4n4ry-wr0ng \"token\"/+%";
    Json unreachable = Target(0);
    unreachable["systems"]["youtrack"]["url"] = "http://127.0.0.1:1";
    for (const std::string& arguments :
         {std::string("doctor --target target.json"), std::string("plan --target target.json"),
          std::string("lint target.json")}) {
        EXPECT_THAT(Leaks(Do(Target(0), arguments)), IsEmpty()) << arguments;
        EXPECT_THAT(Leaks(Do(Target(0), arguments, wrong), wrong), IsEmpty()) << arguments;
        EXPECT_THAT(Leaks(Do(unreachable, arguments)), IsEmpty()) << arguments;
    }
}

TEST_F(Canary, ExploringAndReplayingOnMocksTellNoSecret) {
    Json target = ParseJson(mock_->Line());
    target["dataflow"] = Target(0)["dataflow"];
    target["dataflow"]["restart"] = {{"argv", {"sh", "flow.sh", "0"}}};
    const Output explored =
        Do(target,
           "explore --verbose --sequences 1 --steps 3 --attempts 0 --target target.json -o out");
    EXPECT_THAT(explored.text, HasSubstr("sequence"));
    EXPECT_THAT(Leaks(explored), IsEmpty());
    const std::string scenario =
        std::string(PLUMB_SOURCE_DIR) + "/fixtures/scenarios/edit-around-a-restart.yaml";
    const Output replayed = Do(target, "replay '" + scenario + "' --target target.json -o out");
    EXPECT_THAT(replayed.text, HasSubstr("1 case in"));
    EXPECT_THAT(Leaks(replayed), IsEmpty());
}

TEST_F(Canary, ADataFlowThatFailsLeavesNoSecret) {
    const Output run = Run(Target(1));
    EXPECT_THAT(Leaks(run), IsEmpty());
}

TEST_F(Canary, ARefusedTokenIsNotTold) {
    const std::string wrong = "c4n4ry-wr0ng \"token\"/+%";
    const Output run = Run(Target(0), wrong);
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(Leaks(run, wrong), IsEmpty());
}

TEST_F(Canary, AServerThatRepeatsWhatItWasSentIsNotRepeated) {
    const std::string page = std::string(150, 'x') + "<p>" + kToken + " Basic " +
                             Base64(std::string(kApplicationKey) + ":" + kClientKey) + "</p>";
    const Json verdict = {{"is", "status"}, {"status", 400}, {"body", page}};
    SetFault(Json{{"match", {{"client", "harness"}, {"times", 0}}}, {"verdict", verdict}}.dump());
    const Output run = Run(Target(0));
    EXPECT_THAT(testing::ReadAll(folder_.Path() / "out" / "report.json"), HasSubstr("xxx"));
    EXPECT_THAT(Leaks(run), IsEmpty());
}

TEST_F(Canary, AServerOrAProxyThatIsNotThereIsToldWithoutSecrets) {
    Json target = Target(0);
    target["systems"]["youtrack"]["url"] = "http://127.0.0.1:1";
    const Output run = Run(target);
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(Leaks(run), IsEmpty());
}

}  // namespace
}  // namespace plumb
