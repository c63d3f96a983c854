#include "harness/cli/confirmation.h"

#include <gmock/gmock.h>

#include <sstream>

#include "harness/testing/result_matchers.h"
#include "harness/tests/shipped.h"

namespace plumb::cli {
namespace {

using ::testing::AllOf;
using testing::Fails;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;

class Confirmation : public ::testing::Test {
  protected:
    Confirmation() {
        setup_.target.emplace();
        setup_.target->name = "sandbox";
        setup_.target->systems.push_back({.id = "youtrack", .values = {}, .admin = {}});
        setup_.target->safety.emplace();
        setup_.target->safety->hosts = {"example.youtrack.cloud"};
        setup_.target->safety->write_budget = 500;
    }

    Status Ask(bool yes, const std::string& answer, bool has_person = true) {
        std::istringstream answers(answer);
        questions_.str("");
        return AskLeave(setup_, plan_, yes, {answers, questions_, has_person});
    }

    cli::Setup setup_ = ReadSetup({}).value();
    const plan::Plan plan_;
    std::ostringstream questions_;
};

TEST_F(Confirmation, IsTheTargetsNameOrTheOption) {
    EXPECT_THAT(Ask(false, "sandbox\n"), IsOk());
    EXPECT_THAT(Ask(true, ""), IsOk());
    EXPECT_THAT(Ask(true, "", false), IsOk());
}

TEST_F(Confirmation, IsNothingElse) {
    for (const char* answer : {"", "\n", "y\n", "sandbox2\n", "Sandbox\n"})
        EXPECT_THAT(Ask(false, answer), Fails(HasSubstr("not confirmed"))) << answer;
}

TEST_F(Confirmation, NeedsTheOptionWhereNobodyIs) {
    EXPECT_THAT(Ask(false, "sandbox\n", false), Fails(HasSubstr("--yes")));
}

TEST_F(Confirmation, IsAskedForWithWhatARunTakes) {
    EXPECT_THAT(Ask(true, ""), IsOk());
    EXPECT_THAT(questions_.str(), AllOf(HasSubstr("'sandbox' (example.youtrack.cloud)"),
                                        HasSubstr("0 creations and edits"), HasSubstr(": 500")));
}

TEST_F(Confirmation, IsNotAskedForOnMocks) {
    setup_.target->systems.front().admin.emplace();
    EXPECT_THAT(Ask(false, "", false), IsOk());
    EXPECT_THAT(questions_.str(), IsEmpty());
    setup_.target.reset();
    EXPECT_THAT(Ask(false, "", false), IsOk());
}

}  // namespace
}  // namespace plumb::cli
