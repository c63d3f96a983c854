// Checklists of the family that ask for more than the systems show: no data flow is blamed for it.

#include <gmock/gmock.h>

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <set>

#include "harness/testing/temp_dir.h"
#include "harness/tests/embedded_run.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;

/// Verdicts and reasons of the cases of one check, by id, on a checklist with these properties.
std::map<std::string, journal::CaseJudged> RunCheck(const std::string& properties,
                                                    const std::string& check) {
    const testing::TempDir folder;
    const auto file = folder.Write("odd.yaml",
                                   "checklist: odd\ntitle: Odd\nsource: youtrack\n"
                                   "target: poweroffice-go\nflows:\n  users-to-customers:\n"
                                   "    title: Users to Customers\n    source: users\n"
                                   "    target: customers\n    create: always\n"
                                   "    merge_when_any: [profile.email.email = EmailAddress]\n"
                                   "    keep_in_sync: both-ways\n    properties:\n" +
                                       properties);
    plan::Selection selection;
    selection.checks = {check};
    const auto plan = testing::PlanShipped(file.string(), selection);
    EXPECT_TRUE(plan) << ToString(plan.error());
    return testing::RunEmbedded(*plan, {}).cases;
}

TEST(OddChecklists, APropertyThatASystemDoesNotShowIsAMissingNeed) {
    const auto cases = RunCheck(
        "      - {source: profile.phone.phone, target: PhoneNumber, type: '\"string\"'}\n"
        "      - {source: name, target: Name, type: '\"string\"'}\n",
        "edit-arrives");
    int hidden = 0;
    for (const auto& [id, judged] : cases) {
        const bool of_the_phone = id.find("/1.") != std::string::npos;
        EXPECT_EQ(judged.verdict, of_the_phone ? "skipped" : "pass") << id << judged.reason;
        EXPECT_EQ(judged.missing_need, of_the_phone) << id;
        if (!of_the_phone) continue;
        ++hidden;
        EXPECT_THAT(judged.reason, HasSubstr("YouTrack does not show profile.phone.phone"));
    }
    EXPECT_EQ(hidden, 2);
}

TEST(OddChecklists, AnEmptyValueThatASystemFillsInIsSkipped) {
    const auto cases = RunCheck("      - {source: name, target: Name, type: '\"string\"'}\n",
                                "empty-side-is-filled-at-the-first-link");
    ASSERT_THAT(cases, Contains(Key(HasSubstr("to-source"))));
    for (const auto& [id, judged] : cases) {
        EXPECT_EQ(judged.verdict, "skipped") << id << " " << judged.reason;
        EXPECT_FALSE(judged.missing_need);
    }
}

// Records that match by two pairs must not come to match in cases that are about another property.
TEST(OddChecklists, AnAlternativeOfTwoPairsBlamesNobody) {
    const testing::TempDir folder;
    const auto file = folder.Write("pairs.yaml", R"(
checklist: pairs
title: Pairs
source: poweroffice-go
target: poweroffice-go
flows:
  customers-to-contactperson:
    title: Customers to Contactperson
    source: customers
    target: contactperson
    create: never
    merge_when_any: [[EmailAddress = emailAddress, PhoneNumber = phoneNumber]]
    keep_in_sync: both-ways
    properties:
      - {source: MailAddress.City, target: city, type: '"string"'}
)");
    plan::Selection selection;
    selection.checks = {"edits-of-unmatched-records-do-not-cross", "edits-reach-no-namesake",
                        "records-alike-but-for-the-key-stay-apart", "equal-value-links"};
    const auto plan = testing::PlanShipped(file.string(), selection);
    ASSERT_TRUE(plan) << ToString(plan.error());
    const auto cases = testing::RunEmbedded(*plan, {}).cases;
    EXPECT_GT(cases.size(), 8u);
    for (const auto& [id, judged] : cases)
        EXPECT_EQ(judged.verdict, "pass") << id << " " << judged.reason;
}

TEST(OddChecklists, AValueThatGoesIntoTwoKindsOfFieldsFitsBoth) {
    const auto cases = RunCheck(
        "      - {source: login, target: LegalName, type: '\"string\"'}\n"
        "      - {source: name, target: LegalName, type: '\"string\"'}\n",
        "unmatched-source-record-is-created");
    ASSERT_EQ(cases.size(), 1u);
    EXPECT_EQ(cases.begin()->second.verdict, "pass") << cases.begin()->second.reason;
}

