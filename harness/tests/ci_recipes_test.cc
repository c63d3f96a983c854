// The recipes of docs/ci are run here as they stand there, without their installation: their shell
// steps, in the order and under the conditions of each CI, on mock servers in another process.

#include <gmock/gmock.h>

#include <regex>

#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"
#include "harness/yaml/node.h"

namespace plumb {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::MockProcess;
using testing::ReadAll;
using testing::Shell;

const std::filesystem::path kRecipes = std::filesystem::path(PLUMB_SOURCE_DIR) / "docs/ci";
/// The step that bears this name is not run: the program of this build is in the PATH instead.
constexpr const char* kInstallation = "Install Plumb";

struct CiStep {
    std::string script;
    bool always = false;  ///< also after a step that failed
};

std::vector<CiStep> GithubSteps() {
    std::vector<CiStep> steps;
    const auto recipe = yaml::ParseFile(kRecipes / "github-actions.yml");
    for (const yaml::Node& step : recipe->Find("jobs")->Find("conformance")->Find("steps")->items) {
        const yaml::Node* script = step.Find("run");
        if (script == nullptr || step.Find("name")->text == kInstallation) continue;
        const yaml::Node* condition = step.Find("if");
        steps.push_back({script->text, condition != nullptr && condition->text == "always()"});
    }
    return steps;
}

/// `before_script` is the installation. `after_script` has a shell of its own.
std::vector<CiStep> GitlabSteps() {
    const auto recipe = yaml::ParseFile(kRecipes / "gitlab-ci.yml");
    const auto joined = [&](const char* key) {
        std::string script;
        for (const yaml::Node& line : recipe->Find("plumb")->Find(key)->items)
            script += line.text + "\n";
        return script;
    };
    return {{joined("script"), false}, {joined("after_script"), true}};
}

/// Each '''…''' is the script of a `sh` step of the stage that is named last before it.
std::vector<CiStep> JenkinsSteps() {
    const std::string recipe = ReadAll(kRecipes / "Jenkinsfile");
    const std::regex part(R"(stage\('([^']*)'\)|post \{|'''([^']*(?:'[^']+)*)''')");
    std::vector<CiStep> steps;
    std::string stage;
    for (std::sregex_iterator at(recipe.begin(), recipe.end(), part), end; at != end; ++at) {
        const std::smatch& found = *at;
        if (found[1].matched) stage = found[1];
        if (found.str().starts_with("post")) stage = "post";
        if (found[2].matched && stage != kInstallation)
            steps.push_back({found[2], stage == "post"});
    }
    return steps;
}

struct Recipe {
    const char* file;
    std::vector<CiStep> (*steps)();
    std::size_t count;
};

class CiRecipe : public ::testing::TestWithParam<Recipe> {
  protected:
    /// The exit status of the first step that failed, as the CI would show it.
    int Run(const std::string& target) {
        folder_.Write("target.json", target);
        std::filesystem::create_directories(folder_.Path() / "bin");
        std::filesystem::create_symlink(PLUMB_PROGRAM, folder_.Path() / "bin/plumb");
        const std::string environment =
            "PATH=\"$PWD/bin:$PATH\" PLUMB_TARGET=target.json GITHUB_ACTIONS=true "
            "GITHUB_STEP_SUMMARY=summary.md PLUMB_ARGUMENTS='--level smoke --flow "
            "users-to-customers --check equal-value-links --confirm 0' ";
        int status = 0;
        for (const CiStep& step : GetParam().steps()) {
            if (status != 0 && !step.always) continue;
            folder_.Write("step.sh", step.script);
            const auto output = Shell(folder_.Path(), environment + "sh -e step.sh 2>&1");
            said_ += output.text;
            if (status == 0) status = output.status;
        }
        return status;
    }
    std::string Read(const std::string& name) const { return ReadAll(folder_.Path() / name); }
    void ExpectArtifacts() const {
        for (const char* name : {"report.html", "report.md", "junit.xml", "journal.jsonl"})
            EXPECT_TRUE(std::filesystem::exists(folder_.Path() / "reports" / name)) << name;
        EXPECT_THAT(ReadAll(kRecipes / GetParam().file), HasSubstr("reports/"));
    }

