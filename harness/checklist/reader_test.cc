#include "harness/checklist/reader.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"

namespace plumb::checklist {
namespace {

using ::plumb::testing::Fails;
using ::plumb::testing::IsOk;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kByHand = R"(
checklist: by-hand
title: Made up
source: youtrack
target: poweroffice-go
flows:
  users-to-customers:
    title: YouTrack Users to PowerOffice GO Customers
    source: users
    target: customers
    create: always
    merge_when_any:
      - profile.email.email = EmailAddress
      - [name = Name, "login = ExternalImportReference"]
      - {source: "", target: X, incomplete: true}
      - {source: a, target: b, only_if: [{side: target, path: c, value: "NO"}]}
    properties:
      - {source: name, target: Name, type: '"string"'}
      - {source: banned, target: IsVatFree, type: "boolean"}
      - {source: x, target: y, type: '["integer", "_."]'}
)";

TEST(Reader, AcceptsAChecklistWrittenByHand) {
    const auto checklist = Read(kByHand, "c.yaml");
    ASSERT_THAT(checklist, IsOk());
    EXPECT_EQ(checklist->id, "by-hand");
    EXPECT_FALSE(checklist->document.has_value());
    const Flow& flow = checklist->flows.at(0);
    EXPECT_EQ(flow.id, "users-to-customers");
    EXPECT_EQ(flow.at, Lines{});
    EXPECT_EQ(flow.create, CreateRule(CreateAlways{}));
    EXPECT_TRUE(flow.keep_in_sync);
    ASSERT_EQ(flow.merge_when_any.size(), 4u);
    EXPECT_EQ(flow.merge_when_any[0][0].target, "EmailAddress");
    EXPECT_EQ(flow.merge_when_any[1].size(), 2u);
    EXPECT_TRUE(flow.merge_when_any[2][0].IsIncomplete());
    EXPECT_THAT(flow.merge_when_any[3][0].only_if,
                ElementsAre(Condition{.side = Side::kTarget, .path = "c", .value = "NO"}));
}

TEST(Reader, TakesABareCastForTheCast) {
    const auto checklist = Read(kByHand, "c.yaml");
    ASSERT_THAT(checklist, IsOk());
    const auto& properties = checklist->flows.at(0).properties;
    EXPECT_EQ(properties[0].type, "\"string\"");
    EXPECT_EQ(properties[1].type, "\"boolean\"");
    EXPECT_EQ(properties[2].type, "[\"integer\", \"_.\"]");
}

TEST(Reader, KnowsEveryRuleOfCreation) {
    struct Case {
        const char* yaml;
        std::optional<CreateRule> rule;
    };
    const Case cases[] = {
        {"create: never", CreateNever{}},
        {"create: always", CreateAlways{}},
        {"create: {when: \"a Deal is sold\"}", CreateWhen{"a Deal is sold"}},
        {"create: {when-connected: {entities: [A B, C], in: D}}",
         CreateWhenConnected{{"A B", "C"}, "D"}},
        {"", std::nullopt},
    };
    for (const Case& tested : cases) {
        const auto checklist = Read(std::string("checklist: c\ntitle: T\nsource: a\ntarget: b\n"
                                                "flows:\n  x-to-y:\n    title: X\n    source: x\n"
                                                "    target: y\n    ") +
                                        tested.yaml + "\n",
                                    "c.yaml");
        ASSERT_THAT(checklist, IsOk()) << tested.yaml;
        EXPECT_EQ(checklist->flows.at(0).create, tested.rule) << tested.yaml;
    }
}

TEST(Reader, ReportsAllMistakesAtOnceWithPlacesAndSuggestions) {
    const auto checklist = Read(
        "checklist: c\ntitle: T\nsource: You Track\ntarget: b\nflows:\n"
        "  X-to-y:\n    titel: X\n    source: x\n    target: y\n    create: nevr\n"
        "    merge_when_any: [a.b, {source: '', target: x}]\n"
        "    propertys: []\n",
        "c.yaml");
    EXPECT_THAT(
        checklist,
        Fails(AllOf(HasSubstr("c.yaml:3:9: 'You Track' is no id"), HasSubstr("write 'you-track'"),
                    HasSubstr("c.yaml:6:3: 'X-to-y'"), HasSubstr("a flow needs the key 'title'"),
                    HasSubstr("c.yaml:7:5: a flow has no key 'titel'\n    did you mean"),
                    HasSubstr("c.yaml:10:13: 'create' cannot be 'nevr'\n    did you mean"),
                    HasSubstr("c.yaml:11:22: 'a.b' is no pair of properties"),
                    HasSubstr("this pair names only one property"),
                    HasSubstr("did you mean 'properties'?"))));
}

TEST(Reader, RefusesAFlowThatStandsTwice) {
    EXPECT_THAT(Read("flows:\n  a-to-b: {}\n  a-to-b: {}\n", "c.yaml"),
                Fails(HasSubstr("c.yaml:3:3: the key 'a-to-b' stands here twice")));
}

TEST(Reader, RefusesACompletePairThatIsMarkedIncomplete) {
    EXPECT_THAT(
        Read("flows: {a-to-b: {merge_when_any: [{source: a, target: b, incomplete: true}]}}", "c"),
        Fails(HasSubstr("this pair is complete but marked")));
}

TEST(Reader, NamesTheFileItCannotRead) {
    EXPECT_THAT(ReadFile("/nonexistent.yaml"),
                Fails(HasSubstr("/nonexistent.yaml: cannot be read")));
    const testing::TempDir dir;
    EXPECT_THAT(ReadFile(dir.Write("c.yaml", kByHand).string()), IsOk());
}

TEST(Reader, RefusesWhatIsNoChecklist) {
    for (const char* text :
         {"", "[]", "5", "flows: 5", "flows: {a: 5}", "flows: {a: {at: 5}}",
          "flows: {a: {at: {rows: {merge: [x, -1, 99999999999]}}}}", "flows: {a: {create: []}}",
          "flows: {a: {create: {}}}", "flows: {a: {create: {when: x, when-connected: 5}}}",
          "flows: {a: {properties: [5, {}, []]}}", "flows: {a: {merge_when_any: [[]]}}",
          "document: {sha256: x}"}) {
        EXPECT_THAT(Read(text, "c.yaml"), Fails(HasSubstr("c.yaml"))) << text;
    }
}

}  // namespace
}  // namespace plumb::checklist
