#include "harness/run/judge.h"

#include <gmock/gmock.h>

#include <deque>

namespace plumb::run {
namespace {

using dataflow::SyncEnd;
using scenario::Verdict;
using ::testing::HasSubstr;

/// Time that passes only when the script says so.
class ScriptedClock final : public Clock {
  public:
    Milliseconds Now() override { return now_; }
    void Wait(Milliseconds duration) override { now_ += duration; }

  private:
    Milliseconds now_ = 1'000'000;
};

/// A data flow whose syncs take and end as the script says.
class ScriptedDriver final : public dataflow::Driver {
  public:
    struct Act {
        Milliseconds takes = 0;
        dataflow::SyncReport report;
    };

    explicit ScriptedDriver(Clock& clock) : clock_(clock) {}

    target::Capabilities GetCapabilities() const override { return {target::Capability::kLinks}; }
    std::string Describe() override { return "a script"; }
    Result<dataflow::SyncReport> Sync(const dataflow::SyncOrder&) override {
        Act act = std::move(script.front());
        script.pop_front();
        clock_.Wait(act.takes);
        return std::move(act.report);
    }
    Result<dataflow::Links> ReadLinks(const std::string&, const std::string&) override {
        return links;
    }
    Status Restart() override { return {}; }

    std::deque<Act> script;
    dataflow::Links links;

  private:
    Clock& clock_;
};

/// One case with a pair of records that are not linked, and a control from its source.
class JudgedOverTime : public ::testing::Test {
  protected:
    JudgedOverTime() {
        plan_.flow = "f";
        cast_.plan = &plan_;
        cast_.first_barrier = 1;
        cast_.records["a"] = {Record(Side::kSource, entity_a_)};
        cast_.records["b"] = {Record(Side::kTarget, entity_b_)};
        arrivals_.Follow("f", Side::kSource);
    }

    Held Record(Side side, const target::Entity& entity) {
        Held held;
        held.side = side;
        held.entity = &entity;
        held.flow = &checklist_.flows.front();
        held.record.id = "1";
        return held;
    }

    /// Edits the control, lets the script go on by one sync, and looks for the control.
    void Sync(Milliseconds takes, SyncEnd end, bool control_arrives, std::string detail = "",
              std::string disturbance = "") {
        const Milliseconds edited = clock_.Now();
        driver_.script.push_back({takes, {end, 20, std::move(detail), std::move(disturbance), {}}});
        ASSERT_TRUE(state_.Advance(*driver_.Sync({world_.sync_deadline})));
        arrivals_.Add("f", Side::kSource, state_.Barrier(), control_arrives, clock_.Now() - edited,
                      end == SyncEnd::kAssumedQuiet);
    }

    /// Two syncs of a second, and then one in which the case acted.
    void SyncTwiceAndThen(Milliseconds takes, SyncEnd end, bool control_arrives) {
        Sync(1000, end, true);
        Sync(1000, end, true);
        cast_.touched[Side::kSource] = state_.Barrier();
        Sync(takes, end, control_arrives);
    }

    template <class Expectation>
    Finding Judged(const Expectation& expectation) {
        return Judge(world_, state_, arrivals_, cast_, false)(expectation);
    }
    Finding NotLinked() { return Judged(scenario::Linked{"a", "b", false, ""}); }
    Finding IsLinked() { return Judged(scenario::Linked{"a", "b", true, ""}); }

