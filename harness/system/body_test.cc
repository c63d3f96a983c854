#include "harness/system/body.h"

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/system/test_profile.h"

namespace plumb::system {
namespace {

class Body : public ::testing::Test {
  protected:
    const target::Profile hub_ = ShippedProfile("youtrack");
    const target::Profile poweroffice_ = ShippedProfile("poweroffice-go");
    const target::Entity& users_ = *hub_.FindEntity("users");
    const target::Entity& customers_ = *poweroffice_.FindEntity("customers");
    const target::Entity& persons_ = *poweroffice_.FindEntity("contactperson");
};

TEST_F(Body, OfACreateHasTheMembersThatEveryCreateHas) {
    EXPECT_EQ(CreateBody(customers_, {{"Name", "A"}, {"EmailAddress", "a@b.no"}}),
              Json({{"Name", "A"}, {"EmailAddress", "a@b.no"}, {"IsPerson", false}}));
    EXPECT_EQ(CreateBody(customers_, {{"IsPerson", true}, {"EmailAddress", "a@b.no"}}),
              Json({{"IsPerson", true},
                    {"EmailAddress", "a@b.no"},
                    {"FirstName", "Kari"},
                    {"LastName", "Nordmann"}}));
}

TEST_F(Body, OfACreateStandsInForAnEmptyValue) {
    for (const Json& empty :
         {Json::object(), Json{{"EmailAddress", nullptr}}, Json{{"EmailAddress", ""}}}) {
        EXPECT_EQ(CreateBody(customers_, empty)["InvoiceDeliveryType"], "Print") << empty;
    }
    const Json said = {{"InvoiceDeliveryType", "EHF"}};
    EXPECT_EQ(CreateBody(customers_, said)["InvoiceDeliveryType"], "EHF");
}

TEST_F(Body, GivesAnEmailItsType) {
    const Json fields = {{"login", "a"}, {"profile", {{"email", {{"email", "a@b.no"}}}}}};
    const Json body = CreateBody(users_, fields);
    EXPECT_EQ(body["profile"]["email"], Json({{"email", "a@b.no"}, {"type", "EmailJSON"}}));
    EXPECT_EQ(body["type"], "user");
    EXPECT_FALSE(CreateBody(users_, {{"login", "a"}}).contains("profile"));
}

TEST_F(Body, OfAUserNamesTheAuthenticationModuleThatTheTargetGives) {
    const auto given = [](const std::string& key) { return key == "auth_module" ? "m-1" : ""; };
    EXPECT_EQ(CreateBody(users_, {{"login", "ada"}}, given)["details"],
              Json::parse(R"([{"type": "LoginuserdetailsJSON", "login": "ada",
                               "authModule": {"id": "m-1"}}])"));
    EXPECT_FALSE(CreateBody(users_, {{"login", "ada"}}).contains("details"));
}

TEST_F(Body, OfAMergeHoldsOnlyTheChanges) {
    EXPECT_EQ(MergeBody(users_, {{"profile.email.email", "x@y.no"}, {"name", "X"}}),
              Json({{"name", "X"},
                    {"profile", {{"email", {{"email", "x@y.no"}, {"type", "EmailJSON"}}}}}}));
    EXPECT_EQ(MergeBody(users_, {{"profile.email.email", std::nullopt}}),
              Json({{"profile", {{"email", nullptr}}}}));
    EXPECT_EQ(MergeBody(users_, {{"name", std::nullopt}}), Json({{"name", nullptr}}));
}

TEST_F(Body, OfAWholeUpdateKeepsTheIdAndDropsWhatIsReadOnly) {
    const Json record = {
        {"id", 7}, {"partyId", 1}, {"lastChanged", "2023"}, {"city", "Oslo"}, {"firstName", "A"}};
    EXPECT_EQ(WholeBody(persons_, record, {{"city", std::nullopt}, {"firstName", "B"}}),
              Json({{"id", 7}, {"city", nullptr}, {"firstName", "B"}}));
}

TEST_F(Body, OfAJsonPatchReplacesAndRemoves) {
    const Json record = {{"Name", "A"},
                         {"PhoneNumber", "1"},
                         {"WebsiteUrl", nullptr},
                         {"MailAddress", {{"City", "Oslo"}}}};
    EXPECT_EQ(JsonPatchBody(record, {{"Name", "B"},
                                     {"PhoneNumber", std::nullopt},
                                     {"WebsiteUrl", std::nullopt},
                                     {"MailAddress.City", "Bergen"},
                                     {"a/b~c", 1}}),
              Json::parse(R"([{"op":"replace","path":"/Name","value":"B"},
                              {"op":"remove","path":"/PhoneNumber"},
                              {"op":"replace","path":"/MailAddress/City","value":"Bergen"},
                              {"op":"replace","path":"/a~1b~0c","value":1}])"));
}

TEST_F(Body, OfAJsonPatchAddsTheObjectThatIsMissing) {
    const std::vector<Change> changes = {{"MailAddress.City", "Oslo"},
                                         {"MailAddress.ZipCode", "0155"}};
    for (const Json& record : {Json::object(), Json{{"MailAddress", nullptr}}}) {
        EXPECT_EQ(JsonPatchBody(record, changes), Json::parse(R"([{"op":"add","path":"/MailAddress",
                                   "value":{"City":"Oslo","ZipCode":"0155"}}])"));
    }
    EXPECT_EQ(JsonPatchBody(Json::object(), {{"MailAddress.City", std::nullopt}}), Json::array());
}

}  // namespace
}  // namespace plumb::system
