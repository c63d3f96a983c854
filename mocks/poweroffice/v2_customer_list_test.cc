#include <gmock/gmock.h>

#include "mocks/poweroffice/test_company.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::ElementsAre;
using ::testing::MatchesRegex;

std::vector<std::string> Names(const http::Response& response) {
    std::vector<std::string> names;
    for (const Json& record : BodyOf(response)) names.push_back(record["Name"]);
    return names;
}

/// Customers A, B, C …, one millisecond apart.
std::vector<Json> AddSome(TestCompany& company, int count) {
    std::vector<Json> records;
    for (int i = 0; i < count; ++i) {
        const Json body = {{"Name", std::string(1, static_cast<char>('A' + i))},
                           {"EmailAddress", "a" + std::to_string(i) + "@example.com"},
                           {"ExternalNumber", 100 + i}};
        records.push_back(BodyOf(company.CallV2("POST", "/v2/Customers", Dump(body))));
        company.clock.Wait(1);
    }
    return records;
}

TEST(CustomerList, IsABareArrayOr204) {  // facts A4
    TestCompany company;
    const auto empty = company.CallV2("GET", "/v2/Customers?PageSize=2");
    EXPECT_EQ(empty.status, 204);
    EXPECT_EQ(empty.body, "");
    EXPECT_EQ(empty.effect.page_size, 2);
    EXPECT_EQ(empty.effect.total, 0);
    AddSome(company, 3);
    const auto all = company.CallV2("GET", "/DEMO/V2/customers");
    EXPECT_THAT(Names(all), ElementsAre("A", "B", "C"));
    EXPECT_EQ(all.effect.page_size, 0);
    EXPECT_EQ(all.effect.total, 3);
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers?PageSize=2&OrderBy=Name").effect.total, 3);
    EXPECT_EQ(all.effect.entity, "customers");
    EXPECT_FALSE(all.effect.write);
}

struct Page {
    const char* query;
    std::string names;
};

class CustomerPages : public ::testing::TestWithParam<Page> {};

TEST_P(CustomerPages, HoldTheRightRecords) {
    TestCompany company;
    AddSome(company, 5);
    company.CallV2("PATCH", "/v2/Customers/5000000002",
                   R"([{"op":"replace","path":"/PhoneNumber","value":"1"}])");
    const auto response = company.CallV2("GET", std::string("/v2/Customers?") + GetParam().query);
    EXPECT_EQ(response.status, GetParam().names.empty() ? 204 : 200) << response.body;
    std::string names;
    if (response.status == 200) {
        for (const std::string& name : Names(response)) names += name;
    }
    EXPECT_EQ(names, GetParam().names);
}

// Facts A4 (paging, names, order), A6 ("Filters"). B was edited last.
INSTANTIATE_TEST_SUITE_P(
    CustomerList, CustomerPages,
    ::testing::Values(
        Page{"PageSize=2", "AB"}, Page{"pageNumber=2&pageSize=2", "CD"},
        Page{"PAGENUMBER=3&PAGESIZE=2", "E"}, Page{"PageNumber=4&PageSize=2", ""},
        Page{"PageNumber=2147483647&PageSize=20000", ""}, Page{"OrderBy=Id", "ABCDE"},
        Page{"OrderBy=Id%20desc", "EDCBA"}, Page{"OrderBy=Id+desc&PageSize=2&PageNumber=2", "CB"},
        Page{"OrderBy=name%20desc", "EDCBA"}, Page{"OrderBy=PhoneNumber,Id%20desc", "EDCAB"},
        Page{"OrderBy=LastChangedDateTimeOffset", "ACDEB"},
        Page{"lastChangedDateTimeOffsetGreaterThan=2023-11-14T22:13:20.0034321Z", "BE"},
        Page{"LASTCHANGEDDATETIMEOFFSETGREATERTHAN=2023-11-14T22:13:20.0039999Z", "BE"},
        Page{"lastChangedDateTimeOffsetGreaterThan=2023-11-14%2022:13:20.0044321%20%2B00:00", "B"},
        Page{"lastChangedDateTimeOffsetGreaterThan=2023-11-14T22:13:20.0054321Z", ""},
        Page{"lastChangedDateTimeOffsetGreaterThan=1970-01-01", "ABCDE"},
        Page{"lastChangedDateTimeOffsetGreaterThan=1970-01-01&PageSize=2&PageNumber=2", "CD"},
        Page{"customerCreatedDateTimeOffsetGreaterThan=2023-11-14T22:13:20.0024321", "DE"},
        Page{"customerNos=10001-10002", "BC"}, Page{"customerNos=10003-,10000", "ADE"},
        Page{"customerNos=1,2", ""}, Page{"externalNos=101", "B"},
        Page{"emailAddresses=a1@example.com,a3@example.com", "BD"},
        Page{"emailAddresses=A1@example.com", ""}, Page{"phoneNumbers=1", "B"},
        Page{"organizationNumbers=1", ""}, Page{"externalImportReference=x", ""},
        Page{"contactGroupIds=1", ""}, Page{"useDatabaseValidation=false&pageSize=1", "A"}));

