#include <gmock/gmock.h>

#include "mocks/poweroffice/test_company.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::HasSubstr;

TEST(Customer, IsCreatedWith201AndAllItsMembers) {  // facts A6
    TestCompany company;
    const auto response = company.CallV2("POST", "/v2/Customers",
                                         R"({"Name":"Kari AS","emailaddress":"Kari@Example.com"})");
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.effect.entity, "customers");
    EXPECT_TRUE(response.effect.write && response.effect.created);
    const Json customer = BodyOf(response);
    EXPECT_EQ(response.effect.record, Dump(customer["Id"]));
    EXPECT_GT(customer["Id"], 4'294'967'296);
    EXPECT_EQ(customer["EmailAddress"], "Kari@Example.com");
    EXPECT_EQ(customer["InvoiceDeliveryType"], "PdfByEmail");
    EXPECT_EQ(customer["CurrencyCode"], "NOK");
    EXPECT_EQ(customer["SendPaymentReminders"], true);
    EXPECT_EQ(customer["IsPerson"], false);
    EXPECT_EQ(customer["IsActive"], true);
    EXPECT_TRUE(customer["LegalName"].is_null());
    EXPECT_FALSE(customer.contains("SubLedgerNumberSeriesId"));
    EXPECT_EQ(customer["LastChangedDateTimeOffset"], "2023-11-14T22:13:20.0004321Z");
    EXPECT_EQ(customer["CustomerCreatedDateTimeOffset"], customer["LastChangedDateTimeOffset"]);
}

struct NewCustomer {
    const char* body;
    int status;
    const char* message;
};

class NewCustomers : public ::testing::TestWithParam<NewCustomer> {};

TEST_P(NewCustomers, AreAcceptedOrRefusedAsTheFactsSay) {
    TestCompany company;
    const std::string before = Dump(company.store.State());
    const auto response = company.CallV2("POST", "/v2/Customers", GetParam().body);
    EXPECT_EQ(response.status, GetParam().status) << response.body;
    EXPECT_THAT(response.body, HasSubstr(GetParam().message));
    EXPECT_EQ(response.effect.write, response.status == 201);
    EXPECT_EQ(Dump(company.store.State()) == before, response.status != 201);
}

// Facts A6: the field table, "MailAddress", "Insert/update habits of Sesam"; A5: the titles.
INSTANTIATE_TEST_SUITE_P(
    Customer, NewCustomers,
    ::testing::Values(
        NewCustomer{R"({"Name":"A"})", 400, "PdfByEmail needs EmailAddress or InvoiceEmailAddress"},
        NewCustomer{R"({"Name":"A","EmailAddress":""})", 400, "Customer validation error(s)"},
        NewCustomer{R"({"Name":"A","InvoiceDeliveryType":"print"})", 201, R"("Print")"},
        NewCustomer{R"({"Name":"A","InvoiceEmailAddress":"a@b"})", 201, "a@b"},
        NewCustomer{R"({"Name":"A","EmailAddress":"no address at all"})", 201, "no address at all"},
        NewCustomer{R"({"EmailAddress":"a@b"})", 400, "Name is required when IsPerson is false"},
        NewCustomer{R"({"Name":" ","EmailAddress":"a@b"})", 400, "Name is required"},
        NewCustomer{R"({"IsPerson":true,"FirstName":"K","EmailAddress":"a@b"})", 400, "LastName"},
        NewCustomer{R"({"IsPerson":true,"FirstName":"K","LastName":"N","EmailAddress":"a@b"})", 201,
                    R"("FirstName":"K")"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","ReminderDeliveryType":"PdfByEmail"})", 201,
                    "a@b"},
        NewCustomer{
            R"({"Name":"A","InvoiceEmailAddress":"a@b","ReminderDeliveryType":"PdfByEmail"})", 400,
            "PaymentReminderEmailAddress"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","InvoiceDeliveryType":"EHF"})", 400,
                    "OrganizationNumber"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","InvoiceDeliveryType":"AvtaleGiro"})", 400,
                    "cannot be set"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","InvoiceDeliveryType":"Factoring"})", 400,
                    "needs an integration"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","InvoiceDeliveryType":"Pigeon"})", 400,
                    "one of PdfByEmail"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","IsPerson":"true"})", 400,
                    "IsPerson must be true or false"},
        NewCustomer{R"({"Name":5,"EmailAddress":"a@b"})", 400, "Unable to cast object(s)"},
        NewCustomer{R"({"Name":"A","EmailAddress":["a@b"]})", 400, "EmailAddress must be a text"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","Number":"10001"})", 400, "whole number"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","Number":1.5})", 400, "whole number"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","ExternalNumber":18446744073709551615})",
                    400, "whole number of 64 bits"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","ExternalNumber":9223372036854775807})",
                    201, "9223372036854775807"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","Number":5})", 400, "must lie between"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","Number":12345})", 201, "12345"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","Allowance":101})", 400,
                    "out of its range"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","BillableRate":-1})", 400, "its range"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","PaymentTerm":3000000000})", 400, "range"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","CurrencyCode":"EURO"})", 400, "3 char"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","CurrencyCode":"E1"})", 400, "letters"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","DateOfBirth":"soon"})", 400, "a date"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","DateOfBirth":"2020-02-29T00:00:00Z"})",
                    201, R"("DateOfBirth":"2020-02-29")"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","ContactGroupIds":[1,"x"]})", 400, "list"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","NationalIdNumber":"12"})", 400, "eleven"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","NationalIdNumber":"12345678901"})", 201,
                    R"("NationalIdNumber":"hidden")"},
        NewCustomer{
            R"({"Name":"A","EmailAddress":"a@b","InvoiceEmailAddressCC":"1;2;3;4;5;6;7;8;9;10;11"})",
            400, "ten addresses"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","MailAddress":{"City":"Oslo"}})", 400,
                    "ZipCode is required in MailAddress"},
        NewCustomer{
            R"({"Name":"A","EmailAddress":"a@b","MailAddress":{"city":"Oslo","zipCode":"1"}})", 201,
            R"("CountryCode":"NO")"},
        NewCustomer{
            R"({"Name":"A","EmailAddress":"a@b","MailAddress":{"City":"O","ZipCode":"1","CountryCode":"N1"}})",
            400, "two letters"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","MailAddress":"Oslo"})", 400, "an object"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","SubLedgerNumberSeriesId":"x"})", 400,
                    "UUID"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","DepartmentCode":"7"})", 404,
                    "Customer validation error(s)"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","DepartmentCode":"7","DepartmentId":1})",
                    201, R"("DepartmentId":1)"},
        NewCustomer{R"({"Name":"A","EmailAddress":"a@b","Id":7,"IsActive":false,"Shoe":1})", 201,
                    R"("IsActive":true)"},
        NewCustomer{"[]", 400, "must be an object"}, NewCustomer{"{", 400, "not JSON"},
        NewCustomer{"", 400, "not JSON"}, NewCustomer{"null", 400, "must be an object"},
        NewCustomer{"{\"Name\":\"\xff\"}", 400, "not JSON"}));

