#include "mocks/sesam/schema.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"
#include "mocks/sesam/fake_checklists.h"
#include "mocks/sesam/pipe.h"

namespace plumb::mocks::sesam {
namespace {

using plumb::testing::Fails;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> PipeIds(const checklist::Checklist& list) {
    std::vector<std::string> ids;
    for (const Pipe& pipe : PipesOf(Compile(list).value())) ids.push_back(pipe.id);
    return ids;
}

TEST(Schema, NamesThePipesInTheOrderInWhichTheyAreRun) {
    EXPECT_THAT(PipeIds(LinkOnlyChecklist()),
                ElementsAre("youtrack-users-collect", "powerofficego-contactperson-collect",
                            "powerofficego-customers-collect", "youtrack-users-share",
                            "powerofficego-contactperson-share", "powerofficego-customers-share"));
    EXPECT_THAT(
        PipeIds(OneSystemChecklist()),
        ElementsAre("powerofficego-customers-collect", "powerofficego-contactperson-collect",
                    "powerofficego-customers-share", "powerofficego-contactperson-share"));
}

TEST(Schema, HoldsAnEntityOnceThatIsOnBothSides) {
    checklist::Checklist list = OneSystemChecklist();
    list.flows[0].target = "customers";
    list.flows[0].merge_when_any = {{FakePair("Name", "LegalName")}};
    list.flows[0].properties = {FakeProperty("Name", "LegalName")};
    const Schema schema = Compile(list).value();
    ASSERT_EQ(schema.entities.size(), 1u);
    EXPECT_EQ(schema.flows[0].source, schema.flows[0].target);
    EXPECT_THAT(schema.entities[0].paths, ElementsAre("Name", "LegalName"));
}

TEST(Schema, RefusesWhatNoConnectorKnows) {
    checklist::Checklist list = LinkOnlyChecklist();
    list.source = "hubspot";
    list.flows[1].target = "invoices";
    EXPECT_THAT(Compile(list), Fails(HasSubstr("no connector for the system 'hubspot'")));
    EXPECT_THAT(Compile(list), Fails(HasSubstr("has no entity 'invoices'")));
}

}  // namespace
}  // namespace plumb::mocks::sesam
