#include "harness/run/lockstep.h"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <mutex>
#include <set>
#include <thread>

#include "harness/run/lookout.h"
#include "harness/run/shared_limits.h"
#include "harness/run/shared_reading.h"
#include "harness/scenario/flows_named.h"

namespace plumb::run {

namespace {

std::string_view InWords(dataflow::SyncEnd end) {
    switch (end) {
        case dataflow::SyncEnd::kQuiet:
            return "quiet";
        case dataflow::SyncEnd::kAssumedQuiet:
            return "assumed quiet";
        case dataflow::SyncEnd::kBusy:
            return "busy";
        case dataflow::SyncEnd::kStillWriting:
            return "still writing";
        case dataflow::SyncEnd::kFailed:
            return "failed";
    }
    return "";
}

/// The coarsest time stamp of the systems: edits before and after a barrier must differ in it.
Milliseconds CoarsestResolution(const World& world) {
    int coarsest = 1;
    for (const checklist::Flow& flow : world.checklist.flows) {
        for (Side side : {Side::kSource, Side::kTarget}) {
            const target::Entity* entity = world.bodies.EntityOf(flow, side);
            if (entity != nullptr && entity->IsDated())
                coarsest = std::max(coarsest, entity->resolution_ms);
        }
    }
    return coarsest;
}

/// Only where no case waits for the data flow to become quiet.
int MostRoundsOf(const std::list<CaseRun>& cases) {
    int most = 0;
    for (const CaseRun& one : cases) {
        if (one.MostRounds() == 0) return 0;
        most = std::max(most, one.MostRounds());
    }
    return most;
}

/// As all its cases had asked.
bool IsStopped(const std::list<CaseRun>& cases, const dataflow::SyncReport& report) {
    return report.is_cut && MostRoundsOf(cases) > 0;
}

std::vector<const checklist::Flow*> FlowsOf(const World& world,
                                            const std::vector<const plan::Case*>& cases) {
    std::set<std::string> wanted;
    for (const plan::Case* one : cases) {
        if (one->skip || !one->needs_control) continue;
        for (const std::string& clause : one->clauses)
            wanted.insert(clause.substr(0, clause.find('/')));
        wanted.insert(one->flow);
        for (const scenario::Step& step : one->steps)
            wanted.insert(scenario::FlowNamedBy(step.action));
    }
    std::vector<const checklist::Flow*> flows;
    for (const checklist::Flow& flow : world.checklist.flows) {
        const bool known = world.bodies.EntityOf(flow, Side::kSource) != nullptr &&
                           world.bodies.EntityOf(flow, Side::kTarget) != nullptr;
        if (known && wanted.contains(flow.id)) flows.push_back(&flow);
    }
    return flows;
}

}  // namespace

bool Lockstep::MustStop() const {
    return options_.interrupt.Came() || (options_.fail_fast && failed_);
}

Status Lockstep::Run(const std::vector<const plan::Case*>& cases, int first_number,
                     const Listener& listener) {
    std::list<CaseRun> running;
    stage_.state.ForgetWrites();
    for (const plan::Case* one : cases) running.emplace_back(*one, first_number++, stage_);
    ReportEnded(running, listener);
    if (running.empty()) return {};
    if (Status prepared =
            controls_.Prepare(FlowsOf(stage_.world, cases), stage_.state.Barrier() + 1);
        !prepared)
        return prepared;
    while (!MustStop()) {
        if (Status health = RunPhase(running); !health) return health;
        ReportEnded(running, listener);
        if (running.empty()) break;
        if (Status passed = Barrier(running); !passed) return passed;
    }
    return {};
}

/// What all have written until they need to see it is looked for at once.
void Lockstep::AdvanceAll(std::list<CaseRun>& cases) {
    SharedReading reading(stage_.world);
    for (;;) {
        AdvanceOnce(cases);
        if (options_.interrupt.Came() || !stage_.world.recorder.Health()) return;
        std::vector<Owed*> owed;
        for (CaseRun& one : cases) std::ranges::copy(one.Owing(), std::back_inserter(owed));
        if (owed.empty()) return;
        reading.LookFor(owed);
    }
}

/// Cases own their records, so that they can act at the same time.
void Lockstep::AdvanceOnce(std::list<CaseRun>& cases) {
    std::mutex mutex;
    auto next = cases.begin();
    const auto take = [&]() -> CaseRun* {
        const std::lock_guard lock(mutex);
        const bool ends = options_.interrupt.Came() || !stage_.world.recorder.Health();
        if (next == cases.end() || ends) return nullptr;
        return &*next++;
    };
    const auto work = [&] {
        while (CaseRun* one = take()) one->Advance();
    };
    std::vector<std::jthread> helpers;
    for (int i = 1; i < options_.jobs; ++i) helpers.emplace_back(work);
    work();
}

/// Everything that the cases do before the next barrier, restarts included.
Status Lockstep::RunPhase(std::list<CaseRun>& cases) {
    for (bool again = true; again;) {
        AdvanceAll(cases);
        if (Status health = stage_.world.recorder.Health(); !health) return health;
        if (options_.interrupt.Came()) return {};
        again = std::ranges::any_of(cases, &CaseRun::WantsRestart);
        if (!again) break;
        if (Status restarted = stage_.world.driver.Restart(); !restarted) return restarted;
        for (CaseRun& one : cases) {
            if (one.WantsRestart()) one.Resume();
        }
    }
    return {};
}

Status Lockstep::Barrier(std::list<CaseRun>& cases) {
    const World& world = stage_.world;
    if (options_.before_sync) {
        if (Status ready = options_.before_sync(); !ready) return ready;
    }
    if (std::ranges::any_of(cases, &CaseRun::WantsControl)) {
        if (Status edited = controls_.Edit(stage_.state); !edited) return edited;
    }
    journal::Barrier event;
    event.number = stage_.state.Barrier() + 1;
    event.at = world.recorder.Now();
    event.cases = static_cast<int>(cases.size());
    event.records = static_cast<int>(world.ledger.Alive().size());
    Lookout lookout(world, &controls_, event.number);
    const int enough = MostRoundsOf(cases);
    const dataflow::SyncOrder order{world.sync_deadline, controls_.WindowAt(event.number),
                                    [&] { return lookout.Look(); },
                                    enough > 0 ? enough : unrest_.FewRounds(), 0};
    const Milliseconds end = world.clock.Now() + order.deadline;
    auto report = SyncWithinShare(world, order);
    if (!report) return tl::make_unexpected(report.error());
    // A sync that was interrupted was cut off: nothing is judged by it.
    const Status taken = options_.interrupt.Came() ? Status() : Take(cases, order, end, *report);
    event.took_ms = static_cast<double>(world.recorder.Now() - event.at);
    event.outcome = IsStopped(cases, *report) ? "stopped" : InWords(report->end);
    event.rounds = report->rounds;
    event.detail = world.recorder.Mask(report->detail);
    world.recorder.Append(event);
    for (const std::string& line : report->evidence) world.recorder.Note(line);
    if (!taken || options_.interrupt.Came()) return taken;

    Needs needs;
    controls_.AddNeeds(event.number, needs);
    for (const CaseRun& one : cases) one.AddNeeds(needs);
    stage_.state.Expect(needs);
    if (Status read = controls_.Read(stage_.state); !read) return read;
    for (CaseRun& one : cases) one.Resume();
    world.clock.Wait(CoarsestResolution(world));
    return world.recorder.Health();
}

/// Of a data flow that never comes to rest, a sync is cut where nothing hangs on further rounds.
Status Lockstep::Take(const std::list<CaseRun>& cases, dataflow::SyncOrder order, Milliseconds end,
                      dataflow::SyncReport& report) {
    State& state = stage_.state;
    if (Status advanced = state.Advance(report); !advanced) return advanced;
    const bool is_cut = report.is_cut && !IsStopped(cases, report);
    if (is_cut && MayStayCut(cases)) {
        state.Remark(
            fmt::format("cut after {} rounds, since {}", report.rounds, unrest_.InWords()));
    } else if (is_cut) {
        order.deadline = std::max<Milliseconds>(end - stage_.world.clock.Now(), 0);
        order.most_rounds = 0;
        order.used_rounds = report.rounds;
        auto rest = SyncWithinShare(stage_.world, order);
        if (!rest) return tl::make_unexpected(rest.error());
        if (options_.interrupt.Came()) return {};
        if (Status gone_on = state.GoOn(*std::move(rest)); !gone_on) return gone_on;
    }
    report = state.ReportOf(state.Barrier());
    unrest_.Note(state.Barrier(), report, state.LastWrites());
    return {};
}

bool Lockstep::MayStayCut(const std::list<CaseRun>& cases) const {
    const State& state = stage_.state;
    const dataflow::SyncReport& report = state.ReportOf(state.Barrier());
    return report.end == dataflow::SyncEnd::kStillWriting &&
           Unrest::OnlyRepeats(report, state.LastWrites()) &&
           std::ranges::none_of(cases, &CaseRun::MayNeedMoreRounds);
}

void Lockstep::ReportEnded(std::list<CaseRun>& cases, const Listener& listener) {
    for (CaseRun& one : cases) {
        if (!one.HasEnded()) continue;
        const journal::CaseJudged judged = one.Report();
        const bool known = options_.is_known && options_.is_known(judged);
        failed_ = failed_ || (judged.verdict == "fail" && !known);
        listener(one.Plan(), judged);
    }
    std::erase_if(cases, [](const CaseRun& one) { return one.HasEnded(); });
}

}  // namespace plumb::run
