#include "harness/deviation/list.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"

namespace plumb::deviation {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kList = R"(deviations:
  - case: users-to-customers/edit-arrives/*
    reason: Names are cut at 40 characters.
    owner: Kari Nordmann
    ticket: SYNC-12
    expires: 2027-03-31
    message: "it is \"abc"
  - case: users-to-customers/edit-arrives/to-target.long
    reason: Longer than the form allows.
    owner: Kari Nordmann
    ticket: SYNC-13
    expires: 2027-04-30
)";

std::vector<Entry> EntriesOf(std::string_view text) {
    const auto list = Read(text, "d.yaml");
    EXPECT_THAT(list, testing::IsOk());
    return list ? list->entries : std::vector<Entry>{};
}

TEST(DeviationList, HoldsWhatItsFileSays) {
    EXPECT_THAT(
        EntriesOf(kList),
        ElementsAre(
            Entry{"users-to-customers/edit-arrives/*", "Names are cut at 40 characters.",
                  "Kari Nordmann", "SYNC-12", "2027-03-31", "it is \"abc", 2},
            Entry{"users-to-customers/edit-arrives/to-target.long", "Longer than the form allows.",
                  "Kari Nordmann", "SYNC-13", "2027-04-30", "", 8}));
}

TEST(DeviationList, MayBeEmpty) {
    EXPECT_THAT(EntriesOf("deviations: []\n"), IsEmpty());
    EXPECT_THAT(EntriesOf("deviations:\n"), IsEmpty());
}

TEST(DeviationList, NamesWhatIsStillToBeFilledIn) {
    const List list{"d.yaml", EntriesOf("deviations:\n  - case: a/b/c\n    owner: TO BE FILLED\n"
                                        "    reason: r\n    ticket: t\n")};
    const auto missing = WhatIsMissing(list);
    ASSERT_THAT(missing, SizeIs(1));
    EXPECT_THAT(ToString(missing[0]), HasSubstr("d.yaml:2: the known deviation 'a/b/c' does not "
                                                "say: owner, expires"));
}

TEST(DeviationList, ExcusesTheListedFailureUntilItsDayAndNoOther) {
    const List list{"d.yaml", EntriesOf(kList)};
    const auto on = [](std::string_view day) { return *ParseTime(day); };
    const std::string_view listed = "users-to-customers/edit-arrives/to-source";
    EXPECT_TRUE(Excuses(list, listed, "it is \"abc\"", on("2027-03-31")));
    EXPECT_FALSE(Excuses(list, listed, "it is \"abc\"", on("2027-04-01")));
    EXPECT_FALSE(Excuses(list, listed, "it is gone", on("2027-03-31")));
    EXPECT_FALSE(Excuses(list, "users-to-customers/create/plain", "it is \"abc\"", 0));
    EXPECT_TRUE(Excuses(list, "users-to-customers/edit-arrives/to-target.long", "any", 0));
}

TEST(DeviationList, NamesTheEntriesThatAreNoCases) {
    const List list{"d.yaml", EntriesOf(kList)};
    const std::vector<std::string> ids{"users-to-customers/edit-arrives/to-target.lang",
                                       "users-to-customers/create/plain"};
    const auto wrong = WhatMatchesNothing(list, ids);
    ASSERT_THAT(wrong, SizeIs(1));
    EXPECT_EQ(
        ToString(wrong[0]),
        "d.yaml:8: the known deviation 'users-to-customers/edit-arrives/to-target.long' is no "
        "case of this checklist\n    did you mean "
        "'users-to-customers/edit-arrives/to-target.lang'?");
}

TEST(DeviationList, LiesBesideItsChecklist) {
    EXPECT_EQ(PathBeside("a/foo.yaml"), "a/foo.deviations.yaml");
    EXPECT_EQ(PathBeside("a/foo"), "a/foo.deviations.yaml");
}

TEST(DeviationEntry, OfTheCaseComesBeforePatterns) {
    const auto entries = EntriesOf(kList);
    EXPECT_EQ(FindEntry(entries, "users-to-customers/edit-arrives/to-target.long"), 1u);
    EXPECT_EQ(FindEntry(entries, "users-to-customers/edit-arrives/to-source.long"), 0u);
    EXPECT_EQ(FindEntry(entries, "users-to-customers/edit-arrives"), std::nullopt);
}

TEST(DeviationEntry, ExcusesUntilTheEndOfItsDay) {
    Entry entry;
    entry.expires = "2027-03-31";
    EXPECT_FALSE(IsExpired(entry, *ParseTime("2027-03-31T23:59:59Z")));
    EXPECT_TRUE(IsExpired(entry, *ParseTime("2027-04-01T00:00:00Z")));
}

TEST(DeviationEntry, TakesWhatEveryRunSaysOfAFailureAsItsMessage) {
    const std::pair<const char*, const char*> cases[] = {
        {R"(expected emailAddress of target is "v2.p7@plumb.example"; seen: it is "v1.p7@x")",
         "expected emailAddress of target is …; seen: it is"},
        {R"(expected a is "x \" y"; seen: the record was never created (1-42))",
         "expected a is …; seen: the record was never created"},
        {"expected at most 0 writes of the data flow to user; seen: 2\nPOST /users/1-42",
         "expected at most … writes of the data flow to user; seen:"},
        {R"("v1" 42)", ""},
        {"", ""},
        {R"(")", ""},
    };
    for (const auto& [reason, message] : cases) {
        EXPECT_EQ(StableMessage(reason), message);
        EXPECT_TRUE(Says(reason, StableMessage(reason))) << reason;
    }
}

TEST(DeviationEntry, SaysWhatItsReasonMustContainWithAnyTextBetween) {
    constexpr const char* kReason = R"(expected a is "v2"; seen: it is "v1")";
    for (const char* message : {"", "…", "a is", "expected … seen: it is", "a is … \"v1\""})
        EXPECT_TRUE(Says(kReason, message)) << message;
    for (const char* message : {"b is", "seen … expected", "a is … \"v2\"; … \"v2\""})
        EXPECT_FALSE(Says(kReason, message)) << message;
}

}  // namespace
}  // namespace plumb::deviation
