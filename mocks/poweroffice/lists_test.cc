// Lists of both versions, as no source says otherwise. The facts are cited by section.

#include <gmock/gmock.h>

#include "mocks/poweroffice/test_company.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::IsEmpty;

// A4, B3, B5: no header of the answer carries paging, a version or a total.
TEST(Lists, HaveNoHeadersOfTheirOwn) {
    TestCompany company;
    const std::string customer = company.AddCustomer();
    EXPECT_THAT(company.CallV2("GET", "/v2/Customers").headers, IsEmpty());
    EXPECT_THAT(company.CallV2("GET", "/v2/Customers/" + customer).headers, IsEmpty());
    EXPECT_THAT(company.CallV1("GET", "/PartyContactPerson").headers, IsEmpty());
}

// C3, A6 "LastChanged": an edit of a contact person is none of its customer.
TEST(Lists, DoNotShowACustomerWhoseContactPersonChanged) {
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const std::string path = "/v2/Customers/" + customer;
    const Json before = BodyOf(company.CallV2("GET", path));
    company.clock.Wait(5000);
    const std::string person = company.AddContactPerson(customer, {{"firstName", "K"}});
    company.CallV1("DELETE", "/Customer/" + customer + "/Contact/" + person);
    EXPECT_EQ(BodyOf(company.CallV2("GET", path)), before);
}

// A6: two customers may share an address; A7: so may two contact persons.
TEST(Lists, ShowAllRecordsThatShareAnAddress) {
    TestCompany company;
    const std::string customer = company.AddCustomer();
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(
            company.CallV2("POST", "/v2/Customers", R"({"Name":"A","EmailAddress":"a@b"})").status,
            201);
        company.AddContactPerson(customer, {{"emailAddress", "a@b"}});
    }
    EXPECT_EQ(BodyOf(company.CallV2("GET", "/v2/Customers?emailAddresses=a@b")).size(), 2U);
    EXPECT_EQ(BodyOf(company.CallV1(
                  "GET", "/PartyContactPerson?$filter=(EmailAddress eq 'a@b')"))["count"],
              2);
}

// A1: with and without /Demo, in any letter case.
TEST(Lists, AreUnderEveryAddressInUse) {
    TestCompany company;
    for (const char* path : {"/v2/Customers", "/Demo/v2/Customers", "/demo/V2/customers/"})
        EXPECT_EQ(company.CallV2("GET", path).status, 204) << path;
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
