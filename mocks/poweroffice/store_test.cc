#include "mocks/poweroffice/store.h"

#include <gmock/gmock.h>

#include <thread>

#include "mocks/poweroffice/test_company.h"

namespace plumb::mocks::poweroffice {
namespace {

TEST(Store, ShowsAWriteToReadersOnlyAfterTheLag) {  // facts A8, C2
    Settings settings;
    settings.replica_lag_ms = 1000;
    TestCompany company(settings);
    const std::string customer = company.AddCustomer("A");
    const std::string path = "/v2/Customers/" + customer;
    EXPECT_EQ(company.CallV2("GET", path).status, 404);
    EXPECT_EQ(company.CallV2("GET", "/v2/Customers").status, 204);
    // A write needs no reader: the customer is there for its contact person.
    EXPECT_NE(company.AddContactPerson(customer, {{"firstName", "K"}}), "null");
    company.clock.Wait(999);
    EXPECT_EQ(company.CallV2("GET", path).status, 404);
    company.clock.Wait(1);
    EXPECT_EQ(company.CallV2("GET", path).status, 200);
    company.CallV2("PATCH", path, R"([{"op":"replace","path":"/Name","value":"B"}])");
    EXPECT_EQ(BodyOf(company.CallV2("GET", path))["Name"], "A");
    company.clock.Wait(1000);
    EXPECT_EQ(BodyOf(company.CallV2("GET", path))["Name"], "B");
    EXPECT_EQ(BodyOf(company.CallV1("GET", "/PartyContactPerson"))["count"], 1);
}

TEST(Store, ForgetsEverythingAndBeginsAgain) {
    TestCompany company;
    const std::string first = company.AddCustomer();
    company.AddContactPerson(first, {{"externalCode", "x"}});
    EXPECT_EQ(company.store.State()["contactperson"].size(), 1u);
    company.v1.Reset();
    EXPECT_EQ(company.v2.State(),
              Json({{"customers", Json::array()}, {"contactperson", Json::array()}}));
    EXPECT_EQ(company.AddCustomer(), first);
    EXPECT_NE(company.AddContactPerson(first, {{"externalCode", "x"}}), "null");
}

// Facts A6, "LastChanged": a write that changes nothing is in no source.
TEST(Store, LeavesTimeStampsOfEqualWritesAloneWhenTheSettingSaysSo) {
    for (const bool stamps : {true, false}) {
        Settings settings;
        settings.stamp_equal_writes = stamps;
        TestCompany company(settings);
        const std::string customer = company.AddCustomer("A");
        const std::string person = company.AddContactPerson(customer, {{"firstName", "K"}});
        const Json before = company.store.State();
        company.clock.Wait(10);
        company.CallV2("PATCH", "/v2/Customers/" + customer,
                       R"([{"op":"replace","path":"/Name","value":"A"}])");
        company.CallV1("POST", "/Customer/" + customer + "/Contact",
                       R"({"id":)" + person + R"(,"firstName":"K"})");
        const Json after = company.store.State();
        for (const char* entity : {"customers", "contactperson"}) {
            EXPECT_EQ(before[entity][0]["LastChangedDateTimeOffset"] !=
                          after[entity][0]["LastChangedDateTimeOffset"],
                      stamps);
        }
    }
}

TEST(Store, CarriesANewNumberToTheContactPersons) {  // facts B5: partyCustomerCode
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const std::string person = company.AddContactPerson(customer, {{"firstName", "K"}});
    const std::string path = "/Customer/" + customer + "/Contact/" + person;
    const Json before = BodyOf(company.CallV1("GET", path))["data"];
    company.clock.Wait(5000);
    company.CallV2("PATCH", "/v2/Customers/" + customer,
                   R"([{"op":"replace","path":"/Number","value":12345}])");
    const Json after = BodyOf(company.CallV1("GET", path))["data"];
    EXPECT_EQ(after["partyCustomerCode"], 12345);
    EXPECT_EQ(after["lastChanged"], before["lastChanged"]);
}

TEST(Store, SkipsNumbersThatAreTaken) {  // facts A6: Number, next free
    TestCompany company;
    const auto add = [&](const char* body) {
        return BodyOf(company.CallV2("POST", "/v2/Customers", body))["Number"].get<int>();
    };
    EXPECT_EQ(add(R"({"Name":"A","EmailAddress":"a@b","Number":10000})"), 10'000);
    EXPECT_EQ(add(R"({"Name":"A","EmailAddress":"a@b"})"), 10'001);
}

// README, "Faults": the clock of a system may be off for a while, before or behind.
TEST(Store, StampsByItsClockAlsoWhenThatIsSetBack) {
    TestCompany company;
    const auto changed = [&] {
        const auto made =
            company.CallV2("POST", "/v2/Customers", R"({"Name":"A","EmailAddress":"a@b"})");
        return BodyOf(made)["LastChangedDateTimeOffset"].get<std::string>();
    };
    EXPECT_EQ(changed(), "2023-11-14T22:13:20.0004321Z");
    company.clock.Wait(-600'000);
    EXPECT_EQ(changed(), "2023-11-14T22:03:20.0004321Z");
    EXPECT_EQ(changed(), "2023-11-14T22:03:20.0004322Z");
    company.clock.Wait(600'000);
    EXPECT_EQ(changed(), "2023-11-14T22:13:20.0004322Z") << "the first one is taken";
    company.clock.Wait(600'000);
    EXPECT_EQ(changed(), "2023-11-14T22:23:20.0004321Z");
    company.clock.Wait(-600'000 - 5);
    EXPECT_EQ(changed(), "2023-11-14T22:13:19.9954321Z");
    company.clock.Wait(-5);
    EXPECT_EQ(changed(), "2023-11-14T22:13:19.9954322Z") << "a machine's clock put right";
    const auto later = company.CallV2(
        "GET", "/v2/Customers?lastChangedDateTimeOffsetGreaterThan=2023-11-14T22:10:00Z&Fields=Id");
    EXPECT_EQ(BodyOf(later).size(), 5u);
}

TEST(Store, KeepsACursorWholeWhileManyWrite) {
    TestCompany company;
    const std::string customer = company.AddCustomer();
    const auto write = [&] {
        for (int i = 0; i < 100; ++i) company.AddContactPerson(customer, {{"firstName", "K"}});
    };
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i) writers.emplace_back(write);
    std::size_t seen = 0;
    std::string cursor = "1970-01-01T00:00:00Z";
    while (seen < 400) {
        const auto page = company.CallV2(
            "GET", "/v2/ContactPersons?lastChangedDateTimeOffsetGreaterThan=" + cursor);
        if (page.status != 200) continue;
        const Json records = BodyOf(page);
        seen += records.size();
        cursor = records.back()["LastChangedDateTimeOffset"];
    }
    for (std::thread& writer : writers) writer.join();
    EXPECT_EQ(seen, 400u);
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
