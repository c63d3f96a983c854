#include "mocks/poweroffice/settings.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Settings ReadText(const std::string& yaml, std::vector<Problem>& problems) {
    const Result<yaml::Node> node = yaml::Parse(yaml, "mock.yaml");
    EXPECT_THAT(node, testing::IsOk());
    return ReadSettings(*node, problems);
}

TEST(PowerOfficeSettings, AreReadByTheNamesOfTheirMembers) {
    std::vector<Problem> problems;
    const Settings read = ReadText(R"({application_key: a, roles: [Customer], token_seconds: 5,
        port: 8001, v1_requests_per_second: 50, replica_lag_ms: 1500, first_customer_id: 7,
        delete_customer_with_contacts: cascade, stamp_equal_writes: false, v1_page_cap: 100})",
                                   problems);
    EXPECT_THAT(problems, IsEmpty());
    EXPECT_EQ(read.application_key, "a");
    EXPECT_THAT(read.roles, ElementsAre("Customer"));
    EXPECT_EQ(read.token_seconds, 5);
    EXPECT_EQ(read.port, 8001);
    EXPECT_EQ(read.v1_requests_per_second, 50);
    EXPECT_EQ(read.replica_lag_ms, 1500);
    EXPECT_EQ(read.first_customer_id, 7);
    EXPECT_EQ(read.delete_customer_with_contacts, DeleteWithContacts::kCascade);
    EXPECT_FALSE(read.stamp_equal_writes);
    EXPECT_EQ(read.v1_page_cap, 100);
}

TEST(PowerOfficeSettings, ReadWhatIsUnconfirmedToo) {
    std::vector<Problem> problems;
    const Settings read = ReadText(R"({invalid_roles: [Customer], send_retry_after: false,
        bad_subscription_key_status: 403, v2_lags: false, refuse_unknown_members: true,
        page_behind_the_end_is_a_list: true, v2_checks_customer_email: true,
        one_default_contact_person: false, v1_not_found_status: 404,
        v1_blank_before_offset: false, v1_bad_keys_status: 401, v1_unauthorized_status: 403,
        bad_page_status: 422, has_newer_filters: false, v2_fraction_digits: 3,
        failed_test_status: 409, contact_person_is_active: false, customer_email_unique: true,
        contact_person_email_unique: true, keeps_email_case: false, v1_default_top: 50,
        v1_update_keeps_omitted: false, v2_default_order: last-changed,
        v2_descending_form: minus, patch_is_atomic: false})",
                                   problems);
    EXPECT_THAT(problems, IsEmpty());
    Settings expected;
    expected.invalid_roles = {"Customer"};
    expected.send_retry_after = false;
    expected.bad_subscription_key_status = 403;
    expected.v2_lags = false;
    expected.refuse_unknown_members = true;
    expected.page_behind_the_end_is_a_list = true;
    expected.v2_checks_customer_email = true;
    expected.one_default_contact_person = false;
    expected.v1_not_found_status = 404;
    expected.v1_blank_before_offset = false;
    expected.v1_bad_keys_status = 401;
    expected.v1_unauthorized_status = 403;
    expected.bad_page_status = 422;
    expected.has_newer_filters = false;
    expected.v2_fraction_digits = 3;
    expected.failed_test_status = 409;
    expected.contact_person_is_active = false;
    expected.customer_email_unique = true;
    expected.contact_person_email_unique = true;
    expected.keeps_email_case = false;
    expected.v1_default_top = 50;
    expected.v1_update_keeps_omitted = false;
    expected.v2_default_order = DefaultOrder::kLastChanged;
    expected.v2_descending_form = DescendingForm::kMinus;
    expected.patch_is_atomic = false;
    EXPECT_EQ(read, expected);
}

TEST(PowerOfficeSettings, KeepTheirDefaultsWhereNothingIsSaid) {
    std::vector<Problem> problems;
    const Settings read = ReadText("{}", problems);
    EXPECT_THAT(problems, IsEmpty());
    EXPECT_EQ(read.token_seconds, Settings{}.token_seconds);
    EXPECT_EQ(read.roles, Settings{}.roles);
    EXPECT_EQ(read.delete_customer_with_contacts, DeleteWithContacts::kRefuse);
}

TEST(PowerOfficeSettings, ReportEveryMistakeAtItsPlace) {
    std::vector<Problem> problems;
    ReadText("replica_lag: 5\nport: 70000\ndelete_customer_with_contacts: maybe\n", problems);
    ReadText("first_customer_number: 20\nlast_customer_number: 10\n", problems);
    ASSERT_EQ(problems.size(), 4u);
    for (const Problem& problem : problems) EXPECT_GT(problem.place.line, 0);
}

TEST(PowerOfficeSettings, KnowThePrivilegesThatThereAre) {
    std::vector<Problem> problems;
    ReadText("roles:\n  - Customer\n  - Costumer_Full\ninvalid_roles: [Suplier]\n", problems);
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_EQ(
        ToString(problems[0]),
        "mock.yaml:3:5: 'roles' cannot be 'Costumer_Full'\n    did you mean 'Customer_Full'?");
    EXPECT_EQ(ToString(problems[1]),
              "mock.yaml:4:17: 'invalid_roles' cannot be 'Suplier'\n    did you mean 'Supplier'?");
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
