#include "mocks/poweroffice/json_patch.h"

#include <gmock/gmock.h>

#include "mocks/poweroffice/entity_fields.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::HasSubstr;

Json Customer() {
    Json members = CustomerFields().Initial();
    members["Name"] = "Kari AS";
    members["LegalName"] = "Kari";
    members["ContactGroupIds"] = {5, 6};
    members["MailAddress"] = {{"City", "Oslo"}, {"ZipCode", "0150"}, {"Id", 9}};
    return members;
}

Answer<Json> Patched(const std::string& patch) {
    return ApplyPatch(CustomerFields(), Customer(), ParseJson(patch), {});
}

struct PatchSample {
    const char* patch;
    const char* path;
    const char* value;
};

class PatchSamples : public ::testing::TestWithParam<PatchSample> {};

TEST_P(PatchSamples, GiveTheValue) {
    const auto patched = Patched(GetParam().patch);
    ASSERT_TRUE(patched) << GetParam().patch << ": " << patched.error().detail;
    const Json* value = Find(*patched, GetParam().path);
    ASSERT_NE(value, nullptr);
    EXPECT_EQ(*value, ParseJson(GetParam().value)) << GetParam().patch;
}

// Facts A6, "PATCH": six operations, pointers without case, list pointers, "1" for 1.
INSTANTIATE_TEST_SUITE_P(
    JsonPatch, PatchSamples,
    ::testing::Values(
        PatchSample{R"([{"op":"replace","path":"/Name","value":"Ola AS"}])", "Name", R"("Ola AS")"},
        PatchSample{R"([{"op":"replace","path":"/phoneNumber","value":"1"}])", "PhoneNumber",
                    R"("1")"},
        PatchSample{R"([{"op":"add","path":"/WEBSITEURL","value":"x"}])", "WebsiteUrl", R"("x")"},
        PatchSample{R"([{"op":"replace","path":"/Name","value":null}])", "Name", "null"},
        PatchSample{R"([{"op":"remove","path":"/LegalName"}])", "LegalName", "null"},
        PatchSample{R"([{"op":"move","from":"/LegalName","path":"/Name"}])", "Name", R"("Kari")"},
        PatchSample{R"([{"op":"move","from":"/LegalName","path":"/Name"}])", "LegalName", "null"},
        PatchSample{R"([{"op":"copy","from":"/mailAddress/city","path":"/Name"}])", "Name",
                    R"("Oslo")"},
        PatchSample{R"([{"op":"test","path":"/Name","value":"Kari AS"}])", "Name", R"("Kari AS")"},
        PatchSample{R"([{"op":"replace","path":"/mailAddress/city","value":"Bergen"}])",
                    "MailAddress.City", R"("Bergen")"},
        PatchSample{R"([{"op":"replace","path":"/mailAddress/city","value":"Bergen"}])",
                    "MailAddress.Id", "9"},
        PatchSample{R"([{"op":"add","path":"/ContactGroupIds/-","value":"7"}])", "ContactGroupIds",
                    "[5,6,7]"},
        PatchSample{R"([{"op":"add","path":"/ContactGroupIds/0","value":4}])", "ContactGroupIds",
                    "[4,5,6]"},
        PatchSample{R"([{"op":"remove","path":"/ContactGroupIds/0"}])", "ContactGroupIds", "[6]"},
        PatchSample{R"([{"op":"replace","path":"/ContactGroupIds/1","value":8}])",
                    "ContactGroupIds", "[5,8]"},
        PatchSample{R"([{"op":"replace","path":"/InvoiceDeliveryType","value":"print"}])",
                    "InvoiceDeliveryType", R"("Print")"},
        PatchSample{R"([{"op":"replace","path":"/ExternalNumber","value":"12"}])", "ExternalNumber",
                    "12"},
        PatchSample{R"([{"op":"remove","path":"/MailAddress"},
                   {"op":"add","path":"/MailAddress/City","value":"Moss"}])",
                    "MailAddress.City", R"("Moss")"}));

struct Broken {
    const char* patch;
    const char* message;
};

class BrokenPatches : public ::testing::TestWithParam<Broken> {};

// Facts A6, "PATCH": RFC 6902; code twins are absent there.
TEST_P(BrokenPatches, AreRefusedWithTheOperation) {
    const auto patched = Patched(GetParam().patch);
    ASSERT_FALSE(patched) << GetParam().patch;
    EXPECT_THAT(patched.error().detail, HasSubstr(GetParam().message)) << GetParam().patch;
}

