#include "harness/document/names.h"

#include <gmock/gmock.h>

#include <string>

namespace plumb::document {
namespace {

using ::testing::Optional;
using ::testing::Pair;

TEST(SplitAtTo, HasTwoHalvesOfWhichTheSecondMayBeEmpty) {
    EXPECT_THAT(SplitAtTo("YouTrack to PowerOffice GO"),
                Optional(Pair("YouTrack", "PowerOffice GO")));
    EXPECT_THAT(SplitAtTo("Harbor CRM to "), Optional(Pair("Harbor CRM", "")));
    EXPECT_THAT(SplitAtTo("Harbor CRM to"), Optional(Pair("Harbor CRM", "")));
    EXPECT_THAT(SplitAtTo("Harbor Contact to  Customers"),
                Optional(Pair("Harbor Contact", "Customers")));
    EXPECT_EQ(SplitAtTo("Harbor"), std::nullopt);
    EXPECT_EQ(SplitAtTo("Tomato Toto"), std::nullopt);
    EXPECT_EQ(SplitAtTo("a to b to c"), std::nullopt);
}

TEST(EntityOf, IsWhatFollowsTheSystemInAnySpelling) {
    struct Case {
        const char* full;
        const char* system;
        std::optional<std::string_view> entity;
    };
    const Case cases[] = {
        {"YouTrack Users", "YouTrack", "Users"},
        {"Youtrack Users", "YouTrack", "Users"},
        {"Powerofficego Customers person", "PowerOffice GO", "Customers person"},
        {"PowerOffice GO Contacts (human data)", "Powerofficego", "Contacts (human data)"},
        {"Wix.com Members", "Wix com", "Members"},
        {"Wix. Members", "Wix", "Members"},
        {"YouTrack", "YouTrack", ""},
        {"Customers", "", "Customers"},
        {"YouTracker Users", "YouTrack", std::nullopt},
        {"You Users", "YouTrack", std::nullopt},
        {"", "YouTrack", std::nullopt},
    };
    for (const Case& tested : cases) {
        EXPECT_EQ(EntityOf(tested.full, tested.system), tested.entity)
            << tested.full << " | " << tested.system;
    }
}

TEST(SplitFlowTitle, TakesTheOnlySplitThatFitsBothSystems) {
    EXPECT_THAT(SplitFlowTitle("A Person to call to B Contacts", "A", "B"),
                Optional(Pair("A Person to call", "B Contacts")));
    EXPECT_EQ(SplitFlowTitle("A x to A y to A z", "A", "A"), std::nullopt);
    EXPECT_EQ(SplitFlowTitle("A x to C y to D z", "A", "B"), std::nullopt);
}

TEST(SplitFlowTitle, GivesUpOnATitleThatIsMadeOfThem) {
    std::string title = "A x";
    for (int i = 0; i < 100'000; ++i) title += " to A";
    EXPECT_EQ(SplitFlowTitle(title, title, "A"), std::nullopt);
}

}  // namespace
}  // namespace plumb::document
