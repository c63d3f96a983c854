#include "harness/run/runner.h"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <utility>

#include "harness/base/text.h"
#include "harness/plan/batches.h"
#include "harness/run/census.h"
#include "harness/run/clean_up.h"
#include "harness/run/tenant_lock.h"

namespace plumb::run {

namespace {

using plan::Batch;

/// Each sync has two attempts, and the cases have two syncs after their fault.
constexpr std::size_t kFewFaults = 4;

/// What the cases of a wave share: parent records, records to try values on, controls.
struct Wave {
    /// `number` is like no other of the run.
    Wave(const World& world, State& state, Arrivals& arrivals, int number)
        : maker(world),
          preflight(world, maker, number),
          controls(world, maker, arrivals),
          stage{world, maker, preflight, state, controls} {}

    Maker maker;
    Preflight preflight;
    Controls controls;
    const Stage stage;
};

/// Removes what the run has made by now, copies that the data flow has made of it included, so that
/// a tenant with few records has room for the next wave.
void MakeRoom(const World& world, int jobs) {
    ledger::Cleaner cleaner = MakeCleaner(world, jobs);
    if (Status looked = cleaner.LookAround(); !looked) {
        world.recorder.Note(
            fmt::format("looking for records of the last wave: {}", Trim(ToString(looked.error()))),
            true);
    }
    cleaner.RemoveButLocks();
}

class Runner final {
  public:
    Runner(const World& world, const plan::Plan& plan, const RunOptions& options)
        : world_(world),
          plan_(plan),
          options_(options),
          state_(world),
          arrivals_(world.sync_deadline) {}

    RunSummary Run(const std::vector<std::size_t>& selected) {
        Status status = state_.Begin();
        if (status) {
            summary_.requests_before = state_.LastRequest();
            status = Enter();
        }
        const std::set<std::size_t> wanted(selected.begin(), selected.end());
        for (const plan::Wave& wave : plan_.waves) {
            if (!status) break;
            Batch cases;
            for (std::size_t index : wave) {
                if (wanted.contains(index)) cases.push_back(&plan_.cases[index]);
            }
            if (cases.empty()) continue;
            if (!options_.keep_order) std::ranges::shuffle(cases, std::mt19937_64(options_.seed));
            status = RunWave(cases);
            if (!status || options_.interrupt.Came()) break;
        }
        if (!status) {
            summary_.ended = std::string(Trim(ToString(status.error())));
            world_.recorder.Note(summary_.ended, true);
        } else if (options_.interrupt.Came()) {
            summary_.ended = "interrupted";
        }
        if (status) KeepLockWhileTidyingUp();
        if (options_.clean_up) {
            TidyUp();
        } else if (options_.before_leaving) {
            options_.before_leaving();
        }
        if (census_) census_->Compare();
        summary_.syncs = state_.Barrier();
        summary_.last_requests = state_.LastRequests();
        return summary_;
    }

  private:
    Status Enter() {
        if (options_.clean_up && world_.admins.empty()) {
            if (Status alone = EnterTenant(); !alone) return alone;
        }
        return options_.once_alone ? options_.once_alone() : Status();
    }

    /// The census reads the lists by which it is seen that nobody was faster.
    Status EnterTenant() {
        lock_.emplace(world_);
        if (Status taken = lock_->Take(); !taken) return taken;
        census_.emplace(world_).TakeBefore(
            [this](const Place& place, const auto& records) { lock_->See(place, records); });
        return lock_->Confirm();
    }

    Status KeepLock() { return lock_ ? lock_->Renew() : Status(); }
    void KeepLockWhileTidyingUp() {
        const Status kept = KeepLock();
        if (!kept) world_.recorder.Note(std::string(Trim(ToString(kept.error()))), true);
    }

    /// True where records are few: what has ended makes room for what follows.
    bool HasLittleRoom() const { return !plan_.max_records.empty(); }
    bool MustEnd(const Status& status) const {
        return !status || options_.interrupt.Came() || StoppedByFailure();
    }

    Status RunWave(const Batch& cases) {
        Status status = RunCases(cases, options_.isolate);
        for (const plan::Case* one : std::exchange(again_, {})) {
            if (MustEnd(status)) break;
            status = RunCases({one}, true);
        }
        return status && HasLittleRoom() ? ConfirmApart(cases) : status;
    }

    Status RunCases(const Batch& cases, bool isolate) {
        Wave wave(world_, state_, arrivals_, waves_++);
        Status status;
        for (const Batch& batch : plan::BatchesOf(cases, isolate)) {
            status = RunBatch(wave, batch);
            if (MustEnd(status)) break;
        }
        if (status && !HasLittleRoom()) status = Confirm(wave, cases);
        if (HasLittleRoom()) {
            MakeRoom(world_, options_.jobs);
        } else if (options_.clean_up) {
            MakeCleaner(world_, options_.jobs).RemoveButLocks();
        }
        return status;
    }

    void TidyUp() {
        const Leftovers left = CleanUp(world_, options_.before_leaving, options_.jobs);
        summary_.remaining = static_cast<int>(left.remaining.size());
        for (const ledger::Remaining& one : left.remaining) RecordLeft(world_, one);
        for (const ledger::Remaining& one : left.retired) RecordLeft(world_, one, true);
    }

    bool IsKnown(const journal::CaseJudged& judged) const {
        return options_.is_known && options_.is_known(judged);
    }
    bool StoppedByFailure() const { return options_.fail_fast && failed_anew_; }