    checklist::Checklist checklist_ = [] {
        checklist::Checklist one;
        one.flows.emplace_back().id = "f";
        return one;
    }();
    std::vector<target::Profile> profiles_;
    target::Entity entity_a_, entity_b_;
    ScriptedClock clock_;
    ScriptedDriver driver_{clock_};
    std::unique_ptr<journal::Writer> journal_ = journal::Writer::Nowhere();
    Secrets secrets_;
    Recorder recorder_{*journal_, secrets_, clock_};
    ValueMaker values_{1, "ab"};
    BodyMaker bodies_{checklist_, profiles_, values_};
    std::unique_ptr<ledger::Ledger> ledger_ = ledger::Ledger::InMemory({});
    WriteBudget budget_{std::nullopt};
    World world_{checklist_, profiles_, {},      {},      driver_,  driver_.GetCapabilities(),
                 clock_,     recorder_, values_, bodies_, *ledger_, budget_};
    State state_{world_};
    Arrivals arrivals_{world_.sync_deadline};
    plan::Case plan_;
    Cast cast_;
};

TEST_F(JudgedOverTime, ADataFlowThatStillWritesAfterAllRoundsDoesNotBecomeQuiet) {
    Sync(1000, SyncEnd::kStillWriting, true, "users/1 was written");
    const Finding finding = Judged(scenario::BecomesQuiet{});
    EXPECT_EQ(finding.verdict, Verdict::kFail);
    EXPECT_THAT(finding.seen, HasSubstr("after 20 rounds: users/1 was written"));
}

TEST_F(JudgedOverTime, OneThatIsOnlyBusyMayStillBecomeQuiet) {
    Sync(1000, SyncEnd::kBusy, true, "pipe a is running");
    const Finding finding = Judged(scenario::BecomesQuiet{});
    EXPECT_EQ(finding.verdict, Verdict::kInconclusive);
    EXPECT_EQ(finding.seen, "pipe a is running");
}

TEST_F(JudgedOverTime, ABusySyncDoesNotHideAnotherThatStillWrote) {
    Sync(1000, SyncEnd::kQuiet, true);
    EXPECT_EQ(Judged(scenario::BecomesQuiet{}).verdict, Verdict::kPass);
    Sync(1000, SyncEnd::kBusy, true, "pipe a is running");
    Sync(1000, SyncEnd::kStillWriting, true, "users/1 was written");
    EXPECT_EQ(Judged(scenario::BecomesQuiet{}).verdict, Verdict::kFail);
}

TEST_F(JudgedOverTime, ThatNothingHappenedIsNotBelievedWhenItsControlCameAfterTheWindow) {
    SyncTwiceAndThen(4200, SyncEnd::kAssumedQuiet, true);
    const Finding finding = NotLinked();
    EXPECT_EQ(finding.verdict, Verdict::kInconclusive);
    EXPECT_THAT(finding.seen, HasSubstr("the control arrived after 4.2 s, the window was 3.0 s"));
}

TEST_F(JudgedOverTime, ThatNothingHappenedIsBelievedWhenItsControlCameWithinTheWindow) {
    SyncTwiceAndThen(3000, SyncEnd::kAssumedQuiet, true);
    EXPECT_EQ(NotLinked().verdict, Verdict::kPass);
}

TEST_F(JudgedOverTime, ASlowSyncIsNoMatterWhereTheDataFlowSaysThatItIsDone) {
    SyncTwiceAndThen(4200, SyncEnd::kQuiet, true);
    EXPECT_EQ(NotLinked().verdict, Verdict::kPass);
}

struct MissingRow {
    const char* name;
    SyncEnd end;
    Milliseconds takes;
    bool control_arrives;
    Verdict verdict;
    const char* says;
};

class MissingOverTime : public JudgedOverTime, public ::testing::WithParamInterface<MissingRow> {};

TEST_P(MissingOverTime, IsAFailureOnlyWhenTheDataFlowHadItsTime) {
    SyncTwiceAndThen(GetParam().takes, GetParam().end, GetParam().control_arrives);
    const Finding finding = IsLinked();
    EXPECT_EQ(finding.verdict, GetParam().verdict);
    EXPECT_THAT(finding.seen, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Judge, MissingOverTime,
    ::testing::Values(
        MissingRow{"ItSaidQuiet", SyncEnd::kQuiet, 1000, true, Verdict::kFail, "has no link"},
        MissingRow{"ItSaidQuietWhateverTheControlDid", SyncEnd::kQuiet, 1000, false, Verdict::kFail,
                   "has no link"},
        MissingRow{"ItIsBusy", SyncEnd::kBusy, 1000, false, Verdict::kInconclusive, "still busy"},
        MissingRow{"TheControlCameInTheWindow", SyncEnd::kAssumedQuiet, 1000, true, Verdict::kFail,
                   "has no link"},
        MissingRow{"TheControlCameLate", SyncEnd::kAssumedQuiet, 4200, true, Verdict::kInconclusive,
                   "the control arrived after 4.2 s, the window was 3.0 s"},
        MissingRow{"TheControlDidNotCome", SyncEnd::kAssumedQuiet, 2500, false,
                   Verdict::kInconclusive,
                   "the control had not arrived after 2.5 s, the window was 3.0 s"}),
    [](const auto& test) { return test.param.name; });

TEST_F(JudgedOverTime, WhatIsMissingAfterASyncThatItsCasesHadStoppedIsNotHeldAgainstIt) {
    driver_.script.push_back({1000,
                              {.end = SyncEnd::kStillWriting,
                               .rounds = 2,
                               .detail = {},
                               .evidence = {},
                               .throttled = {},
                               .is_cut = true}});
    ASSERT_TRUE(state_.Advance(*driver_.Sync({world_.sync_deadline})));
    EXPECT_EQ(IsLinked().verdict, Verdict::kInconclusive);
    Sync(1000, SyncEnd::kStillWriting, true);
    EXPECT_EQ(IsLinked().verdict, Verdict::kFail);
}

TEST_F(JudgedOverTime, WhatIsMissingAfterASyncThatSomebodyElsesFaultBrokeIsNotHeldAgainstIt) {
    Sync(1000, SyncEnd::kFailed, false, "a pipe failed", "nobody had asked for the fault f1");
    Sync(1000, SyncEnd::kQuiet, true);
    const Finding finding = IsLinked();
    EXPECT_EQ(finding.verdict, Verdict::kInconclusive);
    EXPECT_THAT(finding.seen, HasSubstr("sync 1 failed (a pipe failed), and nobody had asked"));
    cast_.first_barrier = 2;  // a case that came later
    EXPECT_EQ(IsLinked().verdict, Verdict::kFail);
}

TEST_F(JudgedOverTime, WhatIsMissingAfterASyncThatWasAskedToSlowDownIsNotHeldAgainstIt) {
    driver_.script.push_back({1000,
                              {.end = SyncEnd::kQuiet,
                               .rounds = 1,
                               .detail = {},
                               .evidence = {},
                               .throttled = "pipe 'a' was answered 429"}});
    ASSERT_TRUE(state_.Advance(*driver_.Sync({world_.sync_deadline})));
    arrivals_.Add("f", Side::kSource, 1, true, 1, false);
    const Finding finding = IsLinked();
    EXPECT_EQ(finding.verdict, Verdict::kInconclusive);
    EXPECT_THAT(finding.seen, HasSubstr("in sync 1 pipe 'a' was answered 429"));
    cast_.first_barrier = 2;
    Sync(1000, SyncEnd::kQuiet, true);
    EXPECT_EQ(IsLinked().verdict, Verdict::kFail);
}

TEST_F(JudgedOverTime, WhatItDidWrongIsHeldAgainstItWhateverFaultsItMet) {
    driver_.links = {{{"", "1"}, {"", "1"}}};
    Sync(1000, SyncEnd::kFailed, false, "a pipe failed", "nobody had asked for the fault f1");
    EXPECT_EQ(NotLinked().verdict, Verdict::kFail);
}

TEST_F(JudgedOverTime, ALinkByWhatARecordHadBeforeAnEditThatCouldNotBeReadIsNotHeldAgainstIt) {
    entity_a_.id = "users";
    entity_b_.id = "customers";
    driver_.links = {{{"users", "1"}, {"customers", "1"}}};
    Sync(1000, SyncEnd::kQuiet, true);
    cast_.records["a"].front().edited_after = state_.Barrier();
    Sync(1000, SyncEnd::kQuiet, true);
    EXPECT_EQ(NotLinked().verdict, Verdict::kFail);
    Sync(1000, SyncEnd::kFailed, false, "HTTP 500", "it met a fault that no case had asked for");
    const Finding finding = NotLinked();
    EXPECT_EQ(finding.verdict, Verdict::kInconclusive);
    EXPECT_THAT(finding.seen, HasSubstr("but sync 3 failed (HTTP 500)"));
}

TEST_F(JudgedOverTime, ASyncThatFailedByItselfExcusesNothing) {
    Sync(1000, SyncEnd::kFailed, false, "a pipe failed");
    EXPECT_EQ(IsLinked().verdict, Verdict::kFail);
}

TEST_F(JudgedOverTime, AnEarlierControlInTimeOutweighsALaterOneThatWasLate) {
    Sync(1000, SyncEnd::kAssumedQuiet, true);
    cast_.touched[Side::kSource] = state_.Barrier();
    Sync(1000, SyncEnd::kAssumedQuiet, true);
    Sync(9000, SyncEnd::kAssumedQuiet, true);
    EXPECT_EQ(NotLinked().verdict, Verdict::kPass);
}

}  // namespace
}  // namespace plumb::run
