#include <gmock/gmock.h>

#include "mocks/poweroffice/test_company.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::HasSubstr;

TEST(ContactPersonV2, IsCreatedBelowItsCustomer) {  // facts A7
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const auto response = company.CallV2(
        "POST", "/v2/contactpersons/" + customer,
        R"({"FirstName":"Kari","LastName":"Nordmann","EmailAddress":"kari@example.com"})");
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.effect.entity, "contactperson");
    EXPECT_TRUE(response.effect.write && response.effect.created);
    const Json person = BodyOf(response);
    EXPECT_EQ(Dump(person["ContactId"]), customer);
    EXPECT_EQ(person["IsActive"], true);
    EXPECT_EQ(person["IsDefault"], false);
    EXPECT_TRUE(person["MailAddress"].is_null());
    EXPECT_FALSE(person.contains("IsPep"));
    const std::string path = "/v2/ContactPersons/" + customer + "/" + response.effect.record;
    EXPECT_EQ(BodyOf(company.CallV2("GET", path)), person);
    EXPECT_EQ(company.CallV2("GET", "/v2/ContactPersons/1/" + response.effect.record).status, 404);
}

struct NewSample {
    const char* body;
    int status;
    const char* message;
};

class NewContactPersons : public ::testing::TestWithParam<NewSample> {};

TEST_P(NewContactPersons, AreAcceptedOrRefusedAsTheFactsSay) {  // facts A7
    TestCompany company;
    const auto response =
        company.CallV2("POST", "/v2/ContactPersons/" + company.AddCustomer(), GetParam().body);
    EXPECT_EQ(response.status, GetParam().status) << response.body;
    EXPECT_THAT(response.body, HasSubstr(GetParam().message));
    EXPECT_EQ(response.effect.write, response.status == 201);
}

INSTANTIATE_TEST_SUITE_P(
    ContactPersonV2, NewContactPersons,
    ::testing::Values(
        NewSample{R"({"FirstName":"K"})", 400, "LastName is required"},
        NewSample{R"({"FirstName":" ","LastName":"N"})", 400, "Contact person validation error(s)"},
        NewSample{R"({"FirstName":"K","LastName":"N"})", 201, R"("EmailAddress":null)"},
        NewSample{R"({"FirstName":"K","LastName":"N","EmailAddress":"kari"})", 400, "valid e-mail"},
        NewSample{R"({"FirstName":"K","LastName":"N","EmailAddress":"k@a@b"})", 400,
                  "valid e-mail"},
        NewSample{R"({"FirstName":"K","LastName":"N","EmailAddress":"k @b"})", 400, "valid e-mail"},
        NewSample{R"({"FirstName":"K","LastName":"N","EmailAddress":"@b"})", 400, "valid e-mail"},
        NewSample{R"({"FirstName":"K","LastName":"N","EmailAddress":"kåri+x@bø.no"})", 201, "kåri"},
        NewSample{R"({"FirstName":"K","LastName":"N","EmailAddress":"\"k @r\"@bø.no"})", 201,
                  "@bø"},
        NewSample{R"({"FirstName":"K","LastName":"N","EmailAddress":"\"k"})", 400, "valid e-mail"},
        NewSample{R"({"FirstName":"K","LastName":"N","IsActive":"no"})", 400, "true or false"},
        NewSample{R"({"FirstName":"K","LastName":"N","MailAddress":{"City":"O"}})", 400, "ZipCode"},
        NewSample{R"({"FirstName":{},"LastName":"N"})", 400, "Unable to cast object(s)"}));

TEST(ContactPersonV2, NeedsACustomer) {
    TestCompany company;
    EXPECT_EQ(company.CallV2("POST", "/v2/ContactPersons/7", R"({"FirstName":"K","LastName":"N"})")
                  .status,
              404);
}

// Facts A7: ExternalCode is unique among contact persons.
TEST(ContactPersonV2, IsUniqueInItsExternalCode) {
    TestCompany company;
    const std::string path = "/v2/ContactPersons/" + company.AddCustomer();
    const char* body = R"({"FirstName":"K","LastName":"N","ExternalCode":"c"})";
    EXPECT_EQ(company.CallV2("POST", path, body).status, 201);
    EXPECT_EQ(company.CallV2("POST", path, body).status, 400);
    EXPECT_EQ(BodyOf(company.CallV2("GET", "/v2/ContactPersons?externalCodes=c,d")).size(), 1u);
}

