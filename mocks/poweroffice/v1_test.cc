#include "mocks/poweroffice/v1.h"

#include <gmock/gmock.h>

#include "mocks/poweroffice/test_company.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ContactPersonV1, IsMadeByPostAndShownWithoutNulls) {  // facts B2, B3, B5
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const auto response =
        company.CallV1("POST", "/customer/" + customer + "/contact",
                       R"({"firstName":"Kari","emailAddress":"Kari@Example.com","city":"Oslo"})");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.effect.entity, "contactperson");
    EXPECT_TRUE(response.effect.write && response.effect.created);
    const Json body = BodyOf(response);
    EXPECT_EQ(body["success"], true);
    EXPECT_EQ(body["data"]["emailAddress"], "Kari@Example.com");
    EXPECT_EQ(body["data"]["city"], "Oslo");
    EXPECT_EQ(body["data"]["isActive"], true);
    EXPECT_EQ(body["data"]["hasNorwegianSSN"], false);
    EXPECT_EQ(body["data"]["partyCustomerCode"], 10'000);
    EXPECT_EQ(body["data"]["lastChanged"], "2023-11-14T22:13:20 +00:00");
    EXPECT_EQ(Dump(body["data"]["partyId"]), customer);
    EXPECT_THAT(response.body, Not(HasSubstr("null")));
    const std::string path = "/Customer/" + customer + "/Contact/" + response.effect.record + "/";
    EXPECT_EQ(BodyOf(company.CallV1("GET", path)), body);
}

// Facts A7 and B5: the same members under other names.
TEST(ContactPersonV1, IsTheSameRecordInVersion2) {
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const std::string id = company.AddContactPerson(
        customer, {{"firstName", "Kari"}, {"lastName", "N"}, {"address1", "Gate 1"}});
    const std::string path = "/v2/ContactPersons/" + customer + "/" + id;
    const Json person = BodyOf(company.CallV2("GET", path));
    EXPECT_EQ(person["FirstName"], "Kari");
    EXPECT_EQ(person["MailAddress"]["AddressLine1"], "Gate 1");
    company.CallV2("PATCH", path,
                   R"([{"op":"replace","path":"/MailAddress/City","value":"Moss"}])");
    const auto shown = company.CallV1("GET", "/Customer/" + customer + "/Contact/" + id);
    EXPECT_EQ(BodyOf(shown)["data"]["city"], "Moss");
    EXPECT_EQ(BodyOf(shown)["data"]["address1"], "Gate 1");
}

TEST(ContactPersonV1, IsUpdatedByAPostWithItsIdAndKeepsWhatIsOmitted) {  // facts B2
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const std::string id = company.AddContactPerson(
        customer,
        {{"firstName", "Kari"}, {"emailAddress", "k@b"}, {"city", "Oslo"}, {"isPep", true}});
    const std::string path = "/Supplier/" + customer + "/Contact/";
    const auto response =
        company.CallV1("POST", path, R"({"id":)" + id + R"(,"emailAddress":"new@b","city":null})");
    EXPECT_TRUE(response.effect.write);
    EXPECT_FALSE(response.effect.created);
    EXPECT_EQ(response.effect.record, id);
    Json data = BodyOf(response)["data"];
    EXPECT_EQ(data["firstName"], "Kari");
    EXPECT_EQ(data["emailAddress"], "new@b");
    EXPECT_EQ(data["isPep"], true);
    EXPECT_FALSE(data.contains("city"));
    data = BodyOf(company.CallV1("POST", path,
                                 R"({"id":)" + id + R"(,"isPep":null,"isActive":null})"))["data"];
    EXPECT_EQ(data["isPep"], false);
    EXPECT_EQ(data["isActive"], true);
    const Json v2 = BodyOf(company.CallV2("GET", "/v2/ContactPersons/" + customer + "/" + id));
    EXPECT_TRUE(v2["MailAddress"].is_null());
}

struct PostSample {
    const char* body;
    int status;
    bool success;
    const char* message;
};

class V1Posts : public ::testing::TestWithParam<PostSample> {};

