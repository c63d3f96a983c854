#include "harness/run/pause.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"

namespace plumb::run {
namespace {

using ::testing::ElementsAre;
using testing::Fails;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;

/// A scheduler whose every call can be made to fail.
class Lever final : public dataflow::Scheduler {
  public:
    std::string Name() const override { return "the scheduler"; }
    std::string Url() const override { return "http://node/api/metadata"; }
    Result<Setting> Read() override {
        if (cannot_read) return EnvironmentError("no answer");
        return Setting{is_paused, {{"paused", is_paused}}};
    }
    Status Pause() override { return Set(true); }
    Status Restore(const nlohmann::json& words) override { return Set(words["paused"] == true); }
    std::string ByHand(const nlohmann::json& words) const override { return words.dump(); }

    bool is_paused = false;
    bool cannot_read = false;
    bool cannot_write = false;
    std::vector<bool> writes;

  private:
    Status Set(bool paused) {
        if (cannot_write) return EnvironmentError("answered 403");
        writes.push_back(paused);
        is_paused = paused;
        return {};
    }
};

class Pausing : public ::testing::Test {
  protected:
    std::string StateInLedger() const {
        const auto pause = ledger_->GetPause();
        return pause ? std::string(ToString(pause->state)) : "";
    }

    Lever lever_;
    std::unique_ptr<ledger::Ledger> ledger_ = ledger::Ledger::InMemory({"p1", "", "", ""});
    Pause pause_{&lever_, *ledger_};
};

TEST_F(Pausing, LastsAsLongAsTheRun) {
    ASSERT_THAT(pause_.Begin(), IsOk());
    EXPECT_TRUE(lever_.is_paused);
    EXPECT_EQ(ledger_->GetPause()->former, Json({{"paused", false}}));
    const Pause::Ending ending = pause_.End();
    EXPECT_FALSE(lever_.is_paused);
    EXPECT_FALSE(ending.left);
    EXPECT_EQ(ending.note, "");
    EXPECT_EQ(StateInLedger(), "restored");
}

TEST_F(Pausing, TouchesNothingThatIsPausedAlreadyOrMayNotBe) {
    lever_.is_paused = true;
    EXPECT_THAT(pause_.Begin(), IsOk());
    pause_.End();
    EXPECT_THAT(lever_.writes, IsEmpty());
    EXPECT_EQ(StateInLedger(), "");
    Pause forbidden(nullptr, *ledger_);
    EXPECT_THAT(forbidden.Begin(), IsOk());
    EXPECT_FALSE(forbidden.End().left);
}

TEST_F(Pausing, OfARunThatWasKilledIsEndedByTheCleanUpAndOnlyOnce) {
    ASSERT_THAT(pause_.Begin(), IsOk());
    for (int times = 0; times < 2; ++times) {
        Pause again(&lever_, *ledger_);
        ASSERT_THAT(again.Begin(), IsOk());
        EXPECT_TRUE(lever_.is_paused) << "while it cleans up";
        EXPECT_FALSE(again.End().left);
        EXPECT_FALSE(lever_.is_paused) << "as it was before the run";
    }
    EXPECT_THAT(lever_.writes, ElementsAre(true, false, true, false));
}

TEST_F(Pausing, OfARunThatWasKilledBeforeItPausedDoesNoHarm) {
    ASSERT_THAT(ledger_->Paused({{"paused", false}}), IsOk());
    EXPECT_THAT(pause_.End().note, HasSubstr("left as it is"));
    EXPECT_THAT(lever_.writes, IsEmpty());
}

TEST_F(Pausing, LeavesWhatSomebodyElseHasSetGoingMeanwhile) {
    ASSERT_THAT(pause_.Begin(), IsOk());
    lever_.is_paused = false;
    EXPECT_THAT(pause_.End().note, HasSubstr("somebody else may have set it going"));
    EXPECT_THAT(lever_.writes, ElementsAre(true));
    EXPECT_EQ(StateInLedger(), "left");
}

TEST_F(Pausing, ThatFailsSaysWhatToDo) {
    lever_.cannot_write = true;
    EXPECT_THAT(pause_.Begin(), Fails(HasSubstr("could not be paused: answered 403")));
    EXPECT_THAT(pause_.Begin(), Fails(HasSubstr("take 'may_pause_scheduler' out")));
    EXPECT_FALSE(pause_.End().left) << "it is not paused";
    lever_.cannot_read = true;
    EXPECT_THAT(pause_.Begin(), Fails(HasSubstr("no answer")));
}

TEST_F(Pausing, ThatCannotBeEndedIsLeftToAPersonWithWhatToDo) {
    ASSERT_THAT(pause_.Begin(), IsOk());
    const auto left_by = [&](bool Lever::*fault) {
        lever_.*fault = true;
        const auto left = pause_.End().left;
        lever_.*fault = false;
        EXPECT_TRUE(left);
        return left.value_or(ledger::Remaining{});
    };
    const ledger::Remaining unread = left_by(&Lever::cannot_read);
    EXPECT_EQ(unread.record + " " + unread.how, "the scheduler may still be paused");
    EXPECT_EQ(unread.url, "http://node/api/metadata");
    const ledger::Remaining unwritten = left_by(&Lever::cannot_write);
    EXPECT_EQ(unwritten.why, R"(answered 403. To set it as it was: {"paused":false})");
    EXPECT_EQ(StateInLedger(), "paused");
    Pause forbidden(nullptr, *ledger_);
    EXPECT_THAT(forbidden.End().left->why, HasSubstr("may_pause_scheduler"));
    EXPECT_FALSE(pause_.End().left) << "once the fault is gone";
}

}  // namespace
}  // namespace plumb::run
