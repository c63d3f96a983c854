// A data flow that is configured anew while a run goes on is told of wherever a reader looks.

#include <gmock/gmock.h>

#include "harness/report/html.h"
#include "harness/report/json.h"
#include "harness/report/made_journal.h"
#include "harness/report/made_model.h"
#include "harness/report/markdown.h"
#include "harness/report/summary.h"
#include "harness/report/words.h"

namespace plumb::report {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

ReportModel EndedWith(const std::string& configuration) {
    journal::Journal made = MadeJournal();
    for (journal::Event& event : made.events) {
        if (auto* end = std::get_if<journal::RunFinished>(&event))
            end->dataflow_configuration = configuration;
    }
    return ModelOf(std::move(made));
}

TEST(Configuration, ThatChangedDuringTheRunIsAWarningInAllReports) {
    const ReportModel model = EndedWith("0123456789abcdef");
    for (const std::string& text :
         {WriteHtml(model), WriteMarkdown(model), Summary(model, {.width = 400})}) {
        EXPECT_THAT(text, AllOf(HasSubstr("configured anew while run"), HasSubstr("7d1a54127b22"),
                                HasSubstr("0123456789ab")));
    }
    EXPECT_THAT(WriteJson(model), HasSubstr(R"("finished": "0123456789abcdef")"));
}

TEST(Configuration, ThatIsTheSameOrUnknownAtTheEndIsNoWarning) {
    for (const std::string& end : {MadeStart().dataflow_configuration, std::string()})
        EXPECT_EQ(ConfigurationTrouble(EndedWith(end)), "");
}

TEST(Configuration, StandsInTheReports) {
    const ReportModel model = EndedWith("");
    const std::string& digest = model.Run().dataflow_configuration;
    for (const std::string& text : {WriteHtml(model), WriteMarkdown(model), WriteJson(model)})
        EXPECT_THAT(text, HasSubstr(digest));
    EXPECT_THAT(Summary(model, {}), Not(HasSubstr(digest)));
}

}  // namespace
}  // namespace plumb::report
