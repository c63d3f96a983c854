#include "harness/checklist/checklist.h"

#include <gmock/gmock.h>

namespace plumb::checklist {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Pair MakePair(std::string source, std::string target) {
    return {.source = std::move(source), .target = std::move(target), .only_if = {}};
}

Property MakeProperty(std::string source, std::string target, std::string type) {
    return {.pair = MakePair(std::move(source), std::move(target)),
            .type = std::move(type),
            .type_unreadable = false};
}

TEST(SyncedPairs, AreTheListedPropertiesThatAreComplete) {
    Flow flow;
    flow.merge_when_any = {{MakePair("email", "Email")}};
    flow.properties = {MakeProperty("a", "b", "\"string\""), MakeProperty("", "c", "N/A")};
    EXPECT_THAT(SyncedPairs(flow), ElementsAre(flow.properties[0]));
}

TEST(SyncedPairs, AreTheMergeKeysOnceWhenNothingIsListed) {
    Flow flow;
    flow.merge_when_any = {{MakePair("email", "Email")},
                           {MakePair("email", "Email"), MakePair("phone", "Phone")},
                           {MakePair("", "Name")}};
    EXPECT_THAT(SyncedPairs(flow), ElementsAre(MakeProperty("email", "Email", "\"string\""),
                                               MakeProperty("phone", "Phone", "\"string\"")));
}

TEST(SyncedPairs, AreNoneWhereTheChecklistSaysSo) {
    Flow flow;
    flow.merge_when_any = {{MakePair("email", "Email")}};
    flow.when_no_properties = WhenNoProperties::kNothing;
    EXPECT_THAT(SyncedPairs(flow), IsEmpty());
    flow.when_no_properties = WhenNoProperties::kMergeKeys;
    flow.keep_in_sync = false;
    EXPECT_THAT(SyncedPairs(flow), IsEmpty());
}

TEST(SyncedPairs, OfOnlyIncompleteRowsAreNotTheMergeKeys) {
    Flow flow;
    flow.merge_when_any = {{MakePair("email", "Email")}};
    flow.properties = {MakeProperty("", "c", "N/A")};
    EXPECT_THAT(SyncedPairs(flow), IsEmpty());
}

}  // namespace
}  // namespace plumb::checklist