    const testing::TempDir folder_;
    std::string said_;
};

TEST_P(CiRecipe, RunsTheChecklistAndKeepsTheReports) {
    ASSERT_EQ(GetParam().steps().size(), GetParam().count);
    const MockProcess mocks("");
    EXPECT_EQ(Run(mocks.Line()), 0) << said_;
    ExpectArtifacts();
    EXPECT_THAT(said_, HasSubstr("A run can start."));
}

TEST_P(CiRecipe, PassesOnThatTheTargetHasAMistake) {
    EXPECT_EQ(Run("target: sandbox\nsystems: {nowhere: {}}\n"), 2) << said_;
}

INSTANTIATE_TEST_SUITE_P(All, CiRecipe,
                         ::testing::Values(Recipe{"github-actions.yml", GithubSteps, 4},
                                           Recipe{"gitlab-ci.yml", GitlabSteps, 2},
                                           Recipe{"Jenkinsfile", JenkinsSteps, 3}),
                         [](const auto& recipe) {
                             const std::string name = recipe.param.file;
                             return name.substr(0, name.find_first_of("-."));
                         });

class GithubRecipe : public CiRecipe {};

/// Enough for one of them: a run on mocks that lag takes seconds.
TEST_P(GithubRecipe, PassesAFailureOnAndShowsItInTheJob) {
    const MockProcess mocks("--defect never-links");
    EXPECT_EQ(Run(mocks.Line()), 1) << said_;
    ExpectArtifacts();
    EXPECT_THAT(said_, HasSubstr("::error title=fail users-to-customers/equal-value-links"));
    EXPECT_EQ(Read("summary.md"), Read("reports/report.md"));
}

INSTANTIATE_TEST_SUITE_P(One, GithubRecipe,
                         ::testing::Values(Recipe{"github-actions.yml", GithubSteps, 4}));

/// GitLab hands its variables to a job without being told their names.
TEST(CiRecipes, GiveThePasswordsThatTheExampleTargetAsksFor) {
    const std::string target =
        ReadAll(std::filesystem::path(PLUMB_SOURCE_DIR) / "specs/targets/sandbox.example.yaml");
    const std::regex asked(R"(\n[^#\n]*\$\{([A-Z_]+)\})");
    int names = 0;
    for (std::sregex_iterator at(target.begin(), target.end(), asked), end; at != end; ++at) {
        ++names;
        for (const char* file : {"github-actions.yml", "Jenkinsfile"})
            EXPECT_THAT(ReadAll(kRecipes / file), HasSubstr((*at)[1].str())) << file;
    }
    EXPECT_GE(names, 5);
}

int MinutesIn(const std::string& file, const std::string& pattern) {
    const std::string recipe = ReadAll(kRecipes / file);
    std::smatch found;
    return std::regex_search(recipe, found, std::regex(pattern)) ? std::stoi(found[1]) : 0;
}

/// Each CI counts the steps that always run into the limit of the whole job.
TEST(CiRecipes, LeaveTimeToCleanUpBehindARunThatTookTooLong) {
    const int github = MinutesIn("github-actions.yml", "\n        timeout-minutes: (\\d+)");
    EXPECT_GT(github, 0);
    EXPECT_LT(github + 20, MinutesIn("github-actions.yml", "\n    timeout-minutes: (\\d+)"));
    const int script = MinutesIn("gitlab-ci.yml", "RUNNER_SCRIPT_TIMEOUT: (\\d+)m");
    const int after = MinutesIn("gitlab-ci.yml", "RUNNER_AFTER_SCRIPT_TIMEOUT: (\\d+)m");
    EXPECT_GT(script, 0);
    EXPECT_GT(after, 5);
    EXPECT_LT(script + after, 60 * MinutesIn("gitlab-ci.yml", "\n  timeout: (\\d+)h"));
    const std::string jenkins = ReadAll(kRecipes / "Jenkinsfile");
    EXPECT_GT(jenkins.find("timeout("), jenkins.find("stage('Run the checklist')"));
    EXPECT_LT(jenkins.find("timeout("), jenkins.find("post {"));
}

TEST(CiRecipes, LetOneRunAtATimeOntoATenant) {
    EXPECT_THAT(ReadAll(kRecipes / "github-actions.yml"),
                AllOf(HasSubstr("concurrency:"), HasSubstr("cancel-in-progress: false")));
    EXPECT_THAT(ReadAll(kRecipes / "gitlab-ci.yml"), HasSubstr("resource_group:"));
    EXPECT_THAT(ReadAll(kRecipes / "Jenkinsfile"), HasSubstr("lock(resource:"));
}

}  // namespace
}  // namespace plumb
