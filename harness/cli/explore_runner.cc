#include "harness/cli/explore_runner.h"

#include <algorithm>

#include "harness/base/memory.h"
#include "harness/cli/trial.h"
#include "harness/plan/scenario_plan.h"

namespace plumb::cli {

namespace {

explore::Ending EndingOf(const journal::CaseJudged& judged) {
    explore::Ending ending;
    ending.outcome = {scenario::ParseVerdict(judged.verdict).value_or(scenario::Verdict::kError),
                      judged.reason, judged.missing_need};
    for (std::size_t i = 0; i < judged.expectations.size(); ++i) {
        if (judged.expectations[i].verdict != "fail") continue;
        ending.failed = i;
        ending.expected = judged.expectations[i].expected;
        ending.seen = judged.expectations[i].seen;
        break;
    }
    return ending;
}

}  // namespace

explore::Explorer::Run MakeExploreRunner(const Setup& setup, const EmbeddedOptions& embedded,
                                         const Interrupt& interrupt) {
    return [&setup, embedded, interrupt](const std::vector<scenario::Scenario>& scenarios)
               -> Result<std::vector<explore::Ending>> {
        const auto plan = plan::PlanScenarios(scenarios, setup.checklist, setup.profiles,
                                              setup.offer, setup.checklist_path);
        if (!plan) return tl::make_unexpected(plan.error());
        TrialOptions options;
        options.embedded = embedded;
        options.seed = scenarios.front().seed;
        options.keep_order = true;  // as `plumb replay` runs them
        options.interrupt = interrupt;
        const auto trial = setup.target ? RunTrialOn(*setup.target, *plan, setup.profiles,
                                                     setup.checklist_path, options)
                                        : RunTrial(*plan, setup.profiles, options);
        ReturnFreeMemory();  // of the tenant, which has ended
        if (!trial) return tl::make_unexpected(trial.error());
        if (trial->summary.ended != "complete") {
            if (interrupt.Came()) return std::vector<explore::Ending>();
            return EnvironmentError(trial->summary.ended);
        }
        std::vector<explore::Ending> endings;
        for (const plan::Case& one : plan->cases) {
            const auto judged = trial->cases.find(one.id);
            if (judged == trial->cases.end())
                return EnvironmentError("no verdict was reached for " + one.id);
            endings.push_back(EndingOf(judged->second));
        }
        return endings;
    };
}

}  // namespace plumb::cli
