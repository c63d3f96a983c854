#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/cast.h"
#include "harness/run/control.h"
#include "harness/run/judge.h"
#include "harness/run/list_read.h"
#include "harness/run/maker.h"
#include "harness/run/needs.h"
#include "harness/run/owed.h"
#include "harness/run/preflight.h"
#include "harness/run/state.h"

namespace plumb::run {

/// What the cases of one lockstep share.
struct Stage {
    const World& world;
    Maker& maker;
    Preflight& preflight;
    State& state;
    const Controls& controls;
};

/// One case on its way through the barriers: runs its steps up to the next `sync` or `restart`, and
/// ends with exactly one outcome. Not for use from several threads at once.
class CaseRun final {
  public:
    /// `number` makes its tag: a case that is repeated gets a new one. It waits for `start_after`
    /// barriers from now.
    CaseRun(const plan::Case& plan, int number, const Stage& stage);

    /// Runs until the case waits for a barrier, a restart or for somebody to look for what it has
    /// written, or has ended.
    void Advance();
    /// Call after the barrier or restart for which it waits.
    void Resume();

    /// What the case has written and waits to see before it goes on: look for it, then Advance().
    std::vector<Owed*> Owing();

    /// Adds what the case is going to look at after the barrier for which it waits, before
    /// Resume().
    void AddNeeds(Needs& needs) const;

    /// True when what the case does next might come out otherwise if the sync for which it waits,
    /// and which has ended, had more rounds. Tries that out, and does nothing.
    bool MayNeedMoreRounds() const;

    bool HasEnded() const { return outcome_.has_value(); }
    bool WantsRestart() const { return !HasEnded() && wants_restart_; }
    const plan::Case& Plan() const { return plan_; }
    bool WantsControl() const;
    /// Rounds of the coming sync that are enough for it; 0: until the data flow is quiet.
    int MostRounds() const;

    /// The case as the journal tells it. Ends a case that has not ended, as `error`.
    journal::CaseJudged Report();

  private:
    void Run(const scenario::GivenLinkedPair& step);
    void Run(const scenario::Create& step);
    void Run(const scenario::Edit& step);
    void Run(const scenario::Delete& step);
    void Run(const scenario::Sync& step);
    void Run(const scenario::Restart& step);
    void Run(const scenario::Fault& step);
    void Run(const scenario::Mark& step);
    void Run(const scenario::Expect& step);
    Finding FindingOf(const scenario::Expect& step);
    bool OnlyRecords(const scenario::Expect& step) const;
    bool HasUnmetFault() const;
    bool IsAwaited() const;
    bool NextFindingsMayChange();

    void AddNeedsOf(const scenario::Expectation& what, Needs& needs) const;
    Need& NeedOf(Side side, const target::Entity& entity, Needs& needs) const;
    const checklist::Flow& FlowOf(const std::string& id) const;
    /// nullopt when the case is skipped because the page is too large.
    std::optional<int> CountOf(const scenario::Count& count, const checklist::Flow& flow);
    std::optional<int> CountOf(const scenario::FillsAPage& fills, const checklist::Flow& flow);
    std::string UnfilledList();
    Held NewHeld(const std::string& handle, int index, Side side, const checklist::Flow& flow);
    Json BodyOf(const scenario::Create& step, const Held& held);
    void ShareOtherKeys(Json& body, const Held& held);
    bool IsAboutOneOfSeveralKeys() const;
    BodyMaker::Keys KeysOfPartner() const;
    const checklist::Pair* PairOf(const checklist::Flow& flow) const;
    std::vector<std::string> DemandedBy(const scenario::Create& step, const Held& held) const;
    /// Sends the record; false when that ended the case.
    bool Make(Held held, Json body, const std::vector<std::string>& demanded);
    void Made(Held held, const Json& body, const std::vector<std::string>& demanded,
              const system::Record& record);
    void MakeTargets(const checklist::Flow& flow, int count);
    void EditOne(const scenario::Edit& step, Held& held);
    /// What was written is to be seen before the case goes on, with `then`.
    void Owe(Written written, std::function<void(std::optional<system::Record>)> then);
    void Settle();
    void SettleOne(Owed& owed);
    void NoteArrival(Held& held, const std::string& path, const scenario::Value& value);
    void Keep(Held& held, const system::Record& stored, const std::vector<std::string>& paths);
    void NoteArrivalBy(const checklist::Flow& flow, const checklist::Property& property, Held& held,
                       const std::string& path, const Json& written);
    void WaitUntilLaterThan(const std::string& mark, const Held& held);
    void LiftFaults();
    /// True while a system refuses connections, those of the harness too.
    bool IsRefused() const;
    void FindAwaited();
    void FindOne(Held& target, const Held& source);
    void RefreshRecords();
    std::string HiddenPath(const Json& sent, const Held& held,
                           std::vector<std::string> paths) const;
    static bool WasFilledIn(const Json& sent, const Held& held,
                            const std::vector<std::string>& demanded);
    bool MakesNoSenseAnyMore(const Json& sent, const Held& held) const;

    void End(scenario::Verdict verdict, std::string reason, bool missing_need = false);
    void End(const Error& error);
    void EndAfterLastStep();
    /// A step is about a record that the data flow should have created, and has not.
    void EndUncreated(std::string_view purpose);
    /// Nobody but the data flow could have deleted it.
    void EndVanished(const Held& held);
    void Tell(const std::string& lane, std::string text);
    void TellWrites();
    void TellEvidence(const dataflow::SyncReport& sync);
    std::string LaneOf(Side side) const;

    /// A fault that is set at a mock right now.
    struct SetFault {
        std::string system;
        std::string id;
        std::string what;  ///< its verdict, for people
        bool is_window = false;
        int barrier = 0;  ///< the coming one, when it was set
    };

    /// A list of the data flow that records of the case make end with a full page.
    struct FilledList {
        std::string system;
        std::string entity;
        std::uint64_t since = 0;  ///< number of the newest request before them
    };

    const plan::Case& plan_;
    Stage stage_;
    Cast cast_;
    std::size_t next_ = 0;  ///< step
    std::vector<Owed> owed_;
    std::function<void()> rest_;  ///< of the step, once what is owed was seen
    int waits_ = 0;               ///< barriers still to wait for
    int rounds_ = 0;              ///< of each of them that are enough; 0: until it is quiet
    bool wants_restart_ = false;
    int records_made_ = 0;
    std::size_t writes_told_ = 0;
    std::optional<scenario::Outcome> outcome_;
    std::optional<scenario::Outcome> doubt_;  ///< the first inconclusive finding
    std::string observed_;
    std::vector<SetFault> faults_;
    std::vector<FilledList> filled_;
    std::string unmet_fault_;  ///< why a fault that was set proves nothing; "" when all were met
    std::string excuse_;       ///< why the data flow need not get over one; "" when it must
    std::vector<journal::Judged> judged_;
    std::vector<journal::Moment> timeline_;
    Milliseconds started_ = 0;
};

}  // namespace plumb::run