    Status RunBatch(Wave& wave, const Batch& batch) {
        const bool under_faults =
            std::ranges::find(batch, plan::Group::kFaults, &plan::Case::group) != batch.end();
        if (under_faults && batch.size() > 1) return RunUnderFaults(wave, batch);
        return RunSideBySide(wave, batch,
                             [this](const auto& one, const auto& judged) { Take(one, judged); });
    }

    Status RunSideBySide(Wave& wave, const Batch& batch, const Lockstep::Listener& listener) {
        const int first = next_number_;
        next_number_ += static_cast<int>(batch.size());
        Lockstep lockstep(wave.stage, wave.controls, unrest_,
                          {options_.fail_fast, options_.jobs, options_.interrupt, options_.is_known,
                           [this] { return KeepLock(); }});
        const int before = state_.Barrier();
        Status status = lockstep.Run(batch, first, listener);
        if (std::ranges::none_of(batch, SetsFaults)) CountFailedSyncs(before);
        return status;
    }

    static bool SetsFaults(const plan::Case* one) {
        return std::ranges::any_of(one->steps, [](const scenario::Step& step) {
            return std::holds_alternative<scenario::Fault>(step.action);
        });
    }

    void CountFailedSyncs(int before) {
        for (int number = before + 1; number <= state_.Barrier(); ++number) {
            if (state_.ReportOf(number).end == dataflow::SyncEnd::kFailed) ++summary_.failed_syncs;
        }
    }

    /// A data flow that stops at the first error and goes on with the next sync is not to blame for
    /// meeting many at once: only what it gets right counts in company. The rest is tried again
    /// with few others, and in the end by itself.
    Status RunUnderFaults(Wave& wave, const Batch& batch) {
        Batch again;
        Status status = RunSideBySide(wave, batch, [&](const auto& one, const auto& judged) {
            const bool settled = judged.verdict == "pass" || judged.verdict == "skipped";
            if (settled) return Take(one, judged);
            again.push_back(&one);
        });
        if (HasLittleRoom()) {
            std::ranges::copy(again, std::back_inserter(again_));
            return status;
        }
        const std::size_t size = batch.size() > kFewFaults ? kFewFaults : 1;
        for (std::size_t first = 0; first < again.size(); first += size) {
            if (MustEnd(status)) break;
            const std::size_t last = std::min(first + size, again.size());
            status = RunBatch(wave, Batch(again.begin() + static_cast<long>(first),
                                          again.begin() + static_cast<long>(last)));
        }
        return status;
    }

    void Take(const plan::Case& one, const journal::CaseJudged& judged) {
        world_.recorder.Append(judged);
        summary_.verdicts[one.id] =
            scenario::ParseVerdict(judged.verdict).value_or(scenario::Verdict::kError);
        if (judged.verdict == "fail") {
            failures_[one.id] = judged;
            failed_anew_ = failed_anew_ || !IsKnown(judged);
        }
        if (options_.progress) options_.progress(one, judged);
    }

    /// The failed cases that are to be repeated.
    Batch Doubtful(const Batch& cases) {
        Batch doubtful;
        for (const plan::Case* one : cases) {
            const auto failure = failures_.find(one->id);
            if (failure == failures_.end() || IsKnown(failure->second)) continue;
            if (!options_.isolate && repeats_++ < options_.confirm) doubtful.push_back(one);
        }
        return doubtful;
    }

    /// Repeats failed cases alone, to tell a fault of the data flow under any circumstances from
    /// one that needs company. The verdict stays.
    Status Confirm(Wave& wave, const Batch& cases) {
        Status status;
        for (const plan::Case* one : Doubtful(cases)) {
            if (!status || options_.interrupt.Came()) break;
            status = RepeatAlone(wave, *one);
        }
        return status;
    }

    /// The same, each in a wave of its own.
    Status ConfirmApart(const Batch& cases) {
        Status status;
        for (const plan::Case* one : Doubtful(cases)) {
            if (!status || options_.interrupt.Came()) break;
            Wave wave(world_, state_, arrivals_, waves_++);
            status = RepeatAlone(wave, *one);
            MakeRoom(world_, options_.jobs);
        }
        return status;
    }

    Status RepeatAlone(Wave& wave, const plan::Case& one) {
        Lockstep lockstep(wave.stage, wave.controls, unrest_,
                          {false, 1, options_.interrupt, {}, [this] { return KeepLock(); }});
        std::string again = "error";
        const Status status =
            lockstep.Run({&one}, next_number_++,
                         [&](const auto&, const auto& judged) { again = judged.verdict; });
        if (!status || options_.interrupt.Came()) return status;
        journal::CaseJudged& failure = failures_.at(one.id);
        failure.confirmed = again == "fail"   ? "fails alone"
                            : again == "pass" ? "fails only in company"
                                              : "repeated alone it was " + again;
        world_.recorder.Append(failure);
        return status;
    }

    const World& world_;
    const plan::Plan& plan_;
    const RunOptions& options_;
    State state_;
    Arrivals arrivals_;
    Unrest unrest_;
    std::optional<TenantLock> lock_;  ///< on tenants only, as the census
    std::optional<Census> census_;
    RunSummary summary_;
    std::map<std::string, journal::CaseJudged> failures_;
    bool failed_anew_ = false;  ///< a failure that is not known already
    Batch again_;  ///< under a fault, that are to be tried once more, each in a wave of its own
    int next_number_ = 1;
    int waves_ = 0;
    int repeats_ = 0;  ///< of failed cases
};

}  // namespace

RunSummary RunPlan(const World& world, const plan::Plan& plan,
                   const std::vector<std::size_t>& selected, const RunOptions& options) {
    return Runner(world, plan, options).Run(selected);
}

}  // namespace plumb::run
