#include "harness/report/exit_status.h"

#include <algorithm>

namespace plumb::report {

namespace {

bool SelectionIsEmpty(const ReportModel& model) {
    const auto is_no_shard = [](const RunPart& run) {
        return run.started.shard.empty() && run.IsComplete();
    };
    return model.cases.empty() && std::any_of(model.runs.begin(), model.runs.end(), is_no_shard);
}

bool WasRefused(const ReportModel& model) {
    return std::any_of(model.runs.begin(), model.runs.end(), [](const RunPart& run) {
        return run.finished && run.finished->exit_status == 2;
    });
}

bool AnyClause(const ReportModel& model, Judgement judgement) {
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses) {
            if (clause.beside_known == judgement) return true;
        }
    }
    return false;
}

bool ListIsWrong(const ReportModel& model) {
    return std::any_of(model.deviations.begin(), model.deviations.end(),
                       [](const DeviationResult& one) { return !one.no_longer.empty(); });
}

bool AnyCensus(const ReportModel& model, CensusOutcome outcome) {
    return std::any_of(model.census.begin(), model.census.end(), [&](const CensusResult& one) {
        return one.seen.exclusive && one.outcome == outcome;
    });
}

bool LacksACheck(const ReportModel& model) {
    return std::any_of(model.runs.begin(), model.runs.end(), [](const RunPart& run) {
        return !run.started.part && !run.started.untested.empty();
    });
}

int Status(const ReportModel& model, bool complete) {
    if (SelectionIsEmpty(model) || WasRefused(model)) return 2;
    if (AnyClause(model, Judgement::kNonconformant) || ListIsWrong(model)) return 1;
    if (AnyCensus(model, CensusOutcome::kTouched)) return 1;
    if (LacksACheck(model)) return 2;
    const bool all_settled = std::ranges::all_of(model.left, &journal::LeftBehind::settled);
    if (!all_settled || AnyCensus(model, CensusOutcome::kUnknown)) return 3;
    if (!complete || AnyClause(model, Judgement::kUndecided)) return 3;
    if (AnyClause(model, Judgement::kPartial)) return 4;
    return !model.cases.empty() && model.gated_judged == 0 ? 4 : 0;
}

}  // namespace

int ExitStatus(const ReportModel& model) {
    return Status(model, model.complete);
}

int ExitStatusIfEnded(const ReportModel& model, std::string_view ended) {
    return Status(model, ended == "complete");
}

std::string_view ExplainExitStatus(int status) {
    switch (status) {
        case 0:
            return "no gated clause is broken or in doubt";
        case 1:
            return "a gated clause is nonconformant, a known deviation no longer holds, or records "
                   "of others were changed on an exclusive target";
        case 2:
            return "the command or a file it reads is wrong, nothing was selected, or no check has "
                   "a "
                   "case for a clause";
        case 3:
            return "a gated clause is undecided, the run could not start or finish, or records of "
                   "the run remain";
        case 4:
            return "a gated clause is decided only in part, or no gated case was judged";
        default:
            return "not a status of Plumb's";
    }
}

}  // namespace plumb::report
