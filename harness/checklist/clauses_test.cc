#include "harness/checklist/clauses.h"

#include <gmock/gmock.h>

namespace plumb::checklist {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

Flow MadeUpFlow() {
    Flow flow;
    flow.id = "users-to-people";
    flow.title = "Left Users to Right People";
    flow.at = {14, 16, 26, 28, {23}, {33}};
    flow.create = CreateNever{};
    flow.merge_when_any = {{{"mail", "Email", {}}}};
    flow.properties = {{{"name", "Name", {}}, "\"string\"", false}};
    return flow;
}

std::vector<std::string> Ids(const Flow& flow) {
    std::vector<std::string> ids;
    for (const Clause& clause : Clauses(flow)) ids.push_back(clause.id);
    return ids;
}

Checklist ListOfTwoFlows() {
    Checklist checklist;
    checklist.document = DocumentOrigin{"d.rst", "", "", {8, 10}};
    checklist.flows = {MadeUpFlow(), MadeUpFlow()};
    checklist.flows[1].id = "groups-to-people";
    checklist.flows[1].at.merge = 42;
    checklist.flows[1].merge_when_any.clear();
    return checklist;
}

TEST(OtherSentences, AreThoseThatPromiseNothingByThemselves) {
    const auto others = OtherSentences(ListOfTwoFlows());
    ASSERT_EQ(others.size(), 4u);
    EXPECT_EQ(others[0].line, 8);
    EXPECT_EQ(others[1].sentence, "(introduction, sentence 2 of 2)");
    EXPECT_THAT(others[1].why, HasSubstr("promises nothing"));
    EXPECT_EQ(others[2], (OtherSentence{"A Left Users will merge with a Right People if one of the "
                                        "following property combinations match:",
                                        16,
                                        "what it promises are the rows of its table: "
                                        "users-to-people/merge/1"}));
    EXPECT_EQ(others[3].why, "promises nothing that can be checked: its table is empty");
}

TEST(OtherSentences, AreNotMadeUpForAChecklistWithoutADocument) {
    Checklist checklist = ListOfTwoFlows();
    checklist.document.reset();
    for (Flow& flow : checklist.flows) flow.at = {};
    EXPECT_TRUE(OtherSentences(checklist).empty());
}

TEST(Clauses, AreTheClaimsOfAFlowInTheirOrderWithTheirLines) {
    const auto clauses = Clauses(MadeUpFlow());
    ASSERT_EQ(clauses.size(), 5u);
    EXPECT_EQ(clauses[0], (Clause{"users-to-people/create", "users-to-people",
                                  "Before any synchronization can take place, a link between a "
                                  "Left Users and a Right People must be established.",
                                  14}));
    EXPECT_EQ(clauses[1], (Clause{"users-to-people/merge/1", "users-to-people",
                                  "A Left Users will merge with a Right People if mail equals "
                                  "Email.",
                                  23}));
    EXPECT_EQ(clauses[2].line, 26);
    EXPECT_EQ(clauses[3], (Clause{"users-to-people/property/1", "users-to-people",
                                  "name is synchronized with Name between a Left Users and a Right "
                                  "People, as \"string\".",
                                  33}));
    EXPECT_EQ(clauses[4].id, "users-to-people/nothing-else");
    EXPECT_EQ(clauses[4].line, 28);
}

TEST(Clauses, LeaveOutTheRuleOfCreationThatTheDocumentDoesNotHave) {
    Flow flow = MadeUpFlow();
    flow.create.reset();
    flow.keep_in_sync = false;
    flow.properties.clear();
    EXPECT_THAT(Ids(flow), ElementsAre("users-to-people/merge/1", "users-to-people/nothing-else"));
    EXPECT_THAT(Clauses(flow).back().sentence, HasSubstr("the document lists none"));
}

struct RuleCase {
    const char* name;
    CreateRule rule;
    const char* ends_with;
};

class CreateRules : public ::testing::TestWithParam<RuleCase> {};

TEST_P(CreateRules, AreSaidAsTheDocumentSaysThem) {
    Flow flow = MadeUpFlow();
    flow.create = GetParam().rule;
    EXPECT_THAT(Clauses(flow).front().sentence, EndsWith(GetParam().ends_with));
}

INSTANTIATE_TEST_SUITE_P(
    Clauses, CreateRules,
    ::testing::Values(
        RuleCase{"Always", CreateAlways{},
                 "Every Left Users will be synchronized with a Right People. If a matching Right "
                 "People already exists, the Left Users will be merged with the existing one. If "
                 "no matching Right People is found, a new Right People will be created."},
        RuleCase{"WhenConnected", CreateWhenConnected{{"Deal", "Order", "Task"}, "Right"},
                 "A new Right People will be created from a Left Users if it is connected to a "
                 "Deal, Order or Task that is synchronized into Right."},
        RuleCase{"When", CreateWhen{"When a Left Users pays"},
                 "a new Right People will be created."}),
    [](const auto& test) { return test.param.name; });

TEST(Clauses, SayEveryPairAndConditionOfAMergeAlternative) {
    Flow flow = MadeUpFlow();
    flow.at.merge_rows.clear();
    flow.merge_when_any = {{{"no", "No", {{Side::kSource, "country", "NO"}}}, {"mail", "", {}}}};
    const Clause merge = Clauses(flow)[1];
    EXPECT_THAT(
        merge.sentence,
        EndsWith("if no equals No (dependent on having NO in country) and mail equals (left "
                 "empty)."));
    EXPECT_EQ(merge.line, 16);
}

TEST(Clauses, NameTheSidesByTheirEntitiesWhenTheTitleDoesNot) {
    Flow flow = MadeUpFlow();
    flow.title = "";
    flow.source = "users";
    flow.target = "people";
    EXPECT_THAT(Clauses(flow)[0].sentence, HasSubstr("a users and a people"));
}

}  // namespace
}  // namespace plumb::checklist
