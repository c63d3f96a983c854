#include "harness/run/leaves.h"

#include <gtest/gtest.h>

namespace plumb::run {
namespace {

using nlohmann::json;

target::Entity Customers() {
    target::Entity entity;
    entity.id = "customers";
    entity.modified_at = "LastChanged";
    entity.fields["Mail.Verified"].managed = true;
    return entity;
}

TEST(Leaves, NameEveryFieldThatChangedAppearedOrVanished) {
    const json before = {{"Name", "a"}, {"Mail", {{"City", "Oslo"}, {"Zip", "1"}}}};
    const json after = {{"Name", "b"}, {"Mail", {{"City", "Oslo"}}}, {"Phone", "7"}};
    const auto changed = ChangedLeaves(before, after, Customers(), {});
    ASSERT_EQ(changed.size(), 3u);
    EXPECT_EQ(changed[0].path, "Mail.Zip");
    EXPECT_EQ(changed[0].after, nullptr);
    EXPECT_EQ(changed[1].path, "Name");
    EXPECT_EQ(changed[2].path, "Phone");
    EXPECT_EQ(changed[2].before, nullptr);
}

TEST(Leaves, IgnoreWhatTheSystemManagesAndWhatIsExcepted) {
    const json before = {{"LastChanged", "1"}, {"Mail", {{"Verified", true}}}, {"Email", "a"}};
    const json after = {{"LastChanged", "2"}, {"Mail", {{"Verified", false}}}, {"Email", "b"}};
    EXPECT_TRUE(ChangedLeaves(before, after, Customers(), {"Email"}).empty());
    EXPECT_EQ(ChangedLeaves(before, after, Customers(), {"Ema"}).size(), 1u);
}

TEST(Leaves, TakeAbsentNullAndEmptyForTheSame) {
    EXPECT_TRUE(ChangedLeaves({{"Phone", nullptr}}, {{"City", ""}}, Customers(), {}).empty());
}

}  // namespace
}  // namespace plumb::run
