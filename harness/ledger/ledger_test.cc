#include "harness/ledger/ledger.h"

#include <gmock/gmock.h>

#include "harness/ledger/line.h"
#include "harness/testing/full_disk.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"

namespace plumb::ledger {
namespace {

using testing::Fails;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using ::testing::Not;
using testing::ReadAll;
using ::testing::SizeIs;

Entry User() {
    Entry entry;
    entry.system = "youtrack";
    entry.entity = "users";
    entry.mark = "ada.p1c1";
    return entry;
}

class LedgerOnDisk : public ::testing::Test {
  protected:
    std::unique_ptr<Ledger> Open() {
        auto ledger = Ledger::Open(file_, {"p1", "", "/t.yaml", "/c.yaml"});
        EXPECT_THAT(ledger, IsOk());
        return std::move(*ledger);
    }
    testing::TempDir folder_;
    const std::string file_ = (folder_.Path() / "out/ledger.jsonl").string();
};

TEST_F(LedgerOnDisk, AnEntryIsInTheFileBeforeItsRecordIsMade) {
    const auto ledger = Open();
    ASSERT_THAT(ledger->Intend(User()), IsOk());
    EXPECT_THAT(ReadAll(file_), HasSubstr(R"("state":"intended","system":"youtrack")"));
    EXPECT_THAT(ReadAll(file_), HasSubstr("ada.p1c1"));
}

TEST_F(LedgerOnDisk, KnowsTheRecordsOfTheRunAndOnlyThose) {
    const auto ledger = Open();
    const auto number = ledger->Intend(User());
    EXPECT_THAT(ledger->Made(*number, "24-1"), IsOk());
    EXPECT_EQ(ledger->NumberOf("youtrack", "users", "24-1"), 1);
    EXPECT_EQ(ledger->NumberOf("youtrack", "users", "24-2"), std::nullopt);
    EXPECT_EQ(ledger->NumberOf("poweroffice-go", "users", "24-1"), std::nullopt);
    Entry counterpart = User();
    counterpart.id = "24-2";
    EXPECT_THAT(ledger->Adopt(counterpart), IsOk());
    EXPECT_TRUE(ledger->Alive()[1].adopted);
    EXPECT_THAT(ledger->Change(1, State::kRemoved), IsOk());
    EXPECT_THAT(ledger->Alive(), SizeIs(1));
}

TEST_F(LedgerOnDisk, GoesOnWhereAKilledRunStopped) {
    {
        const auto ledger = Open();
        ASSERT_THAT(ledger->Intend(User()), IsOk());
    }
    folder_.Write("out/ledger.jsonl", ReadAll(file_) + R"({"entry":1,"sta)");
    {
        const auto again = Ledger::Resume(file_);
        ASSERT_THAT(again, IsOk());
        ASSERT_THAT((*again)->Alive(), SizeIs(1));
        EXPECT_THAT((*again)->Change(1, State::kRemoved), IsOk());
    }
    const auto contents = Read(file_);
    ASSERT_THAT(contents, IsOk());
    EXPECT_EQ(contents->entries[0].state, State::kRemoved);
}

TEST_F(LedgerOnDisk, OneThatListsLivingRecordsIsNeverReplaced) {
    {
        const auto ledger = Open();
        ASSERT_THAT(ledger->Intend(User()), IsOk());
        EXPECT_THAT(Ledger::Open(file_, {}), Fails(HasSubstr("run `plumb cleanup")));
        ASSERT_THAT(ledger->Change(1, State::kRemoved), IsOk());
    }
    EXPECT_THAT(Ledger::Open(file_, {"p2", "", "", ""}), IsOk());
    EXPECT_THAT(ReadAll(file_), Not(HasSubstr("ada.p1c1")));
}

TEST_F(LedgerOnDisk, AnyOtherFileIsNeverReplacedEither) {
    const auto file = folder_.Write("notes.txt", "my notes\n");
    EXPECT_THAT(Ledger::Open(file.string(), {}), Fails(HasSubstr("this is no ledger")));
    EXPECT_EQ(ReadAll(file), "my notes\n");
}

TEST_F(LedgerOnDisk, IsReadableByItsOwnerOnly) {
    const auto ledger = Open();
    const auto permissions = std::filesystem::status(file_).permissions();
    EXPECT_EQ(permissions & std::filesystem::perms(077), std::filesystem::perms::none);
}

TEST_F(LedgerOnDisk, OneThatTellsOfAPausedSchedulerIsNeverReplaced) {
    {
        const auto ledger = Open();
        ASSERT_THAT(ledger->Paused({{"task_manager", nlohmann::json::object()}}), IsOk());
        EXPECT_THAT(ReadAll(file_), HasSubstr(R"({"scheduler":"paused","former":{"task_man)"));
    }
    EXPECT_THAT(Ledger::Open(file_, {}), Fails(HasSubstr("a scheduler that is still paused")));
    {
        const auto again = Ledger::Resume(file_);
        ASSERT_THAT(again, IsOk());
        ASSERT_TRUE((*again)->GetPause() && (*again)->GetPause()->IsPending());
        EXPECT_THAT((*again)->EndPause(PauseState::kRestored), IsOk());
    }
    EXPECT_THAT(Ledger::Open(file_, {}), IsOk());
}

TEST_F(LedgerOnDisk, IsWholeAgainOnceADiskThatWasFullHasRoom) {
    const auto ledger = Open();
    ASSERT_THAT(ledger->Intend(User()), IsOk());
    const std::string before = ReadAll(file_);
    {
        const testing::FullDisk full(before.size() + 10);
        EXPECT_THAT(ledger->Intend(User()), Fails(HasSubstr("no record is created that the")));
    }
    EXPECT_EQ(ReadAll(file_), before) << "not even in part";
    EXPECT_THAT(ledger->Entries(), SizeIs(1));
    ASSERT_THAT(ledger->Change(1, State::kRemoved), IsOk());
    EXPECT_THAT(Read(file_), IsOk());
}

TEST(LedgerInMemory, KeepsNoFile) {
    const auto ledger = Ledger::InMemory({"t1", "", "", ""});
    ASSERT_THAT(ledger->Intend(User()), IsOk());
    EXPECT_THAT(ledger->Entries(), SizeIs(1));
    EXPECT_THAT(ledger->Change(7, State::kRemoved), Fails(HasSubstr("no entry 7")));
}

}  // namespace
}  // namespace plumb::ledger
