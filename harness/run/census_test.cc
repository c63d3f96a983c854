#include "harness/run/census.h"

#include <gtest/gtest.h>

namespace plumb::run {
namespace {

target::Entity Users() {
    target::Entity users;
    users.id_path = "id";
    users.modified_at = "changed";
    users.fields["lastAccessTime"].managed = true;
    users.fields["profile.email.verified"].managed = true;
    return users;
}

const Json kAda{{"id", "24-1"},
                {"name", "Ada"},
                {"changed", 1},
                {"lastAccessTime", 1},
                {"profile", {{"email", {{"email", "ada@x"}, {"verified", false}}}}}};

TEST(UnmanagedPart, IsTheSameWhateverTheSystemManagesItself) {
    Json later = kAda;
    later["changed"] = 2;
    later["lastAccessTime"] = 2;
    later["profile"]["email"]["verified"] = true;
    later["note"] = nullptr;
    later["title"] = "";
    EXPECT_EQ(UnmanagedPart(later, Users()), UnmanagedPart(kAda, Users()));
}

TEST(UnmanagedPart, DiffersWithEveryOtherField) {
    Json renamed = kAda;
    renamed["name"] = "Eva";
    Json moved = kAda;
    moved["profile"]["email"]["email"] = "eva@x";
    Json lost = kAda;
    lost.erase("profile");
    Json more = kAda;
    more["groups"] = {"all"};
    target::Entity undated = Users();
    undated.modified_at.clear();
    for (const target::Entity& users : {Users(), undated}) {
        for (const Json& other : {renamed, moved, lost, more})
            EXPECT_NE(UnmanagedPart(other, users), UnmanagedPart(kAda, users)) << other;
    }
}

}  // namespace
}  // namespace plumb::run
