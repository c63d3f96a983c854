#include "harness/explore/explorer.h"

#include <fmt/format.h>
#include <algorithm>
#include <numeric>
#include <thread>

#include "harness/base/text.h"
#include "harness/explore/company.h"

namespace plumb::explore {

using scenario::Scenario;
using scenario::Verdict;

namespace {

/// The first tenants hold few sequences: most faults of data flows show at once.
constexpr int kFirstTogether = 10;

/// Steps without what is not needed for one expectation: the others, and marks that nobody names.
void KeepOnly(std::size_t wanted, std::vector<scenario::Step>& steps) {
    std::size_t number = 0;
    std::string mark;
    std::size_t last = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto* expect = std::get_if<scenario::Expect>(&steps[i].action);
        if (expect == nullptr || number++ != wanted) continue;
        last = i;
        if (const auto* unchanged = std::get_if<scenario::Unchanged>(&expect->what))
            mark = unchanged->since;
        if (const auto* writes = std::get_if<scenario::Writes>(&expect->what)) mark = writes->since;
    }
    std::vector<scenario::Step> kept;
    for (std::size_t i = 0; i <= last && i < steps.size(); ++i) {
        if (i != last && std::holds_alternative<scenario::Expect>(steps[i].action)) continue;
        const auto* named = std::get_if<scenario::Mark>(&steps[i].action);
        if (named != nullptr && named->name != mark && !named->name.starts_with("moment")) continue;
        kept.push_back(std::move(steps[i]));
    }
    steps = std::move(kept);
}

}  // namespace

Scenario Explorer::ScenarioOf(const Sequence& sequence, std::optional<std::size_t> only) const {
    Walk walk = WalkThrough(sequence, landscape_, options_.sees_writes);
    Scenario scenario;
    scenario.name = "sequence";
    scenario.seed = options_.seed;
    scenario.found_by = scenario::FoundBy::kExplore;
    scenario.faults_may_miss = true;
    scenario.steps = std::move(walk.steps);
    if (only && *only < walk.reasons.size()) {
        scenario.clause = walk.reasons[*only].clause;
        scenario.flow = scenario.clause.substr(0, scenario.clause.find('/'));
        scenario.why = walk.reasons[*only].why;
        KeepOnly(*only, scenario.steps);
    }
    return scenario;
}

Explorer::Batch Explorer::Draw(int first, int count) const {
    Batch batch;
    batch.first = first;
    for (int i = 0; i < count; ++i) {
        batch.sequences.push_back(Generate(options_.seed, static_cast<std::uint64_t>(first + i),
                                           landscape_, options_.size));
    }
    return batch;
}

std::vector<Scenario> Explorer::ScenariosOf(const Batch& batch) const {
    std::vector<Scenario> scenarios;
    for (std::size_t i = 0; i < batch.sequences.size(); ++i) {
        scenarios.push_back(ScenarioOf(batch.sequences[i], std::nullopt));
        scenarios.back().name = fmt::format("sequence-{}", batch.first + static_cast<int>(i));
    }
    return scenarios;
}

/// As many tenants as there are jobs, each with its own sequences.
std::vector<Explorer::Batch> Explorer::RunRound(int& next, int& together) const {
    std::vector<Batch> batches;
    for (int job = 0; job < options_.jobs && next <= options_.sequences; ++job) {
        const int count = std::min(together, options_.sequences - next + 1);
        batches.push_back(Draw(next, count));
        next += count;
        together = options_.together;
    }
    const auto run = [this](Batch& batch) {
        auto endings = run_(ScenariosOf(batch));
        if (endings)
            batch.endings = *std::move(endings);
        else
            batch.status = tl::make_unexpected(endings.error());
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < batches.size(); ++i)
        threads.emplace_back([&run, &batch = batches[i]] { run(batch); });
    if (!batches.empty()) run(batches.front());
    return threads.clear(), batches;
}

Result<Exploration> Explorer::Explore(const Progress& progress) const {
    Exploration exploration;
    int together = std::min(kFirstTogether, options_.together);
    for (int next = 1; next <= options_.sequences && exploration.findings.empty();) {
        if (options_.interrupt.Came()) break;
        for (const Batch& batch : RunRound(next, together)) {
            if (!batch.status) return tl::make_unexpected(batch.status.error());
            if (!exploration.findings.empty()) break;
            Take(batch, exploration);
            if (progress) progress(exploration);
        }
    }
    return exploration;
}

void Explorer::Take(const Batch& batch, Exploration& exploration) const {
    for (std::size_t i = 0; i < batch.endings.size(); ++i) {
        ++exploration.sequences;
        const Ending& ending = batch.endings[i];
        const Verdict verdict = ending.outcome.verdict;
        if (verdict == Verdict::kInconclusive || verdict == Verdict::kSkipped)
            exploration.undecided.push_back(fmt::format(
                "sequence {}: {}", batch.first + static_cast<int>(i), ending.outcome.reason));
        if (verdict == Verdict::kError)
            exploration.errors.push_back(fmt::format(
                "sequence {}: {}", batch.first + static_cast<int>(i), ending.outcome.reason));
        if (verdict != Verdict::kFail) continue;
        const Promise promise = PromiseOf(batch.sequences[i], ending);
        const bool known = std::ranges::any_of(exploration.findings, [&](const Finding& finding) {
            return finding.promise == promise;
        });
        if (known || static_cast<int>(exploration.findings.size()) >= options_.findings) continue;
        exploration.findings.push_back(Repeat(batch, i));
    }
}

