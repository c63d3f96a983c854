// Sesam's connectors find in the mocks the APIs that they were written for: every call of theirs is
// made here as they make it, and where it is not what the API's document says, this says so.

#include <gmock/gmock.h>

#include <functional>

#include "harness/tests/testing/connector.h"

namespace plumb {
namespace {

using testing::Connector;
using Answer = Connector::Answer;
using Api = Connector::Api;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// What a list operation read before its rule for the last page let it stop.
struct Pages {
    std::vector<std::string> ids;
    int requests = 0;
};

/// users-list: $skip is the page times $top, and only an empty page is the last.
Pages ListUsers(Connector& connector, const std::string& dollar) {
    Pages pages;
    for (;; ++pages.requests) {
        const Answer page = connector.YouTrack(
            "GET", "/hub/rest/users?" + dollar + "skip=" + std::to_string(50 * pages.requests) +
                       "&" + dollar + "top=50&fields=");
        EXPECT_EQ(page.status, 200) << page.text;
        EXPECT_THAT(page.departures, IsEmpty());
        const Json users = page.body.value("users", Json::array());
        for (const Json& user : users) pages.ids.push_back(TextAt(user, "id"));
        if (users.empty()) break;
    }
    ++pages.requests;
    return pages;
}

// sesam.md 2.1, users-list.
TEST(YouTrackConnector, ListsUsersUntilAPageIsEmpty) {
    struct Case {
        int users;
        int requests;  ///< one more than there are pages with users
    };
    for (const Case& c : {Case{0, 1}, Case{49, 2}, Case{50, 2}, Case{101, 4}}) {
        Connector connector;
        for (int i = 0; i < c.users; ++i) connector.AddUser("user" + std::to_string(i));
        for (const char* dollar : {"$", "%24"}) {
            const Pages pages = ListUsers(connector, dollar);
            EXPECT_EQ(pages.requests, c.requests) << c.users << " " << dollar;
            const std::set<std::string> different(pages.ids.begin(), pages.ids.end());
            EXPECT_EQ(different.size(), static_cast<std::size_t>(c.users));
        }
    }
}

// sesam.md 2.1, users-insert, users-lookup and users-update.
TEST(YouTrackConnector, InsertsLooksUpAndUpdatesAUser) {
    Connector connector;
    const Json entity = {
        {"login", "ann"}, {"name", "Ann"}, {"profile", {{"email", {{"email", "ann@a.example"}}}}}};
    const Answer inserted = connector.YouTrack("POST", "/hub/rest/users", entity);
    EXPECT_EQ(inserted.status, 200);
    EXPECT_THAT(inserted.departures, IsEmpty());
    const std::string user = "/hub/rest/users/" + TextAt(inserted.body, "id");
    const Answer updated = connector.YouTrack("POST", user, {{"name", "Ann B"}});
    EXPECT_EQ(updated.status, 200) << "an update is a POST";
    EXPECT_THAT(updated.departures, IsEmpty());
    const Answer found = connector.YouTrack("GET", user + "?fields=");
    EXPECT_THAT(found.departures, IsEmpty());
    EXPECT_EQ(found.body["name"], "Ann B");
    EXPECT_EQ(TextAt(found.body, "profile.email.email"), "ann@a.example");
}

// sesam.md 2.1, usersyoutrack-list: it asks for no ringId, which alone would lead to the user in
// Hub: a defect of the connector.
TEST(YouTrackConnector, ListsYouTracksOwnUsersWithoutTheirIdInHub) {
    Connector connector;
    connector.AddUser("ann");
    const std::string fields = "&fields=id,login,fullName,email";
    const Answer page = connector.YouTrack("GET", "/api/users?$skip=0&$top=50" + fields);
    EXPECT_THAT(page.departures, IsEmpty());
    ASSERT_EQ(page.body.size(), 1u) << page.text;
    EXPECT_EQ(page.body[0]["login"], "ann");
    EXPECT_FALSE(page.body[0].contains("ringId"));
    EXPECT_EQ(connector.YouTrack("GET", "/api/users?$skip=50&$top=50" + fields).body.size(), 0u);
}

/// customers-list: an empty page or one that is not full is the last.
Pages ListCustomers(Connector& connector, std::size_t page_size, const std::string& since = "") {
    Pages pages;
    for (;;) {
        ++pages.requests;
        std::string target = "customers?pageNumber=" + std::to_string(pages.requests) +
                             "&pageSize=" + std::to_string(page_size) +
                             "&useDatabaseValidation=false";
        if (!since.empty()) target += "&lastChangedDateTimeOffsetGreaterThan=" + since;
        const Answer page = connector.V2("GET", target);
        EXPECT_THAT(page.status, ::testing::AnyOf(200, 204)) << page.text;
        EXPECT_THAT(page.departures, IsEmpty());
        for (const Json& customer : page.body) pages.ids.push_back(Dump(customer["Id"]));
        if (page.body.size() < page_size) return pages;
    }
}

// sesam.md 2.2, list.
TEST(CustomersConnector, ListsUntilAPageIsNotFull) {
    Connector connector;
    EXPECT_EQ(ListCustomers(connector, 5000).requests, 1) << "204 is an empty page";
    for (const char* name : {"a", "b", "c", "d"}) connector.AddCustomer(name);
    struct Case {
        std::size_t page_size;
        int requests;
    };
    for (const Case& c : {Case{5000, 1}, Case{3, 2}, Case{2, 3}, Case{4, 2}}) {
        const Pages pages = ListCustomers(connector, c.page_size);
        EXPECT_EQ(pages.requests, c.requests) << c.page_size;
        EXPECT_EQ(pages.ids.size(), 4u);
    }
}

// sesam.md 2.2, list: since.
TEST(CustomersConnector, ListsWhatChangedAfterTheLastThatItSaw) {
    Connector connector;
    const std::string first = connector.AddCustomer("a");
    const std::string second = connector.AddCustomer("b");
    const auto changed = [&](const std::string& id) {
        return TextAt(connector.V2("GET", "customers/" + id).body, "LastChangedDateTimeOffset");
    };
    EXPECT_THAT(ListCustomers(connector, 5000, changed(first)).ids, ElementsAre(second));
    EXPECT_THAT(ListCustomers(connector, 5000, changed(second)).ids, IsEmpty())
        << "strictly greater";
}

// sesam.md 2.2, insert, lookup and delete.
TEST(CustomersConnector, InsertsLooksUpAndDeletesACustomer) {
    Connector connector;
    const Answer inserted =
        connector.V2("POST", "customers", {{"Name", "A"}, {"EmailAddress", "a@a.example"}});
    EXPECT_EQ(inserted.status, 201);
    EXPECT_THAT(inserted.departures, IsEmpty());
    const std::string customer = "customers/" + Dump(inserted.body["Id"]);
    const Answer found = connector.V2("GET", customer);
    EXPECT_EQ(found.body, inserted.body);
    EXPECT_THAT(found.departures, IsEmpty());
    const Answer deleted = connector.V2("DELETE", customer);
    EXPECT_EQ(deleted.status, 200);
    EXPECT_THAT(deleted.departures, IsEmpty());
    EXPECT_EQ(connector.V2("GET", customer).status, 404);
}

Json Replace(const std::string& member, const Json& value) {
    return {{"op", "replace"}, {"path", "/" + member}, {"value", value}};
}

// sesam.md 2.2, update.
TEST(CustomersConnector, ReplacesEveryPropertyOfTheEntityAndAnAddressWhole) {
    Connector connector;
    const std::string customer = "customers/" + connector.AddCustomer("a");
    const Json address = {{"addressLine1", "Storgata 1"}, {"city", "Oslo"}, {"zipCode", "0155"}};
    const Answer updated =
        connector.V2("PATCH", customer,
                     {Replace("Name", "B"), Replace("EmailAddress", "b@a.example"),
                      Replace("PhoneNumber", nullptr), Replace("MailAddress", address)});
    EXPECT_EQ(updated.status, 200) << updated.text;
    EXPECT_EQ(updated.body["Name"], "B");
    EXPECT_EQ(TextAt(updated.body, "MailAddress.City"), "Oslo") << "lower camel case is read";
    EXPECT_THAT(updated.departures, ElementsAre(HasSubstr("media type 'application/json'")))
        << "and nothing else";
    const Json city = {{"City", "Bergen"}, {"ZipCode", "5003"}};
    const Answer shorter =
        connector.V2("PATCH", customer, Json::array({Replace("MailAddress", city)}));
    ASSERT_EQ(shorter.status, 200) << shorter.text;
    EXPECT_EQ(shorter.body["MailAddress"]["AddressLine1"], Json()) << "replaced whole";
}

std::string SinceFilter(const std::string& date) {
    return "partycontactperson?$filter=(LastChanged%20ge%20datetimeoffset'" + date + "')";
}

// sesam.md 2.3, collect.
TEST(ContactPersonConnector, ReadsEverythingSinceADateInOneRequest) {
    Connector connector;
    const std::string customer = connector.AddCustomer("a");
    for (int i = 0; i < 60; ++i) {
        connector.V1("POST", "supplier/" + customer + "/contact", {{"lastName", "B"}});
    }
    const Answer all = connector.V1("GET", SinceFilter("1970-01-01"));
    EXPECT_THAT(all.departures, IsEmpty());
    ASSERT_EQ(all.body["data"].size(), 60u);
    const std::string changed = TextAt(all.body["data"][0], "lastChanged");
    const Answer again = connector.V1("GET", SinceFilter(changed.substr(0, 10)));
    EXPECT_EQ(again.body["data"].size(), 60u) << "the whole day is read again";
    EXPECT_EQ(connector.V1("GET", SinceFilter("2999-01-01")).body["count"], 0);
}

// sesam.md 2.3, insert and update, lookup.
TEST(ContactPersonConnector, InsertsAndUpdatesWithOneOperationAndLooksUp) {
    Connector connector;
    const std::string contacts = "supplier/" + connector.AddCustomer("a") + "/contact";
    const Answer inserted =
        connector.V1("POST", contacts, {{"firstName", "Ann"}, {"emailAddress", "a@a.example"}});
    EXPECT_EQ(inserted.status, 200);
    EXPECT_THAT(inserted.departures, IsEmpty());
    const Json id = inserted.body["data"]["id"];
    const Answer updated =
        connector.V1("POST", contacts, {{"id", id}, {"emailAddress", "b@a.example"}});
    EXPECT_THAT(updated.departures, IsEmpty());
    EXPECT_EQ(updated.body["data"]["id"], id);
    const Answer found = connector.V1("GET", contacts + "/" + Dump(id));
    EXPECT_THAT(found.departures, IsEmpty());
    EXPECT_EQ(found.body["data"]["emailAddress"], "b@a.example");
    EXPECT_EQ(found.body["data"]["firstName"], "Ann");
}

// sesam.md 2.3, delete: the delete properties of the template say "supplier": it would delete a
// supplier with the id of a contact person. No setting lets that through.
TEST(ContactPersonConnector, DeletesASupplierInsteadWhichIsFlaggedAndDoesNothing) {
    Connector connector;
    const std::string contacts = "supplier/" + connector.AddCustomer("a") + "/contact";
    const Answer inserted = connector.V1("POST", contacts, {{"lastName", "B"}});
    const std::string id = Dump(inserted.body["data"]["id"]);
    const Answer deleted = connector.V1("DELETE", "supplier/" + id);
    EXPECT_FALSE(deleted.Accepted());
    EXPECT_THAT(deleted.text, HasSubstr("id of a contact person"));
    EXPECT_THAT(deleted.departures, ElementsAre(HasSubstr("no document has this operation")));
    EXPECT_TRUE(connector.V1("GET", contacts + "/" + id).Accepted());
}

// sesam.md 2.2 and 2.3, OAuth2.
TEST(PowerOfficeConnectors, GetATokenOfEachVersion) {
    Connector connector;
    for (const Api api : {Api::kV2, Api::kV1}) {
        const Answer token = connector.GetToken(api);
        EXPECT_EQ(token.status, 200);
        EXPECT_EQ(token.body["expires_in"], 1200);
        EXPECT_THAT(token.departures, IsEmpty());
    }
    EXPECT_NE(connector.GetToken(Api::kV2).text, connector.GetToken(Api::kV1).text);
}

/// A call of a connector that is not what the API's document says, and the setting of the mock that
/// lets it through. The list is complete for what is known of the connectors.
struct KnownDeparture {
    const char* name;
    const char* accepting;  ///< settings
    const char* refusing;
    const char* departure;  ///< "" where no document can tell, but only its text
    std::function<Answer(Connector&)> call;
};

void PrintTo(const KnownDeparture& known, std::ostream* out) {
    *out << known.name;
}

const std::vector<KnownDeparture>& KnownDepartures() {
    static const std::vector<KnownDeparture> all{
        {"DeletesAUserWithoutASuccessor", "youtrack: {require_successor: false}",
         "youtrack: {require_successor: true}", "query parameter 'successor': is missing",
         [](Connector& connector) {
             return connector.YouTrack("DELETE", "/hub/rest/users/" + connector.AddUser("ann"));
         }},
        {"UpdatesAUserWithItsIdInTheBody", "youtrack: {refuse_read_only: false}",
         "youtrack: {refuse_read_only: true}", "body /id: is read-only",
         [](Connector& connector) {
             const std::string id = connector.AddUser("ann");
             return connector.YouTrack("POST", "/hub/rest/users/" + id,
                                       {{"id", id}, {"name", "Ann"}});
         }},
        {"InsertsACustomerWithoutEmailForPrint", "poweroffice-go: {choices_ignore_case: true}",
         "poweroffice-go: {choices_ignore_case: false}",
         "body /InvoiceDeliveryType: is \"print\", none of",
         [](Connector& connector) {
             return connector.V2("POST", "customers",
                                 {{"Name", "A"}, {"InvoiceDeliveryType", "print"}});
         }},
        {"PatchesWithPlainJson", "poweroffice-go: {patch_accepts_plain_json: true}",
         "poweroffice-go: {patch_accepts_plain_json: false}",
         "body: has the media type 'application/json', not application/json-patch+json",
         [](Connector& connector) {
             return connector.V2("PATCH", "customers/" + connector.AddCustomer("a"),
                                 Json::array({Replace("Name", "B")}));
         }},
        {"ReplacesWhatNobodyCanWrite", "poweroffice-go: {patch_ignores_read_only: true}",
         "poweroffice-go: {patch_ignores_read_only: false}",
         "body /0 (/IsActive): has the member 'IsActive', which is not documented",
         [](Connector& connector) {
             return connector.V2("PATCH", "customers/" + connector.AddCustomer("a"),
                                 Json::array({Replace("IsActive", true), Replace("PaymentTerm", 14),
                                              Replace("Name", "B")}));
         }},
        {"ReplacesAnAddressWithWhatItReadOfIt",
         "poweroffice-go: {refuse_read_only_in_address: false}",
         "poweroffice-go: {refuse_read_only_in_address: true}",
         "body /0 (/MailAddress): has the member 'id', which is not documented",
         [](Connector& connector) {
             const Json address = {{"id", 5}, {"city", "Oslo"}, {"zipCode", "0155"}};
             return connector.V2("PATCH", "customers/" + connector.AddCustomer("a"),
                                 Json::array({Replace("MailAddress", address)}));
         }},
        {"WritesAContactPersonWithItsPartyId", "poweroffice-go: {v1_refuses_read_only: false}",
         "poweroffice-go: {v1_refuses_read_only: true}", "body /partyId: is read-only",
         [](Connector& connector) {
             const std::string customer = connector.AddCustomer("a");
             return connector.V1("POST", "supplier/" + customer + "/contact",
                                 {{"partyId", std::stoll(customer)}, {"lastName", "B"}});
         }},
        {"WritesContactPersonsOfCustomersAsThoseOfSuppliers",
         "poweroffice-go: {supplier_route_accepts_customers: true}",
         "poweroffice-go: {supplier_route_accepts_customers: false}", "",
         [](Connector& connector) {
             return connector.V1("POST", "supplier/" + connector.AddCustomer("a") + "/contact",
                                 {{"lastName", "B"}});
         }},
    };
    return all;
}

class ConnectorDepartures : public ::testing::TestWithParam<KnownDeparture> {};

// sesam.md 2.1 to 2.3, against the facts about both systems.
TEST_P(ConnectorDepartures, AreToldAndLetThroughByASettingOnly) {
    const KnownDeparture& known = GetParam();
    Connector lenient(known.accepting);
    const Answer accepted = known.call(lenient);
    EXPECT_TRUE(accepted.Accepted()) << accepted.status << " " << accepted.text;
    Connector strict(known.refusing);
    const Answer refused = known.call(strict);
    EXPECT_FALSE(refused.Accepted()) << refused.status << " " << refused.text;
    if (*known.departure == '\0') {
        EXPECT_THAT(accepted.departures, IsEmpty());
        return;
    }
    EXPECT_THAT(accepted.departures, Contains(HasSubstr(known.departure)));
    EXPECT_THAT(refused.departures, Contains(HasSubstr(known.departure)));
    EXPECT_THAT(refused.departures, Not(Contains(HasSubstr("response "))))
        << "the mock keeps to it";
}

TEST_P(ConnectorDepartures, AreAcceptedByDefaultUnlessClientsOrTheDocumentSayOtherwise) {
    const std::string name = GetParam().name;
    const bool by_default =
        name != "DeletesAUserWithoutASuccessor" && name != "ReplacesWhatNobodyCanWrite";
    Connector connector;
    EXPECT_EQ(GetParam().call(connector).Accepted(), by_default);
}

INSTANTIATE_TEST_SUITE_P(Known, ConnectorDepartures, ::testing::ValuesIn(KnownDepartures()),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace plumb
