#include "harness/cli/trial.h"

#include <numeric>

#include "harness/base/clock.h"
#include "harness/cli/run_id.h"
#include "harness/cli/session.h"
#include "harness/journal/journal.h"
#include "harness/target/target.h"

namespace plumb::cli {

namespace {

Result<Trial> RunConnected(const Session::Parts& parts, const plan::Plan& plan, bool clean_up,
                           const TrialOptions& options) {
    const auto session = Session::Connect(parts);
    if (!session) return tl::make_unexpected(session.error());
    if (!parts.target.IsMock()) {
        if (Status ready = (*session)->CheckDataflow(); !ready)
            return tl::make_unexpected(ready.error());
    }
    const run::World& world = (*session)->GetWorld();
    if (options.keep_requests && world.admins.empty())
        return InputError("the target has no log of requests: none of its systems has 'admin'");
    Trial trial;
    run::RunOptions run_options;
    run_options.isolate = options.isolate;
    run_options.confirm = options.confirm;
    run_options.jobs = options.jobs;
    run_options.seed = options.seed;
    run_options.keep_order = options.keep_order;
    run_options.clean_up = clean_up;
    run_options.interrupt = options.interrupt;
    run_options.progress = [&trial](const plan::Case& one, const journal::CaseJudged& judged) {
        trial.cases[one.id] = judged;
    };
    std::vector<std::size_t> all(plan.cases.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    trial.summary = run::RunPlan(world, plan, all, run_options);
    const auto before = trial.summary.requests_before;
    if (options.keep_requests && before) {
        auto requests = world.admins.begin()->second->DataFlowRequests(*before);
        if (!requests) return tl::make_unexpected(requests.error());
        trial.requests = std::move(*requests);
    }
    return trial;
}

}  // namespace

Result<Trial> RunTrial(const plan::Plan& plan, const std::vector<target::Profile>& profiles,
                       const TrialOptions& options) {
    const auto embedded = Embedded::Start(plan.checklist, options.embedded);
    if (!embedded) return tl::make_unexpected(embedded.error());
    nlohmann::json written = (*embedded)->TargetJson();
    if (options.max_rounds > 0) written["dataflow"]["max_rounds"] = options.max_rounds;
    const auto target = target::ReadTarget(written.dump(), "embedded", "/", profiles,
                                           [](const auto&) { return std::nullopt; });
    if (!target) return tl::make_unexpected(target.error());
    const auto journal = journal::Writer::Nowhere();
    auto trial = RunConnected({plan.checklist, "checklist.yaml", profiles, *target, *journal,
                               options.seed, "t1", options.page_limit, options.interrupt},
                              plan, false, options);
    if (!trial) return trial;
    trial->saw_data_flow = (*embedded)->SawDataFlow();
    trial->departures = (*embedded)->Departures();
    trial->count = (*embedded)->CountRequests();
    return trial;
}

Result<Trial> RunTrialOn(const target::Target& target, const plan::Plan& plan,
                         const std::vector<target::Profile>& profiles,
                         const std::string& checklist_path, const TrialOptions& options) {
    const auto journal = journal::Writer::Nowhere();
    const std::string run_id = MakeRunId(WallClock().Now(), options.seed);
    return RunConnected({plan.checklist, checklist_path, profiles, target, *journal, options.seed,
                         run_id, options.page_limit, options.interrupt},
                        plan, true, options);
}

}  // namespace plumb::cli
