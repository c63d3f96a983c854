#include "harness/checklist/interpret.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "harness/document/reader.h"

namespace plumb::checklist {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string FlowText(const std::string& a, const std::string& b) {
    return fmt::format(
        "{0} to {1}\n--------\nEvery {0} will be synchronized with a {1}.\n\n"
        "Once a link between a {0} and a {1} is established, it will keep in sync between the two "
        "systems, regardless of where it is edited.\n\n"
        "The following properties are synchronized between a {0} and a {1}:\n\n"
        ".. list-table::\n   :header-rows: 1\n\n   * - {0} Property\n     - {1} Property\n"
        "     - {1} Data Type\n\n",
        a, b);
}

std::string Document(const std::string& title, const std::string& flows) {
    return "=====\n" + title +
           " Dataflow\n=====\n\nGenerated: now\n\nIntroduction\n----\n\nHi.\n\n" + flows;
}

Interpretation InterpretText(const std::string& text, std::vector<std::string> known = {}) {
    return Interpret(document::Read(text, "folder/some-file.v2.rst"), known);
}

TEST(Interpretation, NamesTheChecklistLikeItsFile) {
    const Interpretation read = InterpretText(Document("A to B", ""));
    EXPECT_THAT(read.problems, IsEmpty());
    EXPECT_EQ(read.checklist.id, "some-file.v2");
    EXPECT_EQ(read.checklist.document->file, "some-file.v2.rst");
    EXPECT_EQ(read.checklist.document->generated, "now");
    EXPECT_THAT(read.checklist.flows, IsEmpty());
}

TEST(Interpretation, MakesTheDigestOfTheBytes) {
    // printf '' | sha256sum
    EXPECT_EQ(InterpretText("").checklist.document->sha256,
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Interpretation, GivesASystemTheIdOfItsProfile) {
    struct Case {
        const char* name;
        const char* id;
    };
    const Case cases[] = {{"YouTrack", "youtrack"},
                          {"Youtrack", "youtrack"},
                          {"Powerofficego", "poweroffice-go"},
                          {"PowerOffice GO", "poweroffice-go"},
                          {"Power.Office-GO", "poweroffice-go"},
                          {"Wix.com", "wix-com"},
                          {"Exact Online", "exact-online"}};
    for (const Case& tested : cases) {
        const auto read = InterpretText(Document(std::string(tested.name) + " to B", ""),
                                        {"youtrack", "poweroffice-go"});
        EXPECT_EQ(read.checklist.source, tested.id) << tested.name;
    }
    EXPECT_EQ(InterpretText(Document("A to ", "")).checklist.target, "unnamed");
}

TEST(Interpretation, NumbersFlowsThatHaveTheSameId) {
    const auto read = InterpretText(
        Document("A to B", FlowText("A User", "B X") + FlowText("A User", "B X 2") +
                               FlowText("A user", "B x") + FlowText("A USER", "B-- X") +
                               FlowText("A", "B") + FlowText("A User", "B X")));
    std::vector<std::string> ids;
    for (const auto& flow : read.checklist.flows) ids.push_back(flow.id);
    EXPECT_THAT(ids, ElementsAre("user-to-x", "user-to-x-2", "user-to-x-3", "user-to-b-x",
                                 "unnamed-to-unnamed", "user-to-x-4"));
}

TEST(Interpretation, WarnsOfAConditionThatIsMisspelt) {
    const auto read = InterpretText(Document(
        "A to B", FlowText("A User", "B X") +
                      "   * - name (Depends on NO in country)\n     - Name\n     - \"string\"\n"));
    EXPECT_THAT(read.problems, IsEmpty());
    ASSERT_EQ(read.warnings.size(), 1u);
    EXPECT_EQ(
        ToString(read.warnings[0]),
        "folder/some-file.v2.rst:27:8: the property 'name (Depends on NO in country)' holds a "
        "parenthesis\n    it is kept as it stands; a condition reads '(Dependant on having "
        "<value> in <path>)'");
}

TEST(Interpretation, CutsIdsThatNoKeyCouldHold) {
    const std::string entity(5000, 'e');
    const auto read = InterpretText(Document("A to B", FlowText("A " + entity, "B X")));
    EXPECT_THAT(read.problems, IsEmpty());
    EXPECT_EQ(read.checklist.flows.at(0).id, std::string(120, 'e') + "-to-x");
    EXPECT_EQ(read.checklist.flows.at(0).source, std::string(120, 'e'));
}

}  // namespace
}  // namespace plumb::checklist
