// Flows of the family whose rows meet, or are not enough: no data flow is blamed for it.

#include <gmock/gmock.h>

#include <fmt/format.h>

#include <ostream>
#include <set>

#include "harness/testing/temp_dir.h"
#include "harness/tests/embedded_run.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

using ::testing::AnyOf;

struct OddFlow {
    const char* name;
    const char* target;
    const char* create;
    const char* keys;
    const char* properties;
    std::set<std::string> checks;
    std::size_t passes;  ///< at least so many; the others are not decided, and say why
};

void PrintTo(const OddFlow& flow, std::ostream* out) {
    *out << flow.name;
}

class OddFlows : public ::testing::TestWithParam<OddFlow> {};

/// Of these checks: some make no sense for some flows, and have no case there.
std::vector<std::string> ThoseWithCases(const std::set<std::string>& checks,
                                        const std::string& file) {
    std::set<std::string> found;
    const auto plan = testing::PlanShipped(file);
    EXPECT_TRUE(plan) << ToString(plan.error());
    for (const plan::Case& one : plan->cases) {
        if (checks.contains(one.check)) found.insert(one.check);
    }
    return {found.begin(), found.end()};
}

TEST_P(OddFlows, BlameNobody) {
    const OddFlow& flow = GetParam();
    const testing::TempDir folder;
    const auto file = folder.Write(
        "odd.yaml", fmt::format("checklist: odd\ntitle: Odd\nsource: youtrack\n"
                                "target: poweroffice-go\nflows:\n  odd-flow:\n"
                                "    title: Odd Flow\n    source: users\n    target: {}\n"
                                "    create: {}\n    merge_when_any: {}\n"
                                "    keep_in_sync: both-ways\n    properties: {}\n",
                                flow.target, flow.create, flow.keys, flow.properties));
    plan::Selection selection;
    selection.checks = ThoseWithCases(flow.checks, file.string());
    const auto plan = testing::PlanShipped(file.string(), selection);
    ASSERT_TRUE(plan) << ToString(plan.error());
    std::size_t passed = 0;
    for (const auto& [id, judged] : testing::RunEmbedded(*plan, {}).cases) {
        EXPECT_THAT(judged.verdict, AnyOf("pass", "skipped", "inconclusive"))
            << id << " " << judged.reason;
        passed += judged.verdict == "pass" ? 1u : 0u;
    }
    EXPECT_GE(passed, flow.passes);
}

constexpr const char* kEmails = "[profile.email.email = emailAddress]";

