#include "harness/run/case_run.h"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/base/mentions.h"
#include "harness/base/text.h"
#include "harness/scenario/property_type.h"
#include "harness/scenario/wording.h"

namespace plumb::run {

using scenario::Verdict;

namespace {

/// Bytes of a record in a timeline: as many as of an answer.
constexpr std::size_t kShown = 4096;

}  // namespace

CaseRun::CaseRun(const plan::Case& plan, int number, const Stage& stage)
    : plan_(plan), stage_(stage), waits_(plan.start_after), started_(stage.world.recorder.Now()) {
    cast_.plan = &plan_;
    cast_.tag = stage_.world.values.CaseTag(number);
    cast_.first_barrier = stage_.state.Barrier() + plan.start_after + 1;
    writes_told_ = stage_.state.WriteMark();
    if (plan_.skip) outcome_ = plan_.skip;
}

bool CaseRun::WantsControl() const {
    const bool probes = std::ranges::any_of(plan_.steps, &scenario::Step::appended);
    return !HasEnded() && (plan_.needs_control || probes);
}

void CaseRun::Advance() {
    while (!HasEnded() && waits_ == 0 && !wants_restart_) {
        if (!owed_.empty()) {
            if (!Owing().empty()) return;
            Settle();
            continue;
        }
        if (rest_) {
            std::exchange(rest_, nullptr)();
            continue;
        }
        if (next_ == plan_.steps.size()) return EndAfterLastStep();
        const scenario::Step& step = plan_.steps[next_++];
        std::visit([this](const auto& action) { Run(action); }, step.action);
    }
}

std::vector<Owed*> CaseRun::Owing() {
    std::vector<Owed*> owing;
    if (HasEnded()) return owing;
    for (Owed& one : owed_) {
        if (!one.was_looked_for) owing.push_back(&one);
    }
    return owing;
}

void CaseRun::Owe(Written written, std::function<void(std::optional<system::Record>)> then) {
    owed_.push_back({std::move(written), std::move(then), !stage_.world.rations_requests});
}

void CaseRun::Settle() {
    for (Owed& one : std::exchange(owed_, {})) {
        if (!HasEnded()) SettleOne(one);
    }
}

/// What no list showed as it must be is read by itself, within its system's lag.
void CaseRun::SettleOne(Owed& owed) {
    const Written& written = owed.written;
    if (!owed.is_seen) {
        auto stored = stage_.maker.ReadBack(written);
        if (!stored) return End(stored.error());
        return owed.then(std::move(*stored));
    }
    if (owed.stored) stage_.world.recorder.Share(owed.stored->exchange, plan_.id);
    Tell(LaneOf(written.side),
         owed.stored ? fmt::format("a list of {} shows {}: {}", written.entity->id,
                                   written.record.id, Shorten(Dump(owed.stored->fields), kShown))
                     : fmt::format("no list of {} shows {} any more", written.entity->id,
                                   written.record.id));
    owed.then(std::move(owed.stored));
}

void CaseRun::Resume() {
    if (HasEnded()) return;
    if (wants_restart_) {
        wants_restart_ = false;
        return;
    }
    if (waits_ > 0) --waits_;
    if (waits_ == 0) LiftFaults();
    if (cast_.records.empty()) return;
    const dataflow::SyncReport& sync = stage_.state.ReportOf(stage_.state.Barrier());
    Tell("sync",
         fmt::format("sync {}: {} round{}{}", stage_.state.Barrier(), sync.rounds,
                     sync.rounds == 1 ? "" : "s", sync.detail.empty() ? "" : ", " + sync.detail));
    TellEvidence(sync);
    TellWrites();
    if (IsRefused()) return;
    FindAwaited();
    RefreshRecords();
}

const checklist::Flow& CaseRun::FlowOf(const std::string& id) const {
    return run::FlowOf(stage_.world, plan_, id);
}

int CaseRun::MostRounds() const {
    return HasEnded() || waits_ == 0 ? 0 : rounds_;
}

void CaseRun::Run(const scenario::Sync& step) {
    waits_ = step.times;
    rounds_ = step.rounds;
}

void CaseRun::Run(const scenario::Restart&) {
    wants_restart_ = true;
    Tell("sync", "the data flow is restarted");
}

void CaseRun::Run(const scenario::Mark& step) {
    cast_.marks[step.name] = stage_.state.WriteMark();
    cast_.mark_times[step.name] = stage_.world.clock.Now();
    for (auto& [handle, list] : cast_.records) {
        for (Held& held : list) {
            if (!held.awaited) held.at_mark[step.name] = held.record.fields;
        }
    }
}

Finding CaseRun::FindingOf(const scenario::Expect& step) {
    Judge judge(stage_.world, stage_.state, stage_.controls.GetArrivals(), cast_, step.probe);
    return std::visit(judge, step.what);
}

bool CaseRun::OnlyRecords(const scenario::Expect& step) const {
    return step.only_observe || plan_.basis == scenario::Basis::kObserved;
}

void CaseRun::Run(const scenario::Expect& step) {
    if (stage_.state.Barrier() == 0) return End(Verdict::kError, "judged before the first sync");
    Finding finding = FindingOf(step);
    const bool only_records = OnlyRecords(step);
    const bool settled = finding.verdict == Verdict::kPass || finding.verdict == Verdict::kFail;
    if (only_records && settled) finding.verdict = Verdict::kObserved;
    const std::string& excuse = unmet_fault_.empty() ? excuse_ : unmet_fault_;
    if (finding.verdict == Verdict::kFail && !excuse.empty()) {
        finding.verdict = Verdict::kInconclusive;
        finding.seen += " (but " + excuse + ")";
    }
    const scenario::Step& from = plan_.steps[next_ - 1];
    judged_.push_back({scenario::Describe(from), finding.expected, finding.seen,
                       std::string(ToString(finding.verdict)), finding.before, finding.after});
    const std::string reason = fmt::format("expected {}; seen: {}", finding.expected, finding.seen);
    if (finding.verdict == Verdict::kObserved) {
        observed_ += (observed_.empty() ? "" : "; ") + finding.expected + ": " + finding.seen;
    } else if (finding.verdict == Verdict::kInconclusive) {
        if (!doubt_) doubt_ = scenario::Outcome{finding.verdict, reason, false};
    } else if (finding.verdict != Verdict::kPass) {
        End(finding.verdict, reason);
    }
}

void CaseRun::EndAfterLastStep() {
    if (doubt_) {
        outcome_ = doubt_;
    } else if (!unmet_fault_.empty()) {
        End(Verdict::kInconclusive, unmet_fault_);
    } else if (std::string unfilled = UnfilledList(); !unfilled.empty()) {
        End(Verdict::kInconclusive, std::move(unfilled));
    } else if (judged_.empty()) {
        End(Verdict::kError, "the case judged nothing");
    } else if (!observed_.empty() && std::ranges::all_of(judged_, [](const auto& judged) {
                   return judged.verdict == "observed";
               })) {
        End(Verdict::kObserved, observed_);
    } else {
        End(Verdict::kPass, fmt::format("all {} expectations hold", judged_.size()));
    }
}

void CaseRun::End(Verdict verdict, std::string reason, bool missing_need) {
    if (HasEnded()) return;
    outcome_ = scenario::Outcome{verdict, std::move(reason), missing_need};
}

void CaseRun::End(const Error& error) {
    End(Verdict::kError, std::string(Trim(ToString(error))));
}

std::string CaseRun::LaneOf(Side side) const {
    return side == Side::kSource ? "source" : "target";
}

void CaseRun::Tell(const std::string& lane, std::string text) {
    timeline_.push_back({stage_.world.recorder.Now(), lane, std::move(text),
                         stage_.world.recorder.LastExchange(plan_.id)});
}

/// Adds what the data flow wrote to the records of the case in the last sync.
void CaseRun::TellWrites() {
    for (const system::LoggedWrite& write : stage_.state.WritesSince(writes_told_)) {
        for (const auto& [handle, list] : cast_.records) {
            for (const Held& held : list) {
                if (held.record.id != write.record || held.entity->id != write.entity) continue;
                Tell(LaneOf(held.side), fmt::format("the data flow: {} {} {}", write.method,
                                                    write.target, Shorten(write.body, 200)));
            }
        }
    }
    writes_told_ = stage_.state.WriteMark();
}

/// Of all that the data flow told of the sync, what names a record of this case.
void CaseRun::TellEvidence(const dataflow::SyncReport& sync) {
    for (const std::string& line : sync.evidence) {
        bool names = line.find(cast_.tag) != std::string::npos;
        for (const auto& [handle, list] : cast_.records) {
            for (const Held& held : list) names = names || Mentions(line, held.record.id);
        }
        if (names) Tell("sync", Shorten(line, 600));
    }
}

journal::CaseJudged CaseRun::Report() {
    if (!HasEnded()) End(Verdict::kError, "the run ended before the case was judged");
    LiftFaults();
    Recorder& recorder = stage_.world.recorder;
    journal::CaseJudged report;
    report.id = plan_.id;
    report.at = recorder.Now();
    report.verdict = ToString(outcome_->verdict);
    report.reason = recorder.Mask(outcome_->reason);
    report.missing_need = outcome_->missing_need;
    report.expectations = judged_;
    report.timeline = timeline_;
    report.exchanges = recorder.TakeExchanges(plan_.id);
    report.took_ms = static_cast<double>(report.at - started_);
    return report;
}

}  // namespace plumb::run
