// What no source confirms, the other way round than by default. The facts are cited by section.

#include <gmock/gmock.h>

#include "mocks/poweroffice/test_company.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::HasSubstr;

/// Settings that differ from the defaults in one member.
template <class Member, class Value>
Settings With(Member Settings::*member, Value value) {
    Settings settings;
    settings.*member = std::move(value);
    return settings;
}

constexpr const char* kCustomer = R"({"Name":"A","EmailAddress":"a@b","Shoe":1})";

// A2.6: an invalid privilege is named in the token, and answers 403.
TEST(Unconfirmed, AnInvalidPrivilegeIsNoPrivilege) {
    Settings settings;
    settings.roles = {"Customer", "Customer_Full"};
    settings.invalid_roles = {"Customer_Full"};
    TestCompany company(settings);
    EXPECT_EQ(company.CallV2("POST", "/v2/Customers", kCustomer).status, 403);
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers").status, 204);
}

// A2.5: the status for a wrong subscription key.
TEST(Unconfirmed, AWrongSubscriptionKeyMayAnswer403) {
    TestCompany company(With(&Settings::bad_subscription_key_status, 403));
    http::Request request = company.V2Request("GET", "/v2/Customers");
    request.headers["ocp-apim-subscription-key"] = "wrong";
    EXPECT_EQ(company.v2.Handle(request).status, 403);
}

// A3, B3: whether 429 comes with Retry-After.
TEST(Unconfirmed, TooManyRequestsMayNotSayHowLongToWait) {
    for (const bool says : {true, false}) {
        Settings settings = With(&Settings::send_retry_after, says);
        settings.v1_requests_per_second = settings.v2_requests_per_second = 1;
        TestCompany company(settings);
        company.CallV2("GET", "/v2/Customers");
        company.CallV1("GET", "/PartyContactPerson");
        const auto v2 = company.CallV2("GET", "/v2/Customers");
        const auto v1 = company.CallV1("GET", "/PartyContactPerson");
        EXPECT_EQ(v2.status, 429);
        EXPECT_EQ(v1.status, 429);
        EXPECT_EQ(v2.headers.size(), says ? 1U : 0U);
        EXPECT_EQ(v1.headers.size(), says ? 1U : 0U);
    }
}

// B1: the answers to keys that do not match and to a token that is worth nothing.
TEST(Unconfirmed, Version1MayRefuseKeysAndTokensWithOtherStatuses) {
    Settings settings = With(&Settings::v1_bad_keys_status, 401);
    settings.v1_unauthorized_status = 403;
    TestCompany company(settings);
    http::Request keys = company.TokenRequest(true);
    keys.headers["authorization"] = "Basic YXBwOndyb25n";  // app:wrong
    EXPECT_EQ(company.v1.Handle(keys).status, 401);
    EXPECT_EQ(company.v2.Handle(keys).status, 400);
    EXPECT_EQ(company.v1.Handle(TestCompany::RequestOf("GET", "/PartyContactPerson")).status, 403);
}

// A4: the status for a page that no list has.
TEST(Unconfirmed, APageOutOfRangeMayAnswerAnotherStatus) {
    TestCompany company(With(&Settings::bad_page_status, 422));
    for (const char* query : {"PageSize=20001", "PageSize=0", "PageNumber=0", "PageNumber=x"}) {
        const std::string target = std::string("/v2/Customers?") + query;
        EXPECT_EQ(company.v2.Handle(company.V2Request("GET", target)).status, 422) << query;
    }
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers?OrderBy=Shoe").status, 400);
}

Json NumbersOf(TestCompany& company, const std::string& query) {
    Json numbers = Json::array();
    for (const Json& customer : BodyOf(company.CallV2("GET", "/v2/Customers" + query)))
        numbers.push_back(customer["Number"]);
    return numbers;
}

// A4: how OrderBy says that it descends.
TEST(Unconfirmed, AnOrderMayDescendByAnotherForm) {
    const std::pair<DescendingForm, const char*> forms[] = {
        {DescendingForm::kDesc, "Id%20desc"},
        {DescendingForm::kDescending, "Id%20Descending"},
        {DescendingForm::kMinus, "-Id"}};
    for (const auto& [form, own] : forms) {
        TestCompany company(With(&Settings::v2_descending_form, form));
        company.AddCustomer();
        company.AddCustomer();
        EXPECT_EQ(NumbersOf(company, "?OrderBy=Id"), Json({10000, 10001}));
        for (const auto& [other, written] : forms) {
            const std::string query = std::string("?OrderBy=") + written;
            if (written == own) {
                EXPECT_EQ(NumbersOf(company, query), Json({10001, 10000})) << written;
                continue;
            }
            EXPECT_EQ(company.v2.Handle(company.V2Request("GET", "/v2/Customers" + query)).status,
                      400)
                << written << " instead of " << own;
        }
    }
}

