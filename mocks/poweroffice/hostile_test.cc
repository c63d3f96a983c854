// Whatever a client sends, both versions answer with a status below 500 and stay in order.

#include <gmock/gmock.h>

#include "mocks/poweroffice/test_company.h"

namespace plumb::mocks::poweroffice {
namespace {

std::string Nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

std::vector<std::string> Bodies() {
    std::vector<std::string> bodies = {
        "",
        "{",
        "null",
        "true",
        "-1",
        "1e999",
        "\"",
        "[]",
        "[[]]",
        "[null]",
        "{\"\":{}}",
        std::string("\0\0", 2),
        "\xff\xfe",
        Nested(100'000),
        "{\"Name\":" + Nested(60) + "}",
        R"([{"op":"add","path":"/","value":1}])",
        R"([{"op":"move","from":"/Name","path":"/Name"}])",
        R"([{"op":"add","path":"/ContactGroupIds","value":[[1]]}])",
        R"([{"op":"copy","from":"/MailAddress","path":"/MailAddress/City"}])",
        R"({"Name":"\ud800","EmailAddress":"a@b"})",
        R"({"Name":"a\u0000b","EmailAddress":"a@b"})"};
    const std::vector<std::string> values = {"null",  "true", "5",  "-5.5", "1e300",
                                             "\"x\"", "[]",   "{}", "[{}]", "18446744073709551615"};
    for (const std::string& value : values) {
        std::string body = "{\"Name\":\"A\",\"EmailAddress\":\"a@b\"";
        for (const char* member :
             {"id", "Name", "IsPerson", "Number", "MailAddress", "ContactGroupIds", "Allowance",
              "InvoiceDeliveryType", "DateOfBirth", "firstName", "citizenship", "gender",
              "isActive", "externalCode", "CustomerSince", "SubLedgerNumberSeriesId",
              "DepartmentCode"}) {
            bodies.push_back(body + ",\"" + member + "\":" + value + "}");
            bodies.push_back("[{\"op\":\"replace\",\"path\":\"/" + std::string(member) +
                             "\",\"value\":" + value + "}]");
        }
    }
    return bodies;
}

TEST(Hostile, BodiesNeverBreakAnything) {
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const std::string person = company.AddContactPerson(customer, {{"firstName", "K"}});
    for (const std::string& body : Bodies()) {
        const auto v2 = [&](const char* method, const std::string& path) {
            EXPECT_LT(company.CallV2(method, path, body).status, 500) << path << body.substr(0, 99);
        };
        v2("POST", "/v2/Customers");
        v2("PATCH", "/v2/Customers/" + customer);
        v2("POST", "/v2/ContactPersons/" + customer);
        v2("PATCH", "/v2/ContactPersons/" + customer + "/" + person);
        EXPECT_LT(company.CallV1("POST", "/Customer/" + customer + "/Contact", body).status, 500);
        auto token = company.TokenRequest(true);
        token.body = body;
        EXPECT_EQ(company.HandleV2(token).status, 400);
    }
    for (const char* list : {"/v2/Customers", "/v2/ContactPersons"}) {
        EXPECT_FALSE(BodyOf(company.CallV2("GET", list)).is_discarded()) << list;
    }
    EXPECT_FALSE(BodyOf(company.CallV1("GET", "/PartyContactPerson")).is_discarded());
}

TEST(Hostile, PathsAndQueriesNeverBreakAnything) {
    TestCompany company;
    company.AddContactPerson(company.AddCustomer(), {{"firstName", "K"}});
    const std::string many = std::string(5000, ',');
    for (const std::string& value :
         {std::string(), std::string("%00"), std::string("%ff"), std::string("'"), many,
          std::string(100'000, '('), std::string("9223372036854775807"),
          std::string("-9223372036854775808"), std::string("9223372036854775807-1")}) {
        for (const char* name :
             {"PageSize", "PageNumber", "OrderBy", "Fields", "customerNos", "contactIds",
              "contactGroupIds", "emailAddresses", "externalCodes", "$filter", "$orderby", "$skip",
              "$top", "lastChangedDateTimeOffsetGreaterThan", "UseDatabaseValidation"}) {
            const std::string query = std::string("?") + name + "=" + value;
            EXPECT_LT(company.CallV2("GET", "/v2/Customers" + query).status, 500) << query;
            EXPECT_LT(company.CallV2("GET", "/v2/ContactPersons" + query).status, 500) << query;
            EXPECT_EQ(company.CallV1("GET", "/PartyContactPerson" + query).status, 200) << query;
        }
        EXPECT_LT(company.CallV2("GET", "/v2/Customers/" + value).status, 500) << value;
        EXPECT_LT(company.CallV1("GET", "/Customer/" + value + "/Contact/" + value).status, 500);
    }
    for (const char* target : {"", "/", "//", "/v2", "/v2/", "/Demo", "/Demo/", "/%2e%2e/v2"}) {
        EXPECT_EQ(company.CallV2("GET", target).status, 404) << target;
        EXPECT_EQ(company.CallV1("GET", target).status, 404) << target;
    }
}

TEST(Hostile, GrowingPatchesStayBounded) {
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const std::string text(65'536, 'x');
    Json patch = {{{"op", "replace"}, {"path", "/Name"}, {"value", text}}};
    for (int i = 0; i < 10'000; ++i) {
        patch.push_back({{"op", "copy"}, {"from", "/Name"}, {"path", "/LegalName"}});
    }
    EXPECT_EQ(company.CallV2("PATCH", "/v2/Customers/" + customer, Dump(patch)).status, 200);
    patch[0]["value"] = text + "x";
    EXPECT_EQ(company.CallV2("PATCH", "/v2/Customers/" + customer, Dump(patch)).status, 400);
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