TEST(Customer, HasTextsUpToTheirLengthInCharacters) {  // facts A6: ExternalImportReference, max 50
    TestCompany company;
    const auto create = [&](int characters) {
        std::string text;
        for (int i = 0; i < characters; ++i) text += "ø";
        const Json body = {
            {"Name", "A"}, {"EmailAddress", "a@b"}, {"ExternalImportReference", text}};
        return company.CallV2("POST", "/v2/Customers", Dump(body)).status;
    };
    EXPECT_EQ(create(50), 201);
    EXPECT_EQ(create(51), 400);
}

// Facts A6: R is read-only; what becomes of it in a POST is unconfirmed.
TEST(Customer, RefusesReadOnlyMembersOnlyWhenTheSettingSaysSo) {
    Settings settings;
    settings.refuse_read_only_on_post = true;
    TestCompany company(settings);
    EXPECT_EQ(company.CallV2("POST", "/v2/Customers", R"({"Name":"A","EmailAddress":"a@b","Id":1})")
                  .status,
              400);
}

TEST(Customer, TakesTheIdOfAReferenceRatherThanItsCode) {  // facts A6, "id wins over the code twin"
    TestCompany company;
    const std::pair<const char*, const char*> twins[] = {
        {"DepartmentId", "DepartmentCode"},
        {"DeliveryTermId", "DeliveryTerm"},
        {"PaymentTermId", "PaymentTerm"},
        {"InvoiceBrandingThemeId", "InvoiceBrandingThemeCode"},
        {"SalesPersonEmployeeId", "SalesPersonEmployeeNumber"}};
    for (const auto& [id, code] : twins) {
        const bool number = std::string_view(code) == "PaymentTerm" ||
                            std::string_view(code) == "SalesPersonEmployeeNumber";
        Json body = {{"Name", "A"}, {"EmailAddress", "a@b"}, {id, 1}};
        body[code] = number ? Json(14) : Json("x");
        const auto made = company.CallV2("POST", "/v2/Customers", Dump(body));
        ASSERT_EQ(made.status, 201) << made.body;
        EXPECT_EQ(BodyOf(made)[id], 1) << id;
        EXPECT_TRUE(BodyOf(made)[code].is_null()) << code;
        if (std::string_view(code) == "DepartmentCode") continue;  // of the departments there are
        body.erase(id);
        EXPECT_EQ(BodyOf(company.CallV2("POST", "/v2/Customers", Dump(body)))[code], body[code]);
    }
}