TEST(OddChecklists, PropertiesThatFeedOneAnotherBeginWithTheSameValue) {
    const auto cases = RunCheck(
        "      - {source: name, target: Name, type: '\"string\"'}\n"
        "      - {source: name, target: LegalName, type: '\"string\"'}\n"
        "      - {source: login, target: Name, type: '\"string\"'}\n",
        "linking-equal-records-writes-nothing");
    ASSERT_EQ(cases.size(), 1u);
    EXPECT_EQ(cases.begin()->second.verdict, "pass") << cases.begin()->second.reason;
}

std::size_t CasesOf(const std::string& check, const std::string& last_row) {
    const testing::TempDir folder;
    const auto file = folder.Write(
        "listed.yaml",
        "checklist: listed\ntitle: Listed\nsource: youtrack\ntarget: poweroffice-go\nflows:\n"
        "  users-to-contactperson:\n    title: Users to Contactperson\n    source: users\n"
        "    target: contactperson\n    create: never\n"
        "    merge_when_any: [profile.email.email = emailAddress]\n    keep_in_sync: both-ways\n"
        "    properties: [{source: name, target: " +
            last_row + ", type: '\"string\"'}]\n");
    const auto plan = testing::PlanShipped(file.string());
    EXPECT_TRUE(plan) << ToString(plan.error());
    const auto is_of_it = [&](const plan::Case& one) { return one.check == check; };
    return static_cast<std::size_t>(std::ranges::count_if(plan->cases, is_of_it));
}

TEST(OddChecklists, ACheckThatEditsAnUnlistedPropertyHasNoCaseWhereItIsListed) {
    EXPECT_EQ(CasesOf("refused-write-takes-back-no-edit", "address1"), 1u);
    EXPECT_EQ(CasesOf("refused-write-takes-back-no-edit", "lastName"), 0u);
}

// A document about a system and itself can hold a flow in each direction.
TEST(OddChecklists, TwoFlowsOfOnePairOfEntitiesListWhatEitherLists) {
    const testing::TempDir folder;
    const auto file = folder.Write("mirrors.yaml", R"(
checklist: mirrors
title: Mirrors
source: poweroffice-go
target: poweroffice-go
flows:
  contactperson-to-customers:
    title: Contactperson to Customers
    source: contactperson
    target: customers
    create: never
    merge_when_any: [emailAddress = EmailAddress]
    keep_in_sync: both-ways
    when_no_properties: merge-keys
    properties: []
  customers-to-contactperson:
    title: Customers to Contactperson
    source: customers
    target: contactperson
    create: never
    merge_when_any: [EmailAddress = emailAddress]
    keep_in_sync: both-ways
    properties:
      - {source: MailAddress.City, target: lastName, type: '"string"'}
)");
    plan::Selection selection;
    selection.checks = {"linking-leaves-unlisted-properties-alone",
                        "linking-equal-records-writes-nothing"};
    const auto plan = testing::PlanShipped(file.string(), selection);
    ASSERT_TRUE(plan) << ToString(plan.error());
    const auto cases = testing::RunEmbedded(*plan, {}).cases;
    EXPECT_EQ(cases.size(), 4u);
    for (const auto& [id, judged] : cases)
        EXPECT_EQ(judged.verdict, "pass") << id << " " << judged.reason;
}

// Sections whose titles are spelt differently are about the same records.
TEST(OddChecklists, TwoFlowsOfTheSameEntitiesListWhatEitherLists) {
    const testing::TempDir folder;
    const auto file = folder.Write("twins.yaml", R"(
checklist: twins
title: Twins
source: youtrack
target: poweroffice-go
flows:
  users-to-customers:
    title: Users to Customers
    source: users
    target: customers
    create: always
    merge_when_any: [profile.email.email = EmailAddress]
    keep_in_sync: both-ways
    properties: []
  users-to-customers-2:
    title: users to Customers
    source: users
    target: customers
    create: never
    merge_when_any: [profile.email.email = EmailAddress]
    keep_in_sync: both-ways
    properties:
      - {source: banReason, target: LegalName, type: '"string"'}
      - {source: login, target: Name, type: '"string"'}
)");
    plan::Selection selection;
    selection.checks = {"linking-leaves-unlisted-properties-alone",
                        "unmatched-record-gets-no-write", "linking-equal-records-writes-nothing",
                        "unequal-values-do-not-link"};
    const auto plan = testing::PlanShipped(file.string(), selection);
    ASSERT_TRUE(plan) << ToString(plan.error());
    const auto cases = testing::RunEmbedded(*plan, {}).cases;
    EXPECT_GT(cases.size(), 8u);
    for (const auto& [id, judged] : cases)
        EXPECT_THAT(judged.verdict, AnyOf("pass", "skipped")) << id << " " << judged.reason;
}

}  // namespace
}  // namespace plumb
