#include "harness/target/profile.h"

#include <gmock/gmock.h>

#include "harness/target/capability.h"
#include "harness/target/test_profiles.h"
#include "harness/testing/fixture_files.h"

namespace plumb::target {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Entity& EntityOf(const std::vector<Profile>& profiles, std::string_view id) {
    for (const Profile& profile : profiles) {
        if (const Entity* entity = profile.FindEntity(id)) return *entity;
    }
    throw std::out_of_range("no such entity");
}

class ShippedProfile : public ::testing::Test {
  protected:
    const std::vector<Profile> profiles_ = ShippedProfiles();
};

TEST_F(ShippedProfile, NamesTheKeysOfATarget) {
    ASSERT_THAT(profiles_, SizeIs(2));
    EXPECT_THAT(profiles_[0].target_keys, ElementsAre("url", "token"));
    EXPECT_THAT(profiles_[0].secret_keys, ElementsAre("token"));
    EXPECT_EQ(profiles_[0].optional_keys.at("successor"), "guest");
    EXPECT_THAT(profiles_[1].target_keys,
                ElementsAre("url", "v1_url", "application_key", "client_key", "subscription_key"));
}

TEST_F(ShippedProfile, SaysHowEachVersionIsEntered) {
    const Access& v2 = profiles_[1].access.at("url");
    EXPECT_EQ(v2.auth, Auth::kClientCredentials);
    EXPECT_EQ(v2.client_secret_key, "client_key");
    EXPECT_EQ(v2.headers.at("Ocp-Apim-Subscription-Key"), "subscription_key");
    EXPECT_EQ(v2.requests_per_second, 10);
    EXPECT_THAT(profiles_[1].access.at("v1_url").headers, IsEmpty());
}

TEST_F(ShippedProfile, KnowsTheOperationsOfUsers) {
    const Entity& users = EntityOf(profiles_, "users");
    EXPECT_EQ(users.update.method, "POST");
    EXPECT_EQ(users.update.body, Operation::Body::kMerge);
    EXPECT_EQ(users.remove.query.at("successor"), "{successor}");
    EXPECT_EQ(users.delete_fallback, nlohmann::json({{"banned", true}}));
    EXPECT_THAT(users.right, ::testing::HasSubstr("delete users"));
    EXPECT_THAT(users.full_when, ::testing::ElementsAre("license_users_number_exceeded"));
    EXPECT_EQ(users.items, "users");
    EXPECT_FALSE(users.IsDated());
    EXPECT_EQ(users.FieldAt("profile.email.email").kind, FieldKind::kEmail);
    EXPECT_EQ(users.FieldAt("profile.email.email").clear, "profile.email");
    EXPECT_TRUE(users.FieldAt("profile.email.verified").managed);
}

TEST_F(ShippedProfile, KnowsTheOperationsOfCustomersAndContactPersons) {
    const Entity& customers = EntityOf(profiles_, "customers");
    EXPECT_EQ(customers.update.body, Operation::Body::kJsonPatch);
    EXPECT_EQ(customers.paging, Paging::kPageNumber);
    EXPECT_EQ(customers.delete_fallback, nlohmann::json({{"IsArchived", true}}));
    EXPECT_EQ(customers.create_when_empty["EmailAddress"]["InvoiceDeliveryType"], "Print");
    const Entity& persons = EntityOf(profiles_, "contactperson");
    EXPECT_EQ(persons.parent, "customers");
    EXPECT_EQ(persons.create.base, "v1_url");
    EXPECT_EQ(persons.success_flag, "success");
    EXPECT_EQ(persons.resolution_ms, 1000);
}

TEST_F(ShippedProfile, CreatesRecordsWithSeveralFieldsThatNoDocumentLists) {
    for (const char* id : {"users", "customers", "contactperson"}) {
        int generated = 0;
        for (const auto& [path, field] : EntityOf(profiles_, id).fields) {
            if (!field.generate.empty()) ++generated;
        }
        EXPECT_GE(generated, 4) << id;
    }
}

TEST_F(ShippedProfile, SaysOfWhatKindTheRecordIsThatKeepsRunsApart) {
    ASSERT_TRUE(profiles_[0].lock && profiles_[1].lock);
    EXPECT_EQ(profiles_[0].lock->entity, "users");
    EXPECT_EQ(profiles_[1].lock->field, "Name");
    for (const Profile& profile : profiles_) {
        const Field made = profile.FindEntity(profile.lock->entity)->FieldAt(profile.lock->made_at);
        EXPECT_TRUE(made.read_only) << profile.id;
    }
}

TEST_F(ShippedProfile, KnowsWhatItsSystemTakesOnlyOnce) {
    EXPECT_TRUE(EntityOf(profiles_, "users").FieldAt("login").unique);
    EXPECT_FALSE(EntityOf(profiles_, "users").FieldAt("name").unique);
    EXPECT_TRUE(EntityOf(profiles_, "customers").FieldAt("ExternalImportReference").unique);
    EXPECT_TRUE(EntityOf(profiles_, "contactperson").FieldAt("externalCode").unique);
}

TEST_F(ShippedProfile, TakesAnUnknownPathForAText) {
    const Field field = EntityOf(profiles_, "users").FieldAt("no.such.path");
    EXPECT_EQ(field.kind, FieldKind::kText);
    EXPECT_FALSE(field.managed);
}

TEST_F(ShippedProfile, TellsProductionFromTheDemoOnTheSameHost) {
    const Profile& poweroffice = profiles_[1];
    for (const char* url :
         {"https://goapi.poweroffice.net", "https://GOAPI.poweroffice.net/v2",
          "https://api.poweroffice.net/", "https://goapi.poweroffice.net/Demonstration"}) {
        EXPECT_TRUE(poweroffice.IsProduction(url)) << url;
    }
    for (const char* url :
         {"https://goapi.poweroffice.net/Demo", "https://goapi.poweroffice.net/demo/v2",
          "https://api-demo.poweroffice.net", "http://127.0.0.1:1", "nonsense"}) {
        EXPECT_FALSE(poweroffice.IsProduction(url)) << url;
    }
}

TEST(Profile, HasTheLongestLagOfItsEntities) {
    Profile profile;
    EXPECT_EQ(profile.LongestLag(), 0);
    for (const int lag : {200, 1'500, 0}) profile.entities.emplace_back().read_after_write_ms = lag;
    EXPECT_EQ(profile.LongestLag(), 1'500);
}

TEST(Capability, HasANameThatIsRead) {
    for (const Capability capability :
         {Capability::kLinks, Capability::kWriteLog, Capability::kFaults, Capability::kClock,
          Capability::kRestart}) {
        EXPECT_EQ(ParseCapability(ToString(capability)), capability);
    }
    EXPECT_FALSE(ParseCapability("flying"));
}

class BrokenProfile : public ::testing::TestWithParam<std::string> {};

TEST_P(BrokenProfile, IsRefusedWithAllItsProblems) {
    const std::string name = GetParam();
    const auto text = plumb::testing::ReadAll(plumb::testing::FixtureFolder("broken/profiles") /
                                              (name + ".yaml"));
    const auto profile = ReadProfile(text, name + ".yaml");
    ASSERT_FALSE(profile.has_value());
    EXPECT_EQ(profile.error().kind, ErrorKind::kInput);
    plumb::testing::ExpectGolden("../broken/profiles/" + name + ".problems",
                                 ToString(profile.error()));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, BrokenProfile,
                         ::testing::ValuesIn(plumb::testing::FixtureNames("broken/profiles",
                                                                          ".yaml")),
                         [](const auto& tested) { return plumb::testing::TestName(tested.param); });

}  // namespace
}  // namespace plumb::target
