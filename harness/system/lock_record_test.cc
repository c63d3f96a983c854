#include "harness/system/lock_record.h"

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/system/test_profile.h"

namespace plumb::system {
namespace {

using ::testing::HasSubstr;

constexpr Milliseconds kNoon = 1'795'780'800'000;  // 2026-11-27T12:00:00Z

class ALockRecord : public ::testing::Test {
  protected:
    std::optional<LockRecord> InUser(const std::string& name) const {
        const Record record{"24-5", "", {{"name", name}, {"creationTime", kNoon}}};
        return LockIn(*youtrack_.lock, *youtrack_.FindEntity("users"), record);
    }
    std::optional<LockRecord> InCustomer(const Json& fields) const {
        return LockIn(*poweroffice_.lock, *poweroffice_.FindEntity("customers"),
                      {"17", "", fields});
    }
    const target::Profile youtrack_ = ShippedProfile("youtrack");
    const target::Profile poweroffice_ = ShippedProfile("poweroffice-go");
};

TEST_F(ALockRecord, SaysWhoseItIsAndUntilWhen) {
    const auto lock = InUser(LockText("p1234567", kNoon, "build-7", 100));
    ASSERT_TRUE(lock);
    EXPECT_EQ(lock->run, "p1234567");
    EXPECT_EQ(lock->host, "build-7");
    EXPECT_EQ(lock->made_at, kNoon);
    EXPECT_TRUE(lock->HoldsAt(kNoon - 1));
    EXPECT_FALSE(lock->HoldsAt(kNoon));
    EXPECT_EQ(WhoseIs(*lock),
              "the run p1234567 on build-7 holds it until 2026-11-27T12:00:00.000Z");
    EXPECT_THAT(WhatToDoAbout(*lock), HasSubstr("`plumb cleanup LEDGER` on build-7"));
}

TEST_F(ALockRecord, IsReadFromWhateverItsFieldTakesOfIt) {
    const std::string text =
        LockText("p1234567", kNoon, std::string(200, 'h'), target::kLockTextLength);
    EXPECT_EQ(text.size(), target::kLockTextLength);
    ASSERT_TRUE(InUser(text));
    EXPECT_EQ(InUser(text)->until, kNoon);
    EXPECT_EQ(InUser("PLUMB-LOCK p1234567 until 2026-11-27T12:00:00Z on x")->run, "p1234567");
}

TEST_F(ALockRecord, ThatCannotBeReadHoldsUntilSomebodyRemovesIt) {
    for (const char* text : {"plumb-lock", "plumb-lock p1 until soon on h"}) {
        const auto lock = InUser(text);
        ASSERT_TRUE(lock) << text;
        EXPECT_TRUE(lock->HoldsAt(kNoon + 1'000'000'000)) << text;
        EXPECT_THAT(WhatToDoAbout(*lock), HasSubstr("by hand")) << text;
    }
}

TEST_F(ALockRecord, IsNoOtherRecord) {
    for (const char* text : {"", "Ada", "Ada plumb-lock p1 until 2026-11-27T12:00:00Z on h"})
        EXPECT_FALSE(InUser(text)) << text;
    EXPECT_FALSE(InCustomer({{"Name", nullptr}}));
}

TEST_F(ALockRecord, IsReleasedWhereItsSystemArchivesWhatItDoesNotDelete) {
    Json customer{{"Name", LockText("p1234567", kNoon, "h", 100)},
                  {"CustomerCreatedDateTimeOffset", "2026-11-27T11:00:00.5+00:00"}};
    ASSERT_TRUE(InCustomer(customer));
    EXPECT_EQ(InCustomer(customer)->made_at, kNoon - 3'600'000 + 500);
    customer["IsArchived"] = true;
    EXPECT_FALSE(InCustomer(customer));
}

}  // namespace
}  // namespace plumb::system