INSTANTIATE_TEST_SUITE_P(
    JsonPatch, BrokenPatches,
    ::testing::Values(
        Broken{R"({"Name":"x"})", "must be a list"}, Broken{"[5]", "Operation 1: The operation"},
        Broken{R"([{"path":"/Name"}])", "needs an 'op'"},
        Broken{R"([{"op":5,"path":"/Name"}])", "needs an 'op'"},
        Broken{R"([{"op":"replace","value":1}])", "needs a 'path'"},
        Broken{R"([{"op":"replace","path":7,"value":1}])", "needs a 'path'"},
        Broken{R"([{"op":"replace","path":"/Name"}])", "needs a 'value'"},
        Broken{R"([{"op":"merge","path":"/Name","value":1}])", "no operation 'merge'"},
        Broken{R"([{"op":"copy","path":"/Name"}])", "needs a 'from'"},
        Broken{R"([{"op":"replace","path":"","value":{}}])", "must begin with '/'"},
        Broken{R"([{"op":"replace","path":"Name","value":"x"}])", "must begin with '/'"},
        Broken{R"([{"op":"replace","path":"/Id","value":5}])", "is read-only"},
        Broken{R"([{"op":"test","path":"/LastChangedDateTimeOffset","value":""}])", "read-only"},
        Broken{R"([{"op":"replace","path":"/DepartmentCode","value":"1"}])", "is read-only"},
        Broken{R"([{"op":"replace","path":"/MailAddress/Id","value":5}])", "is read-only"},
        Broken{R"([{"op":"replace","path":"/Nmae","value":"x"}])", "names no member"},
        Broken{R"([{"op":"replace","path":"/Name/First","value":"x"}])", "into a plain value"},
        Broken{R"([{"op":"replace","path":"/MailAddress/City/x","value":"x"}])", "names no member"},
        Broken{R"([{"op":"replace","path":"/Na~2me","value":"x"}])", "begins no escape"},
        Broken{R"([{"op":"replace","path":"/Name","value":5}])", "Name must be a text"},
        Broken{R"([{"op":"replace","path":"/IsPerson","value":"true"}])", "true or false"},
        Broken{R"([{"op":"replace","path":"/ContactGroupIds/2","value":1}])", "has nothing"},
        Broken{R"([{"op":"add","path":"/ContactGroupIds/3","value":1}])", "has nothing"},
        Broken{R"([{"op":"add","path":"/ContactGroupIds/01","value":1}])", "index of an element"},
        Broken{R"([{"op":"add","path":"/ContactGroupIds/99999999999999999999","value":1}])",
               "index of an element"},
        Broken{R"([{"op":"remove","path":"/ContactGroupIds/-"}])", "has nothing"},
        Broken{R"([{"op":"copy","from":"/ContactGroupIds","path":"/ContactGroupIds/-"}])",
               "list of whole numbers"},
        Broken{R"([{"op":"test","path":"/Name","value":"Ola"}])", "test of Name failed"},
        Broken{R"([{"op":"test","path":"/Name","value":5}])", "test of Name failed"},
        Broken{R"([{"op":"replace","path":"/Name","value":"x"},{"op":"x","path":"/Name"}])",
               "Operation 2"}));

TEST(JsonPatch, ComparesAnAddressWithoutWhatTheServerAddsToIt) {
    EXPECT_TRUE(Patched(
        R"([{"op":"test","path":"/MailAddress","value":{"City":"Oslo","zipCode":"0150"}}])"));
}

// Facts A6, "PATCH": /mailAddress/city; of an address that is not there is unconfirmed.
TEST(JsonPatch, RefusesAPartOfAMissingAddressWhenTheSettingSaysSo) {
    const Json patch = ParseJson(R"([{"op":"add","path":"/MailAddress/City","value":"Moss"}])");
    EXPECT_FALSE(ApplyPatch(CustomerFields(), CustomerFields().Initial(), patch,
                            {.makes_missing_address = false}));
}

// sesam.md 2.2: one replace per property of the source entity, writable or not.
TEST(JsonPatch, LeavesAloneWhatNobodyCanWriteWhenTheSettingSaysSo) {
    const auto patched = [](const char* patch) {
        return ApplyPatch(CustomerFields(), Customer(), ParseJson(patch),
                          {.ignores_read_only = true});
    };
    const auto all = patched(R"([{"op":"replace","path":"/id","value":5},
                                 {"op":"replace","path":"/DepartmentCode","value":"1"},
                                 {"op":"replace","path":"/Name","value":"B"}])");
    ASSERT_TRUE(all);
    EXPECT_EQ((*all)["Id"], Customer()["Id"]);
    EXPECT_EQ((*all)["DepartmentCode"], Customer()["DepartmentCode"]);
    EXPECT_EQ((*all)["Name"], "B");
    for (const char* refused :
         {R"([{"op":"remove","path":"/Id"}])", R"([{"op":"replace","path":"/Nmae","value":"x"}])",
          R"([{"op":"replace","path":"/MailAddress/Id","value":5}])"}) {
        EXPECT_FALSE(patched(refused)) << refused;
    }
}

TEST(JsonPatch, TakesAHundredThousandOperationsAndBoundsTheList) {
    Json patch = Json::array();
    for (int i = 0; i < 100'000; ++i) {
        patch.push_back({{"op", "replace"}, {"path", "/Name"}, {"value", std::to_string(i)}});
    }
    const auto patched = ApplyPatch(CustomerFields(), Customer(), patch, {});
    ASSERT_TRUE(patched);
    EXPECT_EQ((*patched)["Name"], "99999");
    for (Json& operation : patch) {
        operation = {{"op", "add"}, {"path", "/ContactGroupIds/0"}, {"value", 1}};
    }
    EXPECT_THAT(ApplyPatch(CustomerFields(), Customer(), patch, {}).error().detail,
                HasSubstr("Operation 999: ContactGroupIds is too long"));
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