class BadCustomerLists : public ::testing::TestWithParam<const char*> {};

TEST_P(BadCustomerLists, AreRefusedWith400) {
    TestCompany company;
    const auto response = company.CallV2("GET", std::string("/v2/Customers?") + GetParam());
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(BodyOf(response)["title"], "Unable to cast object(s)");
    EXPECT_FALSE(BodyOf(response)["detail"].get<std::string>().empty());
}

// Facts A4 and A5.
INSTANTIATE_TEST_SUITE_P(
    CustomerList, BadCustomerLists,
    ::testing::Values("PageSize=20001", "PageSize=0", "PageSize=-1", "PageSize=x",
                      "PageSize=", "PageNumber=0", "PageNumber=99999999999999999999", "$top=5",
                      "%24skip=5", "lastChangedDateTimeOffsetGreaterThan=soon",
                      "lastChangedDateTimeOffsetGreaterThan=", "customerNos=x", "customerNos=-5",
                      "customerNos=1-x", "customerNos=", "contactGroupIds=a", "OrderBy=Nmae",
                      "OrderBy=Id%20up", "Fields=Id,Shoe", "UseDatabaseValidation=maybe"));

TEST(CustomerList, ShowsOnlyTheFieldsAskedFor) {  // facts A4, "Fields"
    TestCompany company;
    AddSome(company, 1);
    const char* expected = R"([{"Id":5000000001,"Name":"A"}])";
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers?Fields=id,%20Name,Id").body, expected);
    EXPECT_EQ(BodyOf(company.CallV2("GET", "/v2/Customers/5000000001?fields=name")),
              Json({{"Name", "A"}}));
}

TEST(CustomerList, FindsUnknownGroupsWhenAskedToValidate) {  // facts A6: list 404
    TestCompany company;
    EXPECT_EQ(
        company.CallV2("GET", "/v2/Customers?contactGroupIds=1&useDatabaseValidation=true").status,
        404);
}

TEST(CustomerList, GivesEveryRecordATimeStampOfItsOwn) {  // facts A6, "LastChanged"
    TestCompany company;
    for (int i = 0; i < 50; ++i) company.AddCustomer();
    std::string last;
    for (const Json& record : BodyOf(company.CallV2("GET", "/v2/Customers"))) {
        const std::string stamp = record["LastChangedDateTimeOffset"];
        EXPECT_GT(stamp, last);
        EXPECT_THAT(stamp, MatchesRegex("2023-11-14T22:13:20\\.00043..Z"));
        last = stamp;
    }
}

// Facts A6: seven digits, and a filter that is exclusive.
TEST(CustomerList, ShowsTheLastRecordAgainToACursorThatWasCutToMilliseconds) {
    TestCompany company;
    company.AddCustomer();
    const std::string stamp =
        BodyOf(company.CallV2("GET", "/v2/Customers"))[0]["LastChangedDateTimeOffset"];
    const auto after = [&](const std::string& cursor) {
        const std::string target = "/v2/Customers?lastChangedDateTimeOffsetGreaterThan=" + cursor;
        return company.CallV2("GET", target).status;
    };
    EXPECT_EQ(after(stamp), 204);
    EXPECT_EQ(after(stamp.substr(0, std::string("2023-11-14T22:13:20.000").size()) + "Z"), 200);
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