Promise Explorer::PromiseOf(const Sequence& sequence, const Ending& ending) const {
    const Walk walk = WalkThrough(sequence, landscape_, options_.sees_writes);
    if (!ending.failed || *ending.failed >= walk.reasons.size()) return Promise::kArrives;
    return walk.reasons[*ending.failed].promise;
}

std::optional<Ending> Explorer::RunAlone(const Sequence& sequence) const {
    auto endings = run_({ScenarioOf(sequence, std::nullopt)});
    if (!endings || endings->empty()) return std::nullopt;
    return endings->front();
}

/// A failure counts by itself when it is one where nobody else is; then it is made shorter, each
/// time on a tenant of its own, as long as it breaks the same promise.
Finding Explorer::Repeat(const Batch& batch, std::size_t index) const {
    const Sequence& sequence = batch.sequences[index];
    Finding finding;
    finding.number = batch.first + static_cast<int>(index);
    finding.actions = finding.actions_before = sequence.size();
    finding.promise = PromiseOf(sequence, batch.endings[index]);
    finding.ending = batch.endings[index];
    const auto again = RunAlone(sequence);
    finding.alone = again && again->outcome.verdict == Verdict::kFail;
    if (!finding.alone) {
        Describe(sequence, finding);
        if (again) LookForCompany(batch, index, finding);
        return finding;
    }
    finding.ending = *again;
    finding.promise = PromiseOf(sequence, *again);
    const auto fails = [&](const Sequence& candidate) {
        if (options_.interrupt.Came()) return false;
        const auto ending = RunAlone(candidate);
        const bool same = ending && ending->outcome.verdict == Verdict::kFail &&
                          PromiseOf(candidate, *ending) == finding.promise;
        if (same) finding.ending = *ending;
        return same;
    };
    const Sequence shortest = Shrink(sequence, landscape_, fails, options_.attempts);
    finding.actions = shortest.size();
    Describe(shortest, finding);
    return finding;
}

/// What passes alone is tried among all the others again, and then among fewer and fewer.
void Explorer::LookForCompany(const Batch& batch, std::size_t index, Finding& finding) const {
    const std::vector<Scenario> all = ScenariosOf(batch);
    const auto among = [&](const std::vector<std::size_t>& company) {
        std::vector<Scenario> present;
        for (const std::size_t one : company) present.push_back(all[one]);
        const auto place = std::ranges::find(company, index) - company.begin();
        Scenario together = Together(present, static_cast<std::size_t>(place));
        together.name = finding.scenario.name;
        together.why = finding.scenario.why;
        return std::pair(std::move(together), static_cast<std::size_t>(place));
    };
    const auto fails = [&](const std::vector<std::size_t>& company) {
        if (options_.interrupt.Came()) return false;
        const auto [together, place] = among(company);
        const auto endings = run_({together});
        return endings && endings->size() == company.size() &&
               (*endings)[place].outcome.verdict == Verdict::kFail;
    };
    std::vector<std::size_t> everybody(all.size());
    std::iota(everybody.begin(), everybody.end(), std::size_t{0});
    if (everybody.size() < 2 || !fails(everybody)) return;
    const auto needed = NeededCompany(all.size(), index, fails, options_.attempts);
    finding.companions = needed.size() - 1;
    finding.scenario = among(needed).first;
}

void Explorer::Describe(const Sequence& sequence, Finding& finding) const {
    const auto only = finding.alone ? finding.ending.failed : std::nullopt;
    finding.scenario = ScenarioOf(sequence, only);
    const Walk walk = WalkThrough(sequence, landscape_, options_.sees_writes);
    if (finding.ending.failed && *finding.ending.failed < walk.reasons.size()) {
        finding.scenario.why = walk.reasons[*finding.ending.failed].why;
    } else {
        finding.scenario.why = finding.ending.outcome.reason;
    }
    finding.scenario.name = fmt::format("{}-{}", ToString(finding.promise), finding.number);
    if (!only || !finding.alone) return;
    // With one expectation alone it must fail as well; else all of them are kept.
    const auto endings = run_({finding.scenario});
    if (endings && !endings->empty() && endings->front().outcome.verdict == Verdict::kFail) return;
    const std::string why = finding.scenario.why;
    const std::string name = finding.scenario.name;
    finding.scenario = ScenarioOf(sequence, std::nullopt);
    finding.scenario.why = why;
    finding.scenario.name = name;
}

}  // namespace plumb::explore
