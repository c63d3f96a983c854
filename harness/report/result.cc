#include "harness/report/result.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/checklist/clauses.h"
#include "harness/checklist/reader.h"
#include "harness/report/collect.h"
#include "harness/report/deviations.h"
#include "harness/report/exit_status.h"
#include "harness/report/lags.h"
#include "harness/report/remedy.h"
#include "harness/report/tenant.h"
#include "harness/report/trace.h"

namespace plumb::report {

namespace {

using scenario::Basis;
using scenario::Verdict;

constexpr std::array kBases = {Basis::kStated,   Basis::kImplied, Basis::kAssumed,
                               Basis::kPlatform, Basis::kHygiene, Basis::kObserved};

std::set<Basis> GateOf(const journal::RunStarted& run) {
    std::set<Basis> gate;
    for (const std::string& word : run.gate) {
        if (const auto basis = scenario::ParseBasis(word)) gate.insert(*basis);
    }
    if (gate.empty()) gate = {Basis::kStated, Basis::kImplied, Basis::kAssumed};
    return gate;
}

// --- the clauses --------------------------------------------------------------------------------

/// Builds flows and clauses: those of the checklist, in the document's order, and whatever else the
/// cases name.
class Outline final {
  public:
    explicit Outline(std::vector<FlowResult>& flows) : flows_(flows) {}

    void Add(const checklist::Checklist& checklist) {
        std::vector<checklist::Flow> sorted = checklist.flows;
        // JSON objects do not keep their order; the document's lines do.
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const auto& a, const auto& b) { return FirstLine(a) < FirstLine(b); });
        for (const checklist::Flow& flow : sorted) {
            FlowResult& result = Flow(flow.id);
            result.title = flow.title;
            result.lists_no_property = flow.properties.empty();
            for (checklist::Clause& clause : checklist::Clauses(flow)) {
                ClauseResult& made = Clause(flow.id, clause.id);
                made.sentence = std::move(clause.sentence);
                made.line = clause.line;
            }
        }
    }

    void Add(const CaseResult& result, std::size_t index) {
        if (result.planned.clauses.empty()) {
            const std::string id = result.planned.flow + "/no-clause";
            ClauseResult& clause = Clause(result.planned.flow, id);
            clause.sentence = "Cases that name no clause.";
            clause.cases.push_back(index);
        }
        for (const std::string& id : result.planned.clauses) {
            const std::size_t slash = id.find('/');
            const std::string flow =
                slash == std::string::npos ? result.planned.flow : id.substr(0, slash);
            std::vector<std::size_t>& cases = Clause(flow, id).cases;
            if (cases.empty() || cases.back() != index) cases.push_back(index);
        }
    }

  private:
    static int FirstLine(const checklist::Flow& flow) {
        int first = std::numeric_limits<int>::max();
        for (const int line : {flow.at.create, flow.at.keep_in_sync, flow.at.properties}) {
            if (line > 0) first = std::min(first, line);
        }
        return first;
    }

    FlowResult& Flow(const std::string& id) {
        const auto [found, is_new] = flow_index_.try_emplace(id, flows_.size());
        if (is_new) {
            flows_.emplace_back().id = id;
            flows_.back().title = id;
        }
        return flows_[found->second];
    }

    ClauseResult& Clause(const std::string& flow_id, const std::string& id) {
        FlowResult& flow = Flow(flow_id);
        const auto [found, is_new] = clause_index_.try_emplace({flow_id, id}, flow.clauses.size());
        if (is_new) flow.clauses.emplace_back().id = id;
        return flow.clauses[found->second];
    }

    std::vector<FlowResult>& flows_;
    std::map<std::string, std::size_t> flow_index_;
    std::map<std::pair<std::string, std::string>, std::size_t> clause_index_;
};

