// What Sesam's own connector sends, request by request (sesam.md, 2.2 and 2.3), and what of a
// customer only whole companies meet.

#include <gmock/gmock.h>

#include "mocks/poweroffice/test_company.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::HasSubstr;

// sesam.md, 2.2: paging by full pages of 5000, no validation, `since` as it was last seen.
TEST(SesamRequests, ReadCustomersSinceTheNewestOneSeen) {
    TestCompany company;
    const std::string list = "/v2/customers?pageNumber=1&pageSize=5000&useDatabaseValidation=false";
    EXPECT_EQ(company.CallV2("GET", list).status, 204);
    company.AddCustomer("A");
    const Json first = BodyOf(company.CallV2("GET", list));
    ASSERT_EQ(first.size(), 1U);
    const std::string since = list + "&lastChangedDateTimeOffsetGreaterThan=" +
                              first[0]["LastChangedDateTimeOffset"].get<std::string>();
    EXPECT_EQ(company.CallV2("GET", since).status, 204) << "strictly greater";
    company.AddCustomer("B");
    EXPECT_EQ(BodyOf(company.CallV2("GET", since))[0]["Name"], "B");
}

// sesam.md, 2.2: "print" in lower case without an address; one replace for each property, objects
// as a whole, as application/json.
TEST(SesamRequests, InsertAndUpdateCustomers) {
    TestCompany company;
    const auto made = company.CallV2(
        "POST", "/v2/customers",
        R"({"Name":"A","EmailAddress":null,"InvoiceEmailAddress":null,"InvoiceDeliveryType":"print"})");
    ASSERT_EQ(made.status, 201) << made.body;
    const auto changed = company.CallV2("PATCH", "/v2/customers/" + made.effect.record,
                                        R"([{"op":"replace","path":"/Name","value":"B"},
        {"op":"replace","path":"/EmailAddress","value":"a@b.example"},
        {"op":"replace","path":"/InvoiceDeliveryType","value":"Print"},
        {"op":"replace","path":"/MailAddress","value":{"city":"Oslo","zipCode":"1","countryCode":"NO"}}])");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(*Find(BodyOf(changed), "MailAddress.City"), "Oslo");
    EXPECT_EQ(BodyOf(changed)["EmailAddress"], "a@b.example");
}

// sesam.md, 2.3: one list without paging, from a date; upsert and look-up below the supplier.
TEST(SesamRequests, ReadAndWriteContactPersons) {
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const std::string path = "/supplier/" + customer + "/contact";
    const auto made = company.CallV1("POST", path, R"({"firstName":"K","emailAddress":"k@b"})");
    const std::string id = Dump(BodyOf(made)["data"]["id"]);
    const auto changed =
        company.CallV1("POST", path, R"({"id":)" + id + R"(,"emailAddress":"n@b"})");
    EXPECT_EQ(BodyOf(changed)["data"]["firstName"], "K");
    for (const char* since : {"1970-01-01", "2023-11-14"}) {
        const Json list = BodyOf(company.CallV1(
            "GET", std::string("/partycontactperson?$filter=(LastChanged ge datetimeoffset'") +
                       since + "')"));
        EXPECT_EQ(list["data"][0]["emailAddress"], "n@b") << since;
    }
    EXPECT_EQ(BodyOf(company.CallV1("GET", path + "/" + id))["data"], BodyOf(changed)["data"]);
    EXPECT_THAT(company.CallV1("DELETE", "/supplier/" + id).body, HasSubstr("contact person: use"));
}

// A6, "Delete": who may not delete a customer archives it.
TEST(Archiving, IsAPatchAndMakesTheCustomerInactive) {
    TestCompany company;
    const std::string path = "/v2/Customers/" + company.AddCustomer();
    const auto archive = [&](const char* value) {
        return BodyOf(company.CallV2(
            "PATCH", path,
            R"([{"op":"replace","path":"/IsArchived","value":)" + std::string(value) + "}]"));
    };
    const Json archived = archive("true");
    EXPECT_EQ(archived["IsArchived"], true);
    EXPECT_EQ(archived["IsActive"], false);
    EXPECT_EQ(BodyOf(company.CallV2("GET", "/v2/Customers")).size(), 1U) << "it is listed still";
    EXPECT_EQ(archive("false")["IsActive"], true);
}

// A6: the media types of a POST.
TEST(MediaTypes, OfAPostAreAllKindsOfJson) {
    TestCompany company;
    const std::pair<const char*, int> types[] = {
        {"application/json", 201},         {"text/json; charset=utf-8", 201},
        {"application/problem+json", 201}, {"application/json-patch+json", 201},
        {"application/xml", 400},          {"application/x-www-form-urlencoded", 400}};
    for (const auto& [type, status] : types) {
        http::Request request = company.V2Request("POST", "/v2/Customers",
                                                  R"({"Name":"A","EmailAddress":"a@b.example"})");
        request.headers["content-type"] = type;
        EXPECT_EQ(company.v2.Handle(request).status, status) << type;
    }
}

// A6, "Filters": contactGroupIds; validation finds a group that nobody is in.
TEST(ContactGroups, AreFilteredBy) {
    TestCompany company;
    company.AddCustomer();
    company.CallV2("POST", "/v2/Customers",
                   R"({"Name":"In","InvoiceDeliveryType":"Print","ContactGroupIds":[3,5]})");
    const auto list = [&](const char* query) {
        return company.CallV2("GET", std::string("/v2/Customers?contactGroupIds=") + query);
    };
    EXPECT_EQ(BodyOf(list("5,7"))[0]["Name"], "In");
    EXPECT_EQ(BodyOf(list("5,7")).size(), 1U);
    EXPECT_EQ(list("7").status, 204);
    EXPECT_EQ(list("5,7&UseDatabaseValidation=true").status, 404);
    EXPECT_EQ(list("3&UseDatabaseValidation=true").status, 200);
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
