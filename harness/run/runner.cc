#include "harness/run/runner.h"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "harness/base/text.h"
#include "harness/plan/case_shape.h"
#include "harness/run/clean_up.h"

namespace plumb::run {

namespace {

using Batch = std::vector<const plan::Case*>;

/// Each sync has two attempts, and the cases have two syncs after their fault.
constexpr std::size_t kFewFaults = 4;

/// The cases of a wave in the batches in which they run: side by side where they can.
std::vector<Batch> BatchesOf(const Batch& wave, bool isolate) {
    std::vector<Batch> batches;
    if (isolate) {
        for (const plan::Case* one : wave) batches.push_back({one});
        return batches;
    }
    Batch together;
    std::map<std::string, Batch> apart;  // by fault; restarts without one
    std::vector<Batch> alone;
    for (const plan::Case* one : wave) {
        if (one->group == plan::Group::kTogether) {
            together.push_back(one);
        } else if (one->group == plan::Group::kAlone) {
            alone.push_back({one});
        } else {
            apart[plan::FaultOf(*one)].push_back(one);
        }
    }
    if (!together.empty()) batches.push_back(std::move(together));
    for (auto& [fault, batch] : apart) batches.push_back(std::move(batch));
    std::ranges::move(alone, std::back_inserter(batches));
    return batches;
}

class Runner final {
  public:
    Runner(const World& world, const RunOptions& options)
        : world_(world), options_(options), state_(world), arrivals_(world.sync_deadline) {}

    RunSummary Run(const plan::Plan& plan, const std::vector<std::size_t>& selected) {
        Status status;
        const std::set<std::size_t> wanted(selected.begin(), selected.end());
        for (const plan::Wave& wave : plan.waves) {
            Batch cases;
            for (std::size_t index : wave) {
                if (wanted.contains(index)) cases.push_back(&plan.cases[index]);
            }
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
        if (options_.clean_up) TidyUp();
        summary_.syncs = state_.Barrier();
        summary_.last_requests = state_.LastRequests();
        return summary_;
    }

  private:
    Status RunWave(const Batch& cases) {
        Maker maker(world_);
        Preflight preflight(world_, maker);
        Controls controls(world_, maker, arrivals_);
        const Stage stage{world_, maker, preflight, state_, controls};
        Status status;
        for (const Batch& batch : BatchesOf(cases, options_.isolate)) {
            status = RunBatch(stage, controls, batch);
            if (!status || options_.interrupt.Came() || StoppedByFailure()) break;
        }
        if (status && !options_.interrupt.Came()) status = Confirm(stage, controls, cases);
        if (options_.clean_up) MakeCleaner(world_).Remove();
        return status;
    }

    void TidyUp() {
        const auto remaining = CleanUp(world_);
        summary_.remaining = static_cast<int>(remaining.size());
        for (const ledger::Remaining& one : remaining) {
            world_.recorder.Note(
                fmt::format("could not be removed: {} {}: {}", one.record, one.url, one.why), true);
        }
    }

    bool IsKnown(const journal::CaseJudged& judged) const {
        return options_.is_known && options_.is_known(judged);
    }
    bool StoppedByFailure() const { return options_.fail_fast && failed_anew_; }

    Status RunBatch(const Stage& stage, Controls& controls, const Batch& batch) {
        const bool under_faults =
            std::ranges::find(batch, plan::Group::kFaults, &plan::Case::group) != batch.end();
        if (under_faults && batch.size() > 1) return RunUnderFaults(stage, controls, batch);
        return RunSideBySide(stage, controls, batch,
                             [this](const auto& one, const auto& judged) { Take(one, judged); });
    }

    Status RunSideBySide(const Stage& stage, Controls& controls, const Batch& batch,
                         const Lockstep::Listener& listener) {
        const int first = next_number_;
        next_number_ += static_cast<int>(batch.size());
        Lockstep lockstep(
            stage, controls,
            {options_.fail_fast, options_.jobs, options_.interrupt, options_.is_known});
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
    Status RunUnderFaults(const Stage& stage, Controls& controls, const Batch& batch) {
        Batch again;
        Status status =
            RunSideBySide(stage, controls, batch, [&](const auto& one, const auto& judged) {
                const bool settled = judged.verdict == "pass" || judged.verdict == "skipped";
                if (settled) return Take(one, judged);
                again.push_back(&one);
            });
        const std::size_t size = batch.size() > kFewFaults ? kFewFaults : 1;
        for (std::size_t first = 0; first < again.size(); first += size) {
            if (!status || options_.interrupt.Came() || StoppedByFailure()) break;
            const std::size_t last = std::min(first + size, again.size());
            status = RunBatch(stage, controls,
                              Batch(again.begin() + static_cast<long>(first),
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

    /// Repeats failed cases alone, to tell a fault of the data flow under any circumstances from
    /// one that needs company. The verdict stays.
    Status Confirm(const Stage& stage, Controls& controls, const Batch& cases) {
        int left = options_.isolate ? 0 : options_.confirm;
        for (const plan::Case* one : cases) {
            const auto failure = failures_.find(one->id);
            if (failure == failures_.end()) continue;
            if (IsKnown(failure->second)) continue;
            if (left-- <= 0) continue;
            Lockstep lockstep(stage, controls, {false, 1, options_.interrupt, {}});
            std::string again = "error";
            const Status status =
                lockstep.Run({one}, next_number_++,
                             [&](const auto&, const auto& judged) { again = judged.verdict; });
            if (!status) return status;
            if (options_.interrupt.Came()) return {};
            failure->second.confirmed = again == "fail"   ? "fails alone"
                                        : again == "pass" ? "fails only in company"
                                                          : "repeated alone it was " + again;
            world_.recorder.Append(failure->second);
        }
        return {};
    }

    const World& world_;
    const RunOptions& options_;
    State state_;
    Arrivals arrivals_;
    RunSummary summary_;
    std::map<std::string, journal::CaseJudged> failures_;
    bool failed_anew_ = false;  ///< a failure that is not known already
    int next_number_ = 1;
};

}  // namespace

RunSummary RunPlan(const World& world, const plan::Plan& plan,
                   const std::vector<std::size_t>& selected, const RunOptions& options) {
    return Runner(world, options).Run(plan, selected);
}

}  // namespace plumb::run