TEST(ContactPersonV2, IsPatchedAndDeleted) {
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const Json before = BodyOf(company.CallV2("GET", "/v2/Customers/" + customer));
    const std::string id = company.AddContactPerson(
        customer, {{"firstName", "Kari"}, {"lastName", "N"}, {"emailAddress", "k@example.com"}});
    company.clock.Wait(10);
    const std::string path = "/v2/ContactPersons/" + customer + "/" + id;
    const auto patched = company.CallV2(
        "PATCH", path, R"([{"op":"replace","path":"/emailAddress","value":"new@example.com"}])");
    EXPECT_EQ(patched.status, 200);
    EXPECT_TRUE(patched.effect.write);
    EXPECT_EQ(BodyOf(patched)["EmailAddress"], "new@example.com");
    EXPECT_EQ(BodyOf(patched)["LastChangedDateTimeOffset"], "2023-11-14T22:13:20.0104321Z");
    for (const char* patch : {R"([{"op":"remove","path":"/FirstName"}])",
                              R"([{"op":"replace","path":"/EmailAddress","value":"no"}])",
                              R"([{"op":"replace","path":"/ContactId","value":1}])"}) {
        EXPECT_EQ(company.CallV2("PATCH", path, patch).status, 400) << patch;
    }
    EXPECT_EQ(company.CallV2("PATCH", path, R"([{"op":"remove","path":"/EmailAddress"}])").status,
              200);
    // Facts C3: an edit of a contact person leaves its customer alone.
    EXPECT_EQ(BodyOf(company.CallV2("GET", "/v2/Customers/" + customer)), before);
    EXPECT_EQ(company.CallV2("DELETE", path).status, 200);
    EXPECT_EQ(company.CallV2("DELETE", path).status, 404);
}

TEST(ContactPersonV2, HasOneDefaultPerCustomer) {  // facts A7: IsDefault
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const std::string path = "/v2/ContactPersons/" + customer;
    const char* body = R"({"FirstName":"K","LastName":"N","IsDefault":true})";
    const auto first = company.CallV2("POST", path, body);
    const auto second = company.CallV2("POST", path, body);
    const auto is_default = [&](const http::Response& made) {
        return BodyOf(company.CallV2("GET", path + "/" + made.effect.record))["IsDefault"] == true;
    };
    EXPECT_FALSE(is_default(first));
    EXPECT_TRUE(is_default(second));
}

// Facts A7: contactIds and the two times.
TEST(ContactPersonV2, IsListedByCustomerAndByTime) {
    TestCompany company;
    const std::string a = company.AddCustomer("A");
    const std::string b = company.AddCustomer("B");
    company.AddContactPerson(a, {{"firstName", "1"}});
    company.AddContactPerson(b, {{"firstName", "2"}});
    company.clock.Wait(10);
    company.AddContactPerson(a, {{"firstName", "3"}});
    const auto names = [&](const std::string& query) {
        std::string all;
        const auto response = company.CallV2("GET", "/v2/ContactPersons?" + query);
        if (response.status != 200) return std::to_string(response.status);
        for (const Json& person : BodyOf(response)) all += person["FirstName"];
        return all;
    };
    EXPECT_EQ(names(""), "123");
    EXPECT_EQ(names("contactIds=" + a), "13");
    EXPECT_EQ(names("contactIds=" + b + "," + a + "," + b), "123");
    EXPECT_EQ(names("contactIds=7"), "204");
    EXPECT_EQ(names("contactIds=7&useDatabaseValidation=true"), "404");
    EXPECT_EQ(names("lastChangedDateTimeOffsetGreaterThan=2023-11-14T22:13:20.005Z"), "3");
    EXPECT_EQ(names("createdDateTimeOffsetGreaterThan=2023-11-14T22:13:20.005Z"), "3");
    EXPECT_EQ(names("orderBy=Id%20desc&pageSize=2"), "32");
    EXPECT_EQ(names("contactIds=x"), "400");
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