// A4: the order of a list that asks for none.
TEST(Unconfirmed, AListMayHaveAnotherOrderOfItsOwn) {
    const std::pair<DefaultOrder, Json> orders[] = {
        {DefaultOrder::kId, {10000, 10001, 10002}},
        {DefaultOrder::kIdDescending, {10002, 10001, 10000}},
        {DefaultOrder::kLastChanged, {10001, 10002, 10000}}};
    for (const auto& [order, expected] : orders) {
        TestCompany company(With(&Settings::v2_default_order, order));
        const std::string first = company.AddCustomer();
        company.AddCustomer();
        company.AddCustomer();
        company.CallV2("PATCH", "/v2/Customers/" + first,
                       R"([{"op":"replace","path":"/Name","value":"B"}])");
        EXPECT_EQ(NumbersOf(company, ""), expected);
        EXPECT_EQ(NumbersOf(company, "?PageSize=1&PageNumber=2"), Json::array({expected[1]}));
        EXPECT_EQ(NumbersOf(company, "?OrderBy=Id"), Json({10000, 10001, 10002}));
        for (const char* name : {"K", "L"}) company.AddContactPerson(first, {{"firstName", name}});
        const Json persons = BodyOf(company.CallV2("GET", "/v2/ContactPersons"));
        EXPECT_EQ(persons[0]["FirstName"], order == DefaultOrder::kIdDescending ? "L" : "K");
    }
}

// A6, "PATCH": all of it or nothing.
TEST(Unconfirmed, APatchMayStayHalfDone) {
    for (const bool atomic : {true, false}) {
        TestCompany company(With(&Settings::patch_is_atomic, atomic));
        const std::string path = "/v2/Customers/" + company.AddCustomer();
        const auto half = company.CallV2("PATCH", path,
                                         R"([{"op":"replace","path":"/Name","value":"B"},
                                             {"op":"test","path":"/Name","value":"C"},
                                             {"op":"replace","path":"/Name","value":"D"}])");
        EXPECT_EQ(half.status, 400);
        EXPECT_THAT(half.body, HasSubstr("Operation 2"));
        EXPECT_EQ(half.effect.write, !atomic) << "the log tells of what was done";
        EXPECT_EQ(BodyOf(company.CallV2("GET", path))["Name"], atomic ? "Parent" : "B");
        const auto nothing =
            company.CallV2("PATCH", path, R"([{"op":"test","path":"/Name","value":"C"}])");
        EXPECT_EQ(nothing.status, 400);
        EXPECT_FALSE(nothing.effect.write);
        const auto whole = company.CallV2("PATCH", path,
                                          R"([{"op":"replace","path":"/Name","value":"E"},
                                              {"op":"test","path":"/Name","value":"E"}])");
        EXPECT_EQ(whole.status, 200);
        EXPECT_TRUE(whole.effect.write);
        EXPECT_EQ(BodyOf(whole)["Name"], "E");
        EXPECT_EQ(company.CallV2("PATCH", path, "[]").status, 200);
    }
}

// A6, "Filters": those of a newer document only.
TEST(Unconfirmed, NewerFiltersMayMeanNothing) {
    for (const bool has : {true, false}) {
        TestCompany company(With(&Settings::has_newer_filters, has));
        company.AddCustomer();
        for (const char* name : {"emailAddresses", "phoneNumbers", "organizationNumbers"}) {
            const std::string target = std::string("/v2/Customers?") + name + "=5";
            EXPECT_EQ(company.CallV2("GET", target).status, has ? 204 : 200) << name;
        }
    }
}

// A6, "LastChanged": the exact form of a time stamp.
TEST(Unconfirmed, TimeStampsMayHaveFewerDigits) {
    const std::pair<int, const char*> forms[] = {{7, "2023-11-14T22:13:20.0004321Z"},
                                                 {3, "2023-11-14T22:13:20.000Z"},
                                                 {0, "2023-11-14T22:13:20Z"}};
    for (const auto& [digits, stamp] : forms) {
        TestCompany company(With(&Settings::v2_fraction_digits, digits));
        company.AddCustomer();
        const Json customer = BodyOf(company.CallV2("GET", "/v2/Customers"))[0];
        EXPECT_EQ(customer["LastChangedDateTimeOffset"], stamp);
        EXPECT_EQ(customer["CustomerCreatedDateTimeOffset"], stamp);
    }
}

// A5: the status of a patch whose test fails.
TEST(Unconfirmed, AFailedTestOfAPatchMayAnswer409) {
    TestCompany company(With(&Settings::failed_test_status, 409));
    const std::string path = "/v2/Customers/" + company.AddCustomer();
    const auto patched = [&](const char* patch) {
        return company.v2.Handle(company.V2Request("PATCH", path, patch)).status;
    };
    EXPECT_EQ(patched(R"([{"op":"test","path":"/Name","value":"B"}])"), 409);
    EXPECT_EQ(patched(R"([{"op":"test","path":"/Name","value":"Parent"}])"), 200);
    EXPECT_EQ(patched(R"([{"op":"replace","path":"/Shoe","value":"B"}])"), 400);
}

