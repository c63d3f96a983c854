// Checklists of the family that no test could decide: they are skipped before anything is sent, and
// say why.

#include <gmock/gmock.h>

#include <ostream>

#include "harness/testing/temp_dir.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;

struct Hopeless {
    const char* name;
    const char* flows;
    const char* reason;
};

void PrintTo(const Hopeless& checklist, std::ostream* out) {
    *out << checklist.name;
}

class HopelessChecklists : public ::testing::TestWithParam<Hopeless> {};

TEST_P(HopelessChecklists, AreAMissingNeedThatSaysSo) {
    const testing::TempDir folder;
    const auto file = folder.Write(
        "hopeless.yaml", std::string("checklist: hopeless\ntitle: Hopeless\n") + GetParam().flows);
    const auto plan = testing::PlanShipped(file.string());
    ASSERT_TRUE(plan) << ToString(plan.error());
    EXPECT_FALSE(plan->cases.empty());
    for (const plan::Case& one : plan->cases) {
        ASSERT_TRUE(one.skip) << one.id;
        EXPECT_TRUE(one.skip->missing_need) << one.id;
        EXPECT_THAT(one.skip->reason, HasSubstr(GetParam().reason)) << one.id;
    }
}

constexpr Hopeless kAKeyThatCannotTellRecordsApart{"AKeyThatCannotTellRecordsApart",
                                                   R"(source: youtrack
target: poweroffice-go
flows:
  users-to-customers:
    title: Users to Customers
    source: users
    target: customers
    create: never
    merge_when_any: [banned = IsVatFree]
    keep_in_sync: both-ways
    when_no_properties: merge-keys
    properties: []
)",
                                                   "banned = IsVatFree holds too few values"};

// Users of one name are the same thing by the first flow, and so are their customers by the second.
constexpr Hopeless kAKeyOfAnotherFlowThatCannot{"AKeyOfAnotherFlowThatCannot",
                                                R"(source: poweroffice-go
target: youtrack
flows:
  contactperson-to-users:
    title: Contactperson to Users
    source: contactperson
    target: users
    create: never
    merge_when_any: [lastName = name]
    keep_in_sync: both-ways
    properties: []
  customers-to-users:
    title: Customers to Users
    source: customers
    target: users
    create: never
    merge_when_any: [EmailAddress = profile.email.email]
    keep_in_sync: both-ways
    properties:
      - {source: MailAddress.CountryCode, target: name, type: '"string"'}
)",
                                                "lastName = name holds too few values"};

// What is created for a customer is one that something is created for, and a record of both sides.
constexpr Hopeless kAFlowOfAnEntityAndItself{
    "AFlowOfAnEntityAndItself", R"(source: poweroffice-go
target: poweroffice-go
flows:
  contactperson-to-customers:
    title: Contactperson to Customers
    source: contactperson
    target: customers
    create: never
    merge_when_any: [emailAddress = EmailAddress]
    keep_in_sync: both-ways
    properties: []
  customers-to-customers:
    title: Customers to Customers
    source: customers
    target: customers
    create: always
    keep_in_sync: both-ways
    properties:
      - {source: Name, target: Name, type: '"string"'}
)",
    "customers-to-customers joins PowerOffice GO customers with one another"};

// A login is taken once, and there are only so many countries: no record could be made.
constexpr Hopeless kAContradiction{
    "AContradiction", R"(source: youtrack
target: poweroffice-go
flows:
  users-to-contactperson:
    title: Users to Contactperson
    source: users
    target: contactperson
    create: never
    merge_when_any: [profile.email.email = emailAddress]
    keep_in_sync: both-ways
    properties:
      - {source: login, target: city, type: '"string"'}
      - {source: banReason, target: city, type: '"string"'}
      - {source: banReason, target: residenceCountryCode, type: '"string"'}
)",
    "the document contradicts itself: youtrack takes each login of users only once, but it is "
    "kept equal to banReason of users and city of contactperson and residenceCountryCode of "
    "contactperson"};

INSTANTIATE_TEST_SUITE_P(Family, HopelessChecklists,
                         ::testing::Values(kAKeyThatCannotTellRecordsApart,
                                           kAKeyOfAnotherFlowThatCannot, kAFlowOfAnEntityAndItself,
                                           kAContradiction),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace plumb
