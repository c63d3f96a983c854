#include "harness/scenario/barriers.h"

#include "harness/scenario/given.h"

namespace plumb::scenario {

namespace {

bool SendsRequests(const Action& action) {
    return std::holds_alternative<GivenLinkedPair>(action) ||
           std::holds_alternative<Create>(action) || std::holds_alternative<Edit>(action) ||
           std::holds_alternative<Delete>(action);
}

}  // namespace

std::vector<Problem> LintBarriers(const std::vector<Step>& steps, int start_after) {
    constexpr int kFirstControlled = 2;
    std::vector<Problem> problems;
    int syncs = start_after;
    int last_request = start_after;
    Given given;
    for (const Step& step : steps) {
        given.Take(step.action);
        if (const auto* sync = std::get_if<Sync>(&step.action)) syncs += sync->times;
        if (SendsRequests(step.action)) last_request = syncs;
        const auto* expect = std::get_if<Expect>(&step.action);
        if (expect == nullptr || expect->only_observe || !given.RestsOnNothing(*expect)) continue;
        if (syncs >= kFirstControlled && syncs > last_request) continue;
        problems.push_back({"no control can show here that the data flow was at work", step.place,
                            "judge it after the second sync of the run, and after a sync that "
                            "follows the last request: add a sync, or start-after: 1"});
    }
    return problems;
}

}  // namespace plumb::scenario
