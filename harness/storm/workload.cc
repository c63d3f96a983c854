#include "harness/storm/workload.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "harness/base/json_path.h"

namespace plumb::storm {

namespace {

using scenario::Step;
using scenario::Sync;

/// The id without the row of the value table.
std::string WithoutRow(const plan::Case& one, const catalogue::Catalogue& catalogue) {
    const auto check =
        std::ranges::find(catalogue.checks, one.check, &catalogue::CheckTemplate::check);
    const bool has_rows = check != catalogue.checks.end() && check->variants;
    return has_rows ? one.id.substr(0, one.id.rfind('.')) : one.id;
}

/// The barriers of the case itself: what probes add comes after them.
int OwnSyncs(const plan::Case& one) {
    int syncs = 0;
    for (const Step& step : one.steps) {
        const auto* sync = std::get_if<Sync>(&step.action);
        if (sync != nullptr && !step.appended) syncs += sync->times;
    }
    return one.start_after + syncs;
}

/// The case that sets the fault: one that runs from the first sync on.
std::size_t CarrierOf(const plan::Plan& plan) {
    const auto carrier =
        std::ranges::find_if(plan.cases, [](const auto& one) { return one.start_after == 0; });
    return static_cast<std::size_t>(carrier - plan.cases.begin());
}

/// The steps with `fault` in front of everything that comes between syncs `sync - 1` and `sync`.
std::vector<Step> Insert(const std::vector<Step>& steps, const Step& fault, int sync) {
    std::vector<Step> result;
    if (sync == 1) result.push_back(fault);
    int passed = 0;
    for (const Step& step : steps) {
        const auto* syncs = std::get_if<Sync>(&step.action);
        if (syncs == nullptr) {
            result.push_back(step);
            continue;
        }
        // One by one: a fault ends with the last sync of the step after it.
        for (int i = 0; i < syncs->times; ++i) {
            result.push_back({Sync{1}, step.place, step.appended});
            if (++passed == sync - 1) result.push_back(fault);
        }
    }
    return result;
}

}  // namespace

Workload MakeWorkload(plan::Plan plan, const catalogue::Catalogue& catalogue) {
    Workload workload;
    std::vector<plan::Case> cases;
    std::set<std::string> taken;
    int own_syncs = 0;
    for (plan::Case& one : plan.cases) {
        if (one.skip) {
            workload.left_out.push_back(std::move(one));
        } else if (taken.insert(WithoutRow(one, catalogue)).second) {
            workload.syncs = std::max(workload.syncs, one.start_after + one.syncs);
            own_syncs = std::max(own_syncs, OwnSyncs(one));
            one.group = plan::Group::kTogether;
            cases.push_back(std::move(one));
        }
    }
    plan.cases = std::move(cases);
    plan.waves.assign(1, plan::Wave(plan.cases.size()));
    std::iota(plan.waves[0].begin(), plan.waves[0].end(), std::size_t{0});
    workload.plan = std::move(plan);
    workload.stormy_syncs = std::max(0, own_syncs - kRecoverySyncs);
    // Cases act in the order of the plan, and the fault comes before the others act.
    const std::size_t carrier = CarrierOf(workload.plan);
    if (carrier < workload.plan.cases.size())
        std::rotate(workload.plan.cases.begin(),
                    workload.plan.cases.begin() + static_cast<std::ptrdiff_t>(carrier),
                    workload.plan.cases.begin() + static_cast<std::ptrdiff_t>(carrier) + 1);
    return workload;
}

plan::Plan WithFault(const Workload& workload, const std::vector<Request>& requests,
                     const Request& request, const FaultKind& kind) {
    plan::Plan plan = workload.plan;
    const bool at_source = request.system == plan.checklist.source;
    const nlohmann::json rule = {{"match",
                                  {{"system", at_source ? "source" : "target"},
                                   {"path", "/**"},
                                   {"nth", NthFor(kind, requests, request)}}},
                                 {"verdict", kind.verdict}};
    plan::Case& carrier = plan.cases.front();
    carrier.steps = Insert(carrier.steps, {scenario::Fault{rule}, {}, false}, request.sync);
    return plan;
}

}  // namespace plumb::storm