void JudgeClause(ClauseResult& clause, const std::vector<CaseResult>& cases,
                 const std::set<Basis>& gate) {
    std::map<Basis, Counts> deciding;
    std::map<Basis, Counts> all;
    for (const std::size_t index : clause.cases) {
        const CaseResult& result = cases[index];
        Tally(result, all[result.basis]);
        if (Decides(result)) {
            Tally(result, deciding[result.basis]);
        } else {
            clause.not_counted.push_back(index);
        }
    }
    for (const Basis basis : kBases) {
        if (!all.contains(basis)) continue;
        const bool gated = gate.contains(basis);
        Counts beside_known = deciding[basis];
        beside_known.known = 0;
        if (gated) clause.beside_known = std::min(clause.beside_known, Judge(beside_known));
        const Judgement judgement = Judge(deciding[basis]);
        clause.bases.push_back({basis, gated, judgement, all[basis]});
        clause.counts = clause.counts + all[basis];
        Judgement& over_all = gated ? clause.judgement : clause.others;
        over_all = std::min(over_all, judgement);
    }
}

/// Whoever selects cases leaves clauses out on purpose; in a whole run nobody did.
bool IsUntested(const ReportModel& model, const std::string& clause) {
    return std::ranges::any_of(model.runs, [&](const RunPart& run) {
        return !run.started.part &&
               std::ranges::find(run.started.untested, clause) != run.started.untested.end();
    });
}

void JudgeAll(ReportModel& model, const std::set<Basis>& gate) {
    for (FlowResult& flow : model.flows) {
        for (ClauseResult& clause : flow.clauses) {
            JudgeClause(clause, model.cases, gate);
            if (clause.judgement == Judgement::kNotRun && IsUntested(model, clause.id))
                clause.judgement = Judgement::kUntested;
            flow.judgement = std::min(flow.judgement, clause.judgement);
            model.others = std::min(model.others, clause.others);
        }
        model.judgement = std::min(model.judgement, flow.judgement);
    }
    for (const CaseResult& result : model.cases) {
        Tally(result, model.counts);
        if (result.gated && result.verdict && Decides(result) &&
            *result.verdict != Verdict::kSkipped) {
            ++model.gated_judged;
        }
    }
}

// --- what a reader must know beside the verdicts -------------------------------------------------

void ListAssumptions(ReportModel& model) {
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses) {
            Assumption assumption{clause.id, clause.sentence, clause.line, {}, 0};
            for (const std::size_t index : clause.cases) {
                const CaseResult& result = model.cases[index];
                if (result.basis != Basis::kAssumed) continue;
                ++assumption.cases;
                auto& readings = assumption.readings;
                const std::string& summary = result.planned.summary;
                if (std::find(readings.begin(), readings.end(), summary) == readings.end()) {
                    readings.push_back(summary);
                }
            }
            if (assumption.cases > 0) model.assumptions.push_back(std::move(assumption));
        }
    }
}

void ListUndecided(ReportModel& model) {
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses) {
            std::map<std::pair<bool, std::string>, std::size_t> known;
            for (const std::size_t index : clause.cases) {
                const CaseResult& result = model.cases[index];
                const std::string remedy = RemedyFor(result);
                if (remedy.empty()) continue;
                const auto [found, is_new] =
                    known.try_emplace({result.gated, remedy}, model.undecided.size());
                if (is_new) {
                    const std::string reason =
                        result.verdict ? result.judged.reason : "the case was never run";
                    model.undecided.push_back({clause.id, result.gated, reason, remedy, {}});
                }
                model.undecided[found->second].cases.push_back(index);
            }
        }
    }
    std::stable_partition(model.undecided.begin(), model.undecided.end(),
                          [](const Undecided& undecided) { return undecided.gated; });
}

void ListUntested(ReportModel& model) {
    for (const RunPart& run : model.runs) {
        for (const std::string& clause : run.started.untested) {
            if (std::find(model.untested.begin(), model.untested.end(), clause) ==
                model.untested.end())
                model.untested.push_back(clause);
        }
    }
}