// A6, A7: one address, one record; stored as sent.
TEST(Unconfirmed, AnAddressMayBelongToOneRecordAlone) {
    Settings settings = With(&Settings::customer_email_unique, true);
    settings.contact_person_email_unique = true;
    TestCompany company(settings);
    const auto add = [&] {
        return company.CallV2("POST", "/v2/Customers", R"({"Name":"A","EmailAddress":"a@b"})");
    };
    EXPECT_EQ(add().status, 201);
    EXPECT_EQ(add().status, 400);
    const std::string customer = company.AddCustomer();
    const std::string path = "/v2/Customers/" + customer;
    const char* take = R"([{"op":"replace","path":"/EmailAddress","value":"A@B"}])";
    EXPECT_EQ(company.CallV2("PATCH", path, take).status, 400);
    const char* own = R"([{"op":"replace","path":"/EmailAddress","value":"c@b"}])";
    EXPECT_EQ(company.CallV2("PATCH", path, own).status, 200);
    EXPECT_EQ(company.CallV2("PATCH", path, own).status, 200) << "its own address";

    const auto add_person = [&] {
        return BodyOf(company.CallV1("POST", "/Customer/" + customer + "/Contact",
                                     R"({"emailAddress":"a@b"})"));
    };
    EXPECT_EQ(add_person()["success"], true) << "a customer's address is no contact person's";
    EXPECT_EQ(add_person()["validation"]["exception"], "ApiUniqueConstraint");
}

// Facts A6, "E-mail uniqueness": the stored letter case is unconfirmed.
TEST(Unconfirmed, AnAddressMayLoseItsLetterCase) {
    for (const bool keeps : {true, false}) {
        TestCompany company(With(&Settings::keeps_email_case, keeps));
        company.CallV2("POST", "/v2/Customers", R"({"Name":"A","EmailAddress":"Kari@B"})");
        company.AddContactPerson(company.AddCustomer(), {{"emailAddress", "Kari@B"}});
        const char* stored = keeps ? "Kari@B" : "kari@b";
        EXPECT_EQ(BodyOf(company.CallV2("GET", "/v2/Customers"))[0]["EmailAddress"], stored);
        const Json persons = BodyOf(company.CallV1("GET", "/PartyContactPerson"));
        EXPECT_EQ(persons["data"][0]["emailAddress"], stored);
    }
}

// A7: whether a contact person is active from the start.
TEST(Unconfirmed, AContactPersonMayBeginInactive) {
    for (const bool active : {true, false}) {
        TestCompany company(With(&Settings::contact_person_is_active, active));
        const std::string customer = company.AddCustomer();
        company.AddContactPerson(customer, {{"firstName", "K"}});
        company.CallV2("POST", "/v2/ContactPersons/" + customer,
                       R"({"FirstName":"K","LastName":"N"})");
        company.AddContactPerson(customer, {{"isActive", true}});
        const Json persons = BodyOf(company.CallV2("GET", "/v2/ContactPersons"));
        EXPECT_EQ(persons[0]["IsActive"], active);
        EXPECT_EQ(persons[1]["IsActive"], active);
        EXPECT_EQ(persons[2]["IsActive"], true);
    }
}

// B4: how many records a list has whose request names no $top.
TEST(Unconfirmed, AListWithoutTopMayBeCut) {
    TestCompany company(With(&Settings::v1_default_top, 2));
    const std::string customer = company.AddCustomer();
    for (int i = 0; i < 3; ++i) company.AddContactPerson(customer, {{"firstName", "K"}});
    const std::string paths[] = {"/PartyContactPerson", "/Customer/" + customer + "/Contact"};
    for (const std::string& path : paths) {
        const Json cut = BodyOf(company.CallV1("GET", path));
        EXPECT_EQ(cut["data"].size(), 2U);
        EXPECT_EQ(cut["count"], 3);
        EXPECT_EQ(BodyOf(company.CallV1("GET", path + "?$top=3"))["data"].size(), 3U);
    }
}

// B2: what an update of a contact person omits.
TEST(Unconfirmed, AnUpdateOfVersion1MayClearWhatItOmits) {
    for (const bool keeps : {true, false}) {
        TestCompany company(With(&Settings::v1_update_keeps_omitted, keeps));
        const std::string customer = company.AddCustomer();
        const std::string person =
            company.AddContactPerson(customer, {{"firstName", "K"}, {"city", "Oslo"}});
        const auto response = company.CallV1("POST", "/Customer/" + customer + "/Contact",
                                             R"({"id":)" + person + R"(,"lastName":"N"})");
        const Json shown = BodyOf(response)["data"];
        EXPECT_EQ(shown["lastName"], "N");
        EXPECT_EQ(shown.contains("firstName"), keeps);
        EXPECT_EQ(shown.contains("city"), keeps);
    }
}