TEST_P(V1Posts, AnswerAsTheFactsSay) {  // facts B3, B5
    TestCompany company;
    const std::string customer = company.AddCustomer();
    company.AddContactPerson(customer, {{"externalCode", "taken"}});
    const auto response =
        company.CallV1("POST", "/Customer/" + customer + "/Contact/", GetParam().body);
    EXPECT_EQ(response.status, GetParam().status) << response.body;
    EXPECT_EQ(BodyOf(response)["success"], GetParam().success);
    EXPECT_EQ(BodyOf(response).contains("data"), GetParam().success);
    EXPECT_EQ(response.effect.write, GetParam().success);
    EXPECT_THAT(response.body, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    ContactPersonV1, V1Posts,
    ::testing::Values(
        PostSample{"{}", 200, true, R"("isActive":true)"},
        PostSample{R"({"emailAddress":"no address"})", 200, true, "no address"},
        PostSample{R"({"id":0,"firstName":"K"})", 200, true, "K"},
        PostSample{R"({"id":null,"firstName":"K"})", 200, true, "K"},
        PostSample{R"({"FIRSTNAME":"K","shoe":1,"partyId":5,"lastChanged":"x"})", 200, true, "K"},
        PostSample{R"({"citizenship":["NO","SE"]})", 200, true, R"(["NO","SE"])"},
        PostSample{R"({"gender":-1,"dateOfBirth":"2000-01-31"})", 200, true, R"("gender":-1)"},
        PostSample{R"({"socialSecurityNumber":"12345678901"})", 200, true, R"("success":true)"},
        PostSample{R"({"id":5})", 200, false, "There is no contact person with the id 5"},
        PostSample{R"({"externalCode":"taken"})", 200, false,
                   R"("exception":"ApiUniqueConstraint")"},
        PostSample{R"({"gender":3})", 200, false, R"("fields":{"gender")"},
        PostSample{R"({"residenceCountryCode":"N1"})", 200, false, "two letters"},
        PostSample{R"({"residenceCountryCode":"NOR"})", 200, false, "2 characters"},
        PostSample{R"({"isActive":"yes"})", 400, false, "true or false"},
        PostSample{R"({"firstName":["K"]})", 400, false, "a text"},
        PostSample{R"({"id":"5"})", 400, false, "whole number"},
        PostSample{"[]", 400, false, "object"}, PostSample{"{", 400, false, "object"},
        PostSample{"", 400, false, "object"}));

TEST(ContactPersonV1, ShowsNoSocialSecurityNumberWithoutThePrivilege) {  // facts B5
    for (const bool may_read : {false, true}) {
        Settings settings;
        settings.may_read_national_ids = may_read;
        TestCompany company(settings);
        const auto response =
            company.CallV1("POST", "/Customer/" + company.AddCustomer() + "/Contact",
                           R"({"socialSecurityNumber":"12345678901"})");
        EXPECT_EQ(BodyOf(response)["data"].contains("socialSecurityNumber"), may_read);
    }
}

// Facts B5: required members and the syntax of an address are unconfirmed.
TEST(ContactPersonV1, IsHeldToTheRulesOfVersion2WhenTheSettingsSaySo) {
    Settings settings;
    settings.v1_requires_names = settings.v1_checks_email_syntax = true;
    TestCompany company(settings);
    const std::string path = "/Customer/" + company.AddCustomer() + "/Contact";
    const auto success = [&](const char* body) {
        return BodyOf(company.CallV1("POST", path, body))["success"] == true;
    };
    EXPECT_FALSE(success(R"({"firstName":"K"})"));
    EXPECT_FALSE(success(R"({"firstName":"K","lastName":"N","emailAddress":"x"})"));
    EXPECT_TRUE(success(R"({"firstName":"K","lastName":"N","emailAddress":"x@y"})"));
}

TEST(ContactPersonV1, ThatIsNotThereAnswers200WithoutSuccess) {  // facts B3
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const std::string other = company.AddCustomer();
    const std::string id = company.AddContactPerson(customer, {{"firstName", "K"}});
    for (const auto& [method, path] : std::vector<std::pair<std::string, std::string>>{
             {"GET", "/Customer/" + customer + "/Contact/5/"},
             {"GET", "/Customer/" + other + "/Contact/" + id},
             {"DELETE", "/Customer/" + other + "/Contact/" + id},
             {"GET", "/Customer/7/Contact/"},
             {"POST", "/Customer/7/Contact/"},
             {"DELETE", "/Supplier/" + id}}) {
        const auto response = company.CallV1(method, path, "{}");
        EXPECT_EQ(response.status, 200) << path;
        EXPECT_EQ(BodyOf(response)["success"], false) << path;
        EXPECT_FALSE(BodyOf(response)["validation"]["summary"].get<std::string>().empty());
        EXPECT_FALSE(response.effect.write);
    }
    // Facts D: Sesam's delete goes to a supplier; the answer says so.
    EXPECT_THAT(company.CallV1("DELETE", "/supplier/" + id).body, HasSubstr("contact person: use"));
}

// Facts B2: DELETE below either party.
TEST(ContactPersonV1, IsDeletedThroughEitherParty) {
    TestCompany company;
    const std::string customer = company.AddCustomer();
    for (const char* party : {"Customer", "SUPPLIER"}) {
        const std::string id = company.AddContactPerson(customer, {{"firstName", "K"}});
        const auto response = company.CallV1(
            "DELETE", "/" + std::string(party) + "/" + customer + "/Contact/" + id + "/");
        EXPECT_EQ(response.body, R"({"success":true})");
        EXPECT_TRUE(response.effect.write && response.effect.deleted);
        EXPECT_EQ(response.effect.record, id);
    }
    EXPECT_EQ(BodyOf(company.CallV1("GET", "/PartyContactPerson/"))["count"], 0);
}

// Facts D: unconfirmed for a party that is only a customer.
TEST(ContactPersonV1, NeedsASupplierOnTheSupplierRouteWhenTheSettingSaysSo) {
    Settings settings;
    settings.supplier_route_accepts_customers = false;
    TestCompany company(settings);
    const std::string customer = company.AddCustomer();
    const auto response = company.CallV1("POST", "/supplier/" + customer + "/contact", "{}");
    EXPECT_EQ(BodyOf(response)["success"], false);
}

TEST(Version1, HasNoOtherOperations) {  // facts B2: PartyContactPerson is list-only
    TestCompany company;
    EXPECT_EQ(company.CallV1("GET", "/PartyContactPerson/5").status, 404);
    EXPECT_EQ(company.CallV1("POST", "/PartyContactPerson/").status, 405);
    // Not held against a document: this path is in that of the other version.
    EXPECT_FALSE(company.v1.Handle(company.V1Request("GET", "/v2/Customers")).effect.matched);
}

class V1Lists : public ::testing::Test {
  protected:
    V1Lists() {
        customer_ = company_.AddCustomer();
        other_ = company_.AddCustomer();
        for (const char* name : {"A", "B", "C", "D", "E"}) {
            company_.clock.Wait(1000);
            company_.AddContactPerson(name[0] == 'D' ? other_ : customer_,
                                      {{"lastName", name},
                                       {"emailAddress", std::string(name) + "@Example.com"},
                                       {"isPep", name[0] == 'B'}});
        }
    }

    std::string Names(const std::string& query, const std::string& path = "/PartyContactPerson/") {
        response_ = company_.CallV1("GET", path + "?" + query);
        const Json body = BodyOf(response_);
        if (body["success"] != true) return body["validation"].value("exception", "failed");
        std::string names;
        for (const Json& person : body["data"]) names += person["lastName"];
        return names + std::to_string(body["count"].get<int>());
    }

    TestCompany company_;
    http::Response response_;
    std::string customer_;
    std::string other_;
};

TEST_F(V1Lists, AreFilteredOrderedAndCut) {  // facts B3 (count), B4
    EXPECT_EQ(Names(""), "ABCDE5");
    EXPECT_EQ(response_.effect.page_size, 0);
    EXPECT_EQ(Names("$orderby=Id%20asc&$skip=2&$top=2"), "CD5");
    EXPECT_EQ(response_.effect.page_size, 2);
    EXPECT_EQ(response_.effect.total, 5);
    EXPECT_EQ(Names("%24orderby=LastName%20desc&%24top=3&%24skip=0"), "EDC5");
    EXPECT_EQ(Names("$top=0"), "5");
    EXPECT_EQ(Names("$orderby=Id&$skip=99&$top=1"), "5");
    EXPECT_EQ(Names("$filter=(LastName%20gt%20'B')&$orderby=Id%20asc&$skip=1&$top=1"), "D3");
    EXPECT_EQ(Names("$filter=(EmailAddress eq 'A@Example.com')"), "A1");
    EXPECT_EQ(Names("$filter=(EmailAddress eq 'a@example.com')"), "0");
    EXPECT_EQ(Names("$filter=(tolower(EmailAddress) eq 'a@example.com')"), "A1");
    EXPECT_EQ(Names("$filter=(IsPep eq true or startswith(LastName,'E') eq true)"), "BE2");
    EXPECT_EQ(Names("$filter=(PartyId eq " + other_ + ")"), "D1");
    EXPECT_EQ(Names("$filter=(City eq null and Id ne null)"), "ABCDE5");
}

TEST_F(V1Lists, BeginAtAMoment) {  // facts B2 (Sesam's list), B4
    EXPECT_EQ(Names("$filter=(LastChanged ge datetimeoffset'1970-01-01')"), "ABCDE5");
    EXPECT_EQ(Names("$filter=(LastChanged ge datetimeoffset'2023-11-14T22:13:24Z')"), "DE2");
    EXPECT_EQ(Names("$filter=(LastChanged gt DateTimeOffset'2023-11-14T22:13:24.0004321Z')"), "E1");
    EXPECT_EQ(Names("$filter=(LastChanged ge datetimeoffset'2024-01-01')"), "0");
    company_.CallV1("POST", "/Customer/" + customer_ + "/Contact/",
                    R"({"id":7000000001,"city":"O"})");
    EXPECT_EQ(Names("$filter=(LastChanged ge datetimeoffset'2023-11-14T22:13:24Z')"), "ADE3");
    EXPECT_EQ(Names("$filter=(LastChanged ge datetimeoffset'2023-11-14T22:13:24Z')"
                    "&$orderby=LastChanged asc,Id desc"),
              "DEA3");
}

TEST_F(V1Lists, AreRefusedWithoutAFailingStatus) {  // facts B3, B4: exception OData
    for (const char* query :
         {"$skip=1", "$skip=1&$top=1", "$skip=1&$orderby=Id", "$top=-1", "$top=x",
          "$top=", "$filter=Id eq 1", "$filter=(firstName eq 'A')", "$filter=", "$orderby=id",
          "$orderby=Id up", "$select=Id", "$Filter=(Id eq 1)", "$top=99999999999999999999"}) {
        EXPECT_EQ(Names(query), "OData") << query;
        EXPECT_EQ(response_.status, 200);
    }
}

// Facts B2: the lists of a customer and of a supplier.
TEST_F(V1Lists, AreThereForEachParty) {
    EXPECT_EQ(Names("", "/Customer/" + customer_ + "/Contact/"), "ABCE4");
    EXPECT_EQ(Names("$filter=(LastChanged gt DateTimeOffset'2023-11-14T22:13:22.0004321Z')",
                    "/supplier/" + customer_ + "/contact"),
              "CE2");
    EXPECT_EQ(Names("", "/Customer/5/Contact/"), "failed");
}

TEST(V1ListCap, IsAFailureWithoutAFailingStatus) {  // facts B4: page cap
    Settings settings;
    settings.v1_page_cap = 2;
    TestCompany company(settings);
    const std::string customer = company.AddCustomer();
    for (int i = 0; i < 3; ++i) company.AddContactPerson(customer, Json::object());
    EXPECT_EQ(BodyOf(company.CallV1("GET", "/PartyContactPerson"))["success"], false);
    EXPECT_EQ(BodyOf(company.CallV1("GET", "/PartyContactPerson?$top=2"))["count"], 3);
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