TEST(Customer, IsUniqueInItsNumbersAndReferencesButNotItsEmail) {  // facts A6
    TestCompany company;
    const auto add = [&](const char* name, Json value, const char* address = "same@example.com") {
        Json body = {{"Name", "A"}, {"EmailAddress", address}};
        if (std::string_view(name) == "ExternalCode") {
            body["MailAddress"] = {{"City", "O"}, {"ZipCode", "1"}, {name, value}};
        } else {
            body[name] = value;
        }
        return company.CallV2("POST", "/v2/Customers", Dump(body));
    };
    for (const char* name : {"ExternalImportReference", "ExternalCode"}) {
        EXPECT_EQ(add(name, "x").status, 201);
        const auto refused = add(name, "x");
        EXPECT_EQ(refused.status, 400);
        EXPECT_THAT(refused.body, HasSubstr("already used by another customer"));
        EXPECT_EQ(add(name, "X").status, 201);
        EXPECT_EQ(add(name, "").status, 201);
        EXPECT_EQ(add(name, "").status, 201);
    }
    for (const char* name : {"ExternalNumber", "Number"}) {
        EXPECT_EQ(add(name, 20'000).status, 201);
        EXPECT_EQ(add(name, 20'000).status, 400);
    }
}

TEST(Customer, FreesItsReferenceWhenItChangesOrGoes) {
    TestCompany company;
    const char* body = R"({"Name":"A","EmailAddress":"a@b","ExternalImportReference":"x"})";
    const std::string first = Dump(BodyOf(company.CallV2("POST", "/v2/Customers", body))["Id"]);
    company.CallV2("PATCH", "/v2/Customers/" + first,
                   R"([{"op":"replace","path":"/ExternalImportReference","value":"y"}])");
    const auto second = company.CallV2("POST", "/v2/Customers", body);
    EXPECT_EQ(second.status, 201);
    company.CallV2("DELETE", "/v2/Customers/" + second.effect.record);
    EXPECT_EQ(company.CallV2("POST", "/v2/Customers", body).status, 201);
}

TEST(Customer, IsPatchedAndAnswersWithTheWholeRecord) {  // facts A6, "PATCH"
    TestCompany company;
    const std::string id = company.AddCustomer();
    company.clock.Wait(5);
    const auto response = company.CallV2("PATCH", "/v2/customers/" + id,
                                         R"([{"op":"replace","path":"/name","value":"B"}])");
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(response.effect.write);
    EXPECT_EQ(response.effect.record, id);
    EXPECT_EQ(BodyOf(response)["Name"], "B");
    EXPECT_EQ(BodyOf(response)["LastChangedDateTimeOffset"], "2023-11-14T22:13:20.0054321Z");
    EXPECT_EQ(BodyOf(company.CallV2("GET", "/v2/Customers/" + id)), BodyOf(response));
}

TEST(Customer, IsPatchedWhollyOrNotAtAll) {  // facts A6: atomicity, `test`
    TestCompany company;
    const std::string id = company.AddCustomer("Kari");
    const std::string before = company.CallV2("GET", "/v2/Customers/" + id).body;
    for (
        const char* patch :
        {R"([{"op":"replace","path":"/Name","value":"B"},{"op":"test","path":"/Name","value":"C"}])",
         R"([{"op":"replace","path":"/Name","value":"B"},{"op":"replace","path":"/Id","value":1}])",
         R"([{"op":"replace","path":"/PhoneNumber","value":"B"},{"op":"remove","path":"/Name"}])",
         R"([{"op":"replace","path":"/InvoiceDeliveryType","value":null}])"}) {
        const auto response = company.CallV2("PATCH", "/v2/Customers/" + id, patch);
        EXPECT_EQ(response.status, 400) << patch;
        EXPECT_FALSE(response.effect.write);
        EXPECT_EQ(response.effect.record, id);
        EXPECT_EQ(company.CallV2("GET", "/v2/Customers/" + id).body, before) << patch;
    }
}

TEST(Customer, KeepsAnAddressWhileInvoicesGoByEmail) {  // facts A6 (a)
    TestCompany company;
    const auto made =
        company.CallV2("POST", "/v2/Customers", R"({"Name":"A","EmailAddress":"a@b"})");
    const std::string path = "/v2/Customers/" + made.effect.record;
    for (const char* patch : {R"([{"op":"remove","path":"/EmailAddress"}])",
                              R"([{"op":"replace","path":"/EmailAddress","value":null}])",
                              R"([{"op":"replace","path":"/EmailAddress","value":""}])"}) {
        EXPECT_EQ(company.CallV2("PATCH", path, patch).status, 400) << patch;
    }
    const char* both = R"([{"op":"remove","path":"/EmailAddress"},
                           {"op":"replace","path":"/InvoiceDeliveryType","value":"print"}])";
    EXPECT_EQ(company.CallV2("PATCH", path, both).status, 200);
}

TEST(Customer, IsPatchedWithPlainJsonUnlessTheSettingSaysNo) {  // sesam.md 2.2 [I]
    for (const bool accepts : {true, false}) {
        Settings settings;
        settings.patch_accepts_plain_json = accepts;
        TestCompany company(settings);
        auto request = company.V2Request("PATCH", "/v2/Customers/" + company.AddCustomer(),
                                         R"([{"op":"replace","path":"/Name","value":"B"}])");
        EXPECT_EQ(company.HandleV2(request).status, accepts ? 200 : 400);
        request.headers["content-type"] = "application/json-patch+json; charset=utf-8";
        EXPECT_EQ(company.HandleV2(request).status, 200);
        request.headers["content-type"] = "text/plain";
        EXPECT_EQ(company.HandleV2(request).status, 400);
    }
}

TEST(Customer, KeepsItsTimeStampWhenOnlyItsAddressChanges) {  // facts A6, "LastChanged"
    TestCompany company;
    const std::string path = "/v2/Customers/" + company.AddCustomer();
    const Json before = BodyOf(company.CallV2("GET", path));
    company.clock.Wait(1000);
    const char* city = R"([{"op":"replace","path":"/MailAddress/City","value":"Oslo"}])";
    const Json after = BodyOf(company.CallV2("PATCH", path, city));
    EXPECT_EQ(after["LastChangedDateTimeOffset"], before["LastChangedDateTimeOffset"]);
    EXPECT_EQ(after["MailAddress"]["City"], "Oslo");
    EXPECT_EQ(after["MailAddress"]["LastChangedDateTimeOffset"], "2023-11-14T22:13:21.0004321Z");
    company.clock.Wait(1000);
    const Json name =
        BodyOf(company.CallV2("PATCH", path, R"([{"op":"replace","path":"/Name","value":"B"}])"));
    EXPECT_EQ(name["LastChangedDateTimeOffset"], "2023-11-14T22:13:22.0004321Z");
    EXPECT_EQ(name["MailAddress"], after["MailAddress"]);
}

TEST(Customer, IsDeletedUnlessItIsInUse) {  // facts A6, "Delete"
    TestCompany company;
    const std::string id = company.AddCustomer();
    const std::string person = company.AddContactPerson(id, {{"firstName", "Kari"}});
    const auto refused = company.CallV2("DELETE", "/v2/Customers/" + id);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(BodyOf(refused)["title"], "Customer conflict");
    EXPECT_FALSE(refused.effect.write);
    company.CallV2("DELETE", "/v2/ContactPersons/" + id + "/" + person);
    const auto deleted = company.CallV2("DELETE", "/v2/Customers/" + id);
    EXPECT_EQ(deleted.status, 200);
    EXPECT_EQ(deleted.body, "");
    EXPECT_TRUE(deleted.effect.write && deleted.effect.deleted);
    EXPECT_EQ(company.CallV2("DELETE", "/v2/Customers/" + id).status, 404);
}

// Facts A6, "Delete": that contact persons are a use is unconfirmed.
TEST(Customer, TakesItsContactPersonsAlongWhenTheSettingSaysSo) {
    Settings settings;
    settings.delete_customer_with_contacts = DeleteWithContacts::kCascade;
    TestCompany company(settings);
    const std::string id = company.AddCustomer();
    company.AddContactPerson(id, {{"firstName", "Kari"}});
    EXPECT_EQ(company.CallV2("DELETE", "/v2/Customers/" + id).status, 200);
    EXPECT_EQ(company.CallV2("GET", "/v2/ContactPersons").status, 204);
}

TEST(Customer, ThatIsNotThereIsNotFound) {  // facts A5
    TestCompany company;
    for (const char* method : {"GET", "PATCH", "DELETE"}) {
        const auto response = company.CallV2(method, "/v2/Customers/5", "[]");
        EXPECT_EQ(response.status, 404);
        EXPECT_EQ(BodyOf(response)["title"], "Object(s) not found");
        EXPECT_EQ(response.effect.record, "5");
    }
    // What is no id names nothing either: DELETE has no other status for it (facts A6).
    for (const char* method : {"GET", "DELETE"}) {
        EXPECT_EQ(company.CallV2(method, "/v2/Customers/99999999999999999999").status, 404);
    }
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers/5/6").status, 404);
    EXPECT_FALSE(company.CallV2("GET", "/v2/Suppliers").effect.matched);
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