std::string WhyIncomplete(const std::vector<RunPart>& runs) {
    for (const RunPart& run : runs) {
        if (run.started.run.empty()) return "the run could not start";
        if (!run.finished) return "the journal ends before the run does: it was killed";
        if (!run.IsComplete()) return run.finished->ended;
    }
    return "";
}

/// A journal that ends early may not even hold the plan of every selected case.
std::string CasesWithoutPlan(const ReportModel& model) {
    std::size_t selected = 0;
    for (const RunPart& run : model.runs) {
        selected += static_cast<std::size_t>(std::max(run.started.cases, 0));
    }
    if (selected <= model.cases.size()) return "";
    return fmt::format("; {} of its {} selected cases are not in the journal",
                       selected - model.cases.size(), selected);
}

void TakeChecklist(ReportModel& model, Outline& outline) {
    const journal::RunStarted& run = model.Run();
    if (run.checklist.is_null()) return;
    const auto checklist = checklist::Read(Dump(run.checklist), "the journal's checklist");
    if (!checklist) {
        model.notes.push_back(
            {"The checklist in the journal cannot be read, so clauses stand "
             "without their sentences: " +
                 ToString(checklist.error()),
             true});
        return;
    }
    model.title = checklist->title.empty() ? checklist->id : checklist->title;
    if (checklist->document) {
        model.document = checklist->document->file;
        model.document_sha256 = checklist->document->sha256;
        model.document_generated = checklist->document->generated;
    }
    model.other_sentences = checklist::OtherSentences(*checklist);
    outline.Add(*checklist);
}

}  // namespace

void Tally(const CaseResult& result, Counts& counts) {
    if (!result.verdict) {
        ++counts.not_run;
        return;
    }
    switch (*result.verdict) {
        case Verdict::kPass:
            ++counts.pass;
            return;
        case Verdict::kFail:
            ++(result.deviation ? counts.known : counts.fail);
            return;
        case Verdict::kInconclusive:
            ++counts.inconclusive;
            return;
        case Verdict::kSkipped:
            ++(result.judged.missing_need ? counts.missing_need : counts.skipped);
            return;
        case Verdict::kError:
            ++counts.error;
            return;
        case Verdict::kObserved:
            ++counts.observed;
            return;
    }
}

bool Decides(const CaseResult& result) {
    if (result.basis == Basis::kObserved) return false;
    if (!result.verdict) return true;
    if (*result.verdict == Verdict::kObserved) return false;
    return *result.verdict != Verdict::kSkipped || result.judged.missing_need;
}

Result<ReportModel> FromJournals(std::vector<journal::Journal> journals) {
    auto collected = Collect(std::move(journals));
    if (!collected) return tl::make_unexpected(std::move(collected.error()));
    ReportModel model;
    model.runs = std::move(collected->runs);
    model.cases = std::move(collected->cases);
    model.exchanges = std::move(collected->exchanges);
    model.notes = std::move(collected->notes);
    model.begin = collected->begin;
    model.end = collected->end;
    model.incomplete_why = WhyIncomplete(model.runs);
    model.complete = model.incomplete_why.empty();
    if (!model.complete) model.incomplete_why += CasesWithoutPlan(model);

    const std::set<Basis> gate = GateOf(model.Run());
    Outline outline(model.flows);
    TakeChecklist(model, outline);
    for (std::size_t i = 0; i < model.cases.size(); ++i) {
        model.cases[i].gated = gate.contains(model.cases[i].basis);
        outline.Add(model.cases[i], i);
    }
    ApplyDeviations(model);
    JudgeAll(model, gate);
    TraceChecks(model);
    ListAssumptions(model);
    ListUndecided(model);
    ListUntested(model);
    ListLags(model);
    ListTenant(model);
    model.exit_status = ExitStatus(model);
    return model;
}

}  // namespace plumb::report