// A4: a page behind the last one.
TEST(Unconfirmed, APageBehindTheEndMayBeAnEmptyList) {
    for (const bool list : {true, false}) {
        TestCompany company(With(&Settings::page_behind_the_end_is_a_list, list));
        EXPECT_EQ(company.CallV2("GET", "/v2/Customers").status, 204) << "nothing matches";
        company.AddCustomer();
        const auto behind = company.CallV2("GET", "/v2/Customers?PageNumber=2");
        EXPECT_EQ(behind.status, list ? 200 : 204);
        EXPECT_EQ(behind.body, list ? "[]" : "");
    }
}

// A6, "Filters": the letter case of their values.
TEST(Unconfirmed, FiltersMayIgnoreCase) {
    for (const bool ignores : {true, false}) {
        TestCompany company(With(&Settings::filters_ignore_case, ignores));
        company.CallV2("POST", "/v2/Customers", R"({"Name":"A","EmailAddress":"Kari@b"})");
        EXPECT_EQ(company.CallV2("GET", "/v2/Customers?emailAddresses=kARI@b").status,
                  ignores ? 200 : 204);
        EXPECT_EQ(company.CallV2("GET", "/v2/Customers?emailAddresses=Kari@b").status, 200);
    }
}

// A6, "additionalProperties" and the syntax of a customer's address.
TEST(Unconfirmed, AStricterServerRefusesMembersAndAddresses) {
    TestCompany members(With(&Settings::refuse_unknown_members, true));
    const auto refused = members.CallV2("POST", "/v2/Customers", kCustomer);
    EXPECT_EQ(refused.status, 400);
    EXPECT_THAT(refused.body, HasSubstr("Shoe"));

    TestCompany addresses(With(&Settings::v2_checks_customer_email, true));
    EXPECT_EQ(addresses.CallV2("POST", "/v2/Customers", kCustomer).status, 201);
    EXPECT_EQ(
        addresses.CallV2("POST", "/v2/Customers", R"({"Name":"A","EmailAddress":"no address"})")
            .status,
        400);
}

// A7: a second IsDefault.
TEST(Unconfirmed, SeveralContactPersonsMayBeTheDefault) {
    for (const bool one : {true, false}) {
        TestCompany company(With(&Settings::one_default_contact_person, one));
        const std::string path = "/v2/ContactPersons/" + company.AddCustomer();
        for (int i = 0; i < 2; ++i) {
            company.CallV2("POST", path, R"({"FirstName":"K","LastName":"N","IsDefault":true})");
        }
        int defaults = 0;
        for (const Json& person : BodyOf(company.CallV2("GET", "/v2/ContactPersons")))
            defaults += person["IsDefault"] == true ? 1 : 0;
        EXPECT_EQ(defaults, one ? 1 : 2);
    }
}

// A8: version 1 reads from a replica; that version 2 does too is unconfirmed.
TEST(Unconfirmed, Version2MayNotLag) {
    Settings settings = With(&Settings::v2_lags, false);
    settings.replica_lag_ms = 1000;
    TestCompany company(settings);
    const std::string customer = company.AddCustomer();
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers/" + customer).status, 200);
    company.AddContactPerson(customer, {{"firstName", "K"}});
    EXPECT_EQ(company.CallV2("GET", "/v2/ContactPersons").status, 200);
    EXPECT_EQ(BodyOf(company.CallV1("GET", "/PartyContactPerson"))["count"], 0);
}

// B3: what is not there. The envelope says so, whatever the status.
TEST(Unconfirmed, WhatIsNotThereMayAnswer404InVersion1) {
    TestCompany company(With(&Settings::v1_not_found_status, 404));
    const std::string customer = company.AddCustomer();
    const auto response = company.CallV1("GET", "/Customer/" + customer + "/Contact/5");
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(BodyOf(response)["success"], false);
    EXPECT_EQ(company.CallV1("GET", "/PartyContactPerson").status, 200);
}

// B5: lastChanged with a blank before the offset, or without.
TEST(Unconfirmed, ATimeStampOfVersion1MayHaveNoBlank) {
    TestCompany company(With(&Settings::v1_blank_before_offset, false));
    company.AddContactPerson(company.AddCustomer(), {{"firstName", "K"}});
    EXPECT_EQ(BodyOf(company.CallV1("GET", "/PartyContactPerson"))["data"][0]["lastChanged"],
              "2023-11-14T22:13:20+00:00");
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
