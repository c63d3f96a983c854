#include "harness/base/ids.h"

#include <gtest/gtest.h>

namespace plumb {
namespace {

TEST(Ids, SlugsFollowTheRuleOfTheDesign) {
    EXPECT_EQ(Slug("Contacts (human data)"), "contacts-human-data");
    EXPECT_EQ(Slug("Wix.com"), "wix-com");
    EXPECT_EQ(Slug(""), "unnamed");
    EXPECT_EQ(Slug("--"), "unnamed");
}

TEST(Ids, NamesOfOneSystemFoldToTheSame) {
    EXPECT_EQ(Folded("PowerOffice GO"), Folded("Powerofficego"));
    EXPECT_EQ(Folded("PowerOffice GO"), Folded("poweroffice-go"));
}

}  // namespace
}  // namespace plumb