INSTANTIATE_TEST_SUITE_P(
    OddChecklists, OddFlows,
    ::testing::Values(
        OddFlow{"OneSourceOfTwoTargets",
                "contactperson",
                "never",
                kEmails,
                "[{source: banReason, target: address1, type: '\"string\"'}, "
                "{source: banReason, target: address2, type: '\"string\"'}]",
                {"empty-side-is-filled-at-the-first-link", "one-edit-causes-one-write",
                 "refused-write-takes-back-no-edit", "edit-arrives"},
                11},
        OddFlow{
            "TwoSourcesOfOneTarget",
            "customers",
            "never",
            "[profile.email.email = EmailAddress]",
            "[{source: profile.locale.name, target: MailAddress.AddressLine1, type: '\"string\"'}, "
            "{source: login, target: MailAddress.AddressLine1, type: '\"string\"'}]",
            {"edit-arrives", "second-edit-arrives", "edits-on-both-sides-end-in-agreement"},
            10},
        OddFlow{"AKeyThatAnotherRowWritesTo",
                "customers",
                "never",
                "[profile.email.email = EmailAddress, name = Name]",
                "[{source: banBadge, target: Name, type: '\"string\"'}]",
                {"second-sync-makes-no-second", "link-survives-a-restart", "equal-value-links"},
                4},
        OddFlow{"CountriesComeFirst",
                "contactperson",
                "never",
                kEmails,
                "[{source: banBadge, target: residenceCountryCode, type: '\"string\"'}, "
                "{source: login, target: address1, type: '\"string\"'}]",
                {"edited-unmatched-record-creates-nothing",
                 "deleted-counterpart-of-a-link-is-not-made-again"},
                4},
        OddFlow{"NothingButAFlag",
                "contactperson",
                "never",
                kEmails,
                "[{source: banned, target: isRca, type: '\"boolean\"'}]",
                {"edited-unmatched-record-creates-nothing", "edit-arrives"},
                2},
        OddFlow{"NothingButAFlagOfWhatIsCreated",
                "customers",
                "always",
                "[]",
                "[{source: banned, target: SendPaymentReminders, type: '\"boolean\"'}]",
                {"edit-arrives", "becomes-quiet"},
                0},
        OddFlow{"NothingButATypeWithoutAWayBack",
                "customers",
                "always",
                "[profile.email.email = EmailAddress]",
                "[{source: profile.locale.language, target: ExternalNumber, type: '\"integer\"'}]",
                {"rarely-used-properties-outlive-an-edit", "deletion-does-no-harm-to-others",
                 "edit-arrives"},
                2},
        OddFlow{"TwoKeysAndNoRow",
                "customers",
                "never",
                "[profile.email.email = EmailAddress, name = Name]",
                "[]",
                {"linking-equal-records-writes-nothing", "equal-value-links"},
                3},
        OddFlow{"ALoginThatIsAPhoneNumber",
                "contactperson",
                "never",
                kEmails,
                "[{source: login, target: phoneNumber, type: '\"string\"'}]",
                {"edit-arrives", "equal-value-links"},
                3},
        OddFlow{"AConditionThatNoRecordShows",
                "customers",
                "never",
                "[profile.email.email = EmailAddress]",
                "[{source: name, target: Name, type: '\"string\"', only_if: [{side: source, path: "
                "rank, value: gold}]}]",
                {"edit-arrives", "second-edit-arrives"},
                0},
        OddFlow{"ConditionsThatExcludeOneAnother",
                "customers",
                "never",
                "[profile.email.email = EmailAddress]",
                "[{source: banReason, target: LegalName, type: '\"string\"', only_if: [{side: "
                "target, path: MailAddress.CountryCode, value: NO}]}, {source: banBadge, target: "
                "FirstName, type: '\"string\"', only_if: [{side: target, path: "
                "MailAddress.CountryCode, value: SE}]}]",
                {"edit-arrives", "linking-equal-records-writes-nothing"},
                5},
        OddFlow{"AConditionOnWhatIsKeptInSync",
                "customers",
                "never",
                "[profile.email.email = EmailAddress]",
                "[{source: banBadge, target: MailAddress.CountryCode, type: '\"string\"'}, "
                "{source: banReason, target: LegalName, type: '\"string\"', only_if: [{side: "
                "target, path: MailAddress.CountryCode, value: NO}]}]",
                {"edit-arrives", "second-edit-arrives"},
                8},
        OddFlow{
            "ConditionsThatNobodyCanMeet",
            "customers",
            "never",
            "[profile.email.email = EmailAddress]",
            "[{source: banReason, target: LegalName, type: '\"string\"', only_if: [{side: "
            "target, path: MailAddress.CountryCode, value: Norge}]}, {source: banBadge, target: "
            "FirstName, type: '\"string\"', only_if: [{side: source, path: banBadge, value: "
            "gold}]}, {source: name, target: Name, type: '\"string\"'}]",
            {"edit-arrives", "second-edit-arrives"},
            4},
        OddFlow{"AKeyThatNobodyCanWrite",
                "customers",
                "never",
                "[id = Id, profile.email.email = EmailAddress]",
                "[{source: banReason, target: LegalName, type: '\"string\"'}]",
                {"edit-arrives", "equal-value-links", "becomes-quiet"},
                4},
        OddFlow{"TwoKeysOfOneProperty",
                "customers",
                "never",
                "[profile.email.email = EmailAddress, profile.email.email = InvoiceEmailAddress]",
                "[{source: banReason, target: LegalName, type: '\"string\"'}]",
                {"match-by-two-alternatives", "equal-value-links", "edit-arrives"},
                4},
        OddFlow{
            "AKeyWithoutASide",
            "customers",
            "never",
            "[{source: '', target: Name, incomplete: true}, profile.email.email = EmailAddress]",
            "[{source: banReason, target: LegalName, type: '\"string\"'}]",
            {"edit-arrives", "equal-value-links", "becomes-quiet"},
            4},
        OddFlow{"ANumberThatIsATextAcross",
                "customers",
                "never",
                "[profile.email.email = EmailAddress]",
                "[{source: banBadge, target: Allowance, type: '\"decimal\"'}, "
                "{source: banReason, target: ExternalNumber, type: '\"integer\"'}]",
                {"same-edit-on-both-sides-does-no-harm", "edit-arrives"},
                4},
        OddFlow{"RowsThatMeetInAThird",
                "contactperson",
                "never",
                kEmails,
                "[{source: profile.locale.name, target: zipCode, type: '\"string\"'}, "
                "{source: profile.locale.name, target: placeOfBirth, type: '\"string\"'}, "
                "{source: banReason, target: placeOfBirth, type: '\"string\"'}, "
                "{source: banBadge, target: address2, type: '\"string\"'}]",
                {"edits-of-two-properties-at-once-arrive",
                 "edits-of-two-properties-on-both-sides-arrive"},
                4},
        OddFlow{"NamesakesByACodeThatIsTakenOnce",
                "contactperson",
                "always",
                kEmails,
                "[{source: name, target: externalCode, type: '\"string\"'}, "
                "{source: banReason, target: address2, type: '\"string\"'}]",
                {"namesakes-are-each-created", "created-record-has-the-listed-value"},
                1},
        OddFlow{"NamesakesByTheKey",
                "customers",
                "always",
                "[profile.email.email = EmailAddress]",
                "[{source: profile.email.email, target: EmailAddress, type: '\"string\"'}, "
                "{source: banReason, target: LegalName, type: '\"string\"'}]",
                {"namesakes-are-each-created", "created-record-has-the-listed-value"},
                1},
        OddFlow{"AFormerNameThatWhatWasCreatedKeeps",
                "customers",
                "always",
                "[profile.email.email = EmailAddress, name = Name]",
                "[{source: banReason, target: LegalName, type: '\"string\"'}]",
                {"former-value-of-an-unmatched-record-links-nothing",
                 "former-value-of-an-unmatched-target-record-links-nothing"},
                2},
        OddFlow{"ControlsPassByATextThatIsACountry",
                "customers",
                "always",
                "[]",
                "[{source: banReason, target: LegalName, type: '\"string\"'}, "
                "{source: banReason, target: MailAddress.CountryCode, type: '\"string\"'}, "
                "{source: profile.email.email, target: EmailAddress, type: '\"string\"'}]",
                {"unmatched-record-is-never-written", "becomes-quiet",
                 "unmatched-source-record-is-created"},
                4},
        OddFlow{"ContactPersonsAreCreated",
                "contactperson",
                "always",
                kEmails,
                "[{source: name, target: lastName, type: '\"string\"'}]",
                {"unmatched-source-record-is-created", "matching-record-is-merged-and-not-created",
                 "restart-creates-no-second", "edit-arrives"},
                5}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace plumb
