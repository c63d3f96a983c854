#include "harness/cli/storm_run.h"

#include <fmt/format.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "harness/base/text.h"
#include "harness/base/version.h"
#include "harness/catalogue/catalogue.h"
#include "harness/plan/scenario_plan.h"
#include "harness/scenario/scenario.h"
#include "harness/storm/replay.h"

namespace plumb::cli {

namespace {

using storm::Fate;
using storm::Storm;

Result<std::vector<storm::FaultKind>> KindsOf(const std::vector<std::string>& wanted) {
    const std::vector<storm::FaultKind>& all = storm::FaultKinds();
    if (wanted.empty()) return all;
    std::vector<std::string> ids;
    for (const storm::FaultKind& kind : all) ids.push_back(kind.id);
    for (const std::string& id : wanted) {
        if (std::ranges::find(ids, id) == ids.end()) {
            return InputError(
                fmt::format("--fault: there is no kind of fault '{}'", id), {},
                fmt::format("{} they are {}", DidYouMean(id, ids), fmt::join(ids, ", ")));
        }
    }
    std::vector<storm::FaultKind> kinds;
    std::ranges::copy_if(all, std::back_inserter(kinds), [&](const storm::FaultKind& kind) {
        return std::ranges::find(wanted, kind.id) != wanted.end();
    });
    return kinds;
}

/// What the built-in mocks offer.
plan::Offer OfferOf(const std::optional<StormSite>& site) {
    if (site) return site->offer;
    plan::Offer offer;
    offer.capabilities = {target::Capability::kLinks, target::Capability::kWriteLog,
                          target::Capability::kFaults, target::Capability::kClock,
                          target::Capability::kRestart};
    offer.page_limit = 1'200;
    return offer;
}

/// Runs the points in threads, each on mocks of its own.
class Weather final {
  public:
    Weather(const storm::Workload& workload, const std::vector<target::Profile>& profiles,
            const StormOptions& options, const std::optional<StormSite>& site, Storm& storm)
        : workload_(workload), profiles_(profiles), options_(options), site_(site), storm_(storm) {}

    /// The workload as it is. A data flow that was there before first meets the records once: what
    /// it does then only once would make all later runs go another way.
    Result<Trial> Clear() const {
        if (site_) {
            auto first = RunOne(workload_.plan);
            if (!first || first->summary.ended != "complete") return first;
        }
        return RunOne(workload_.plan);
    }

    void Run(const std::vector<storm::Point>& points) {
        std::vector<std::optional<storm::PointResult>> results(points.size());
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t i = next++; i < points.size(); i = next++) {
                if (options_.trial.interrupt.Came()) return;
                results[i] = Meet(points[i]);
                if (!results[i]) return;
                const std::lock_guard lock(mutex_);
                if (options_.progress) options_.progress(storm_, *results[i]);
            }
        };
        {
            std::vector<std::jthread> helpers;
            for (int i = 1; i < Jobs(); ++i) helpers.emplace_back(work);
            work();
        }
        for (auto& result : results) {
            if (result) storm_.points.push_back(std::move(*result));
        }
        if (options_.trial.interrupt.Came()) storm_.ended = "interrupted";
    }

  private:
    Result<Trial> RunOne(const plan::Plan& plan) const {
        return site_ ? RunTrialOn(site_->target, plan, profiles_, site_->checklist_file,
                                  options_.trial)
                     : RunTrial(plan, profiles_, options_.trial);
    }

    int Jobs() const {
        if (site_) return 1;  // points would meet each other's faults
        const auto processors = static_cast<int>(std::thread::hardware_concurrency());
        return options_.jobs > 0 ? options_.jobs : std::max(1, processors);
    }

    /// Nothing when an interrupt came in between: such a point has not been run.
    std::optional<storm::PointResult> Meet(const storm::Point& point) const {
        const plan::Plan plan = storm::WithFault(
            workload_, storm_.requests, storm_.requests[point.request], storm_.kinds[point.fault]);
        auto result = RunAndJudge(point, plan);
        if (storm::IsWorthAReplay(result.fate)) Repeat(plan, result);
        if (options_.trial.interrupt.Came()) return std::nullopt;
        return result;
    }

    storm::PointResult RunAndJudge(const storm::Point& point, const plan::Plan& plan) const {
        const auto trial = RunOne(plan);
        if (!trial) return {point, Fate::kError, ToString(trial.error()), {}, {}};
        if (trial->summary.ended != "complete")
            return {point, Fate::kError, trial->summary.ended, {}, {}};
        return storm::Judge(point, storm_.requests[point.request], trial->cases, trial->requests);
    }

    /// Only a scenario that comes to the same end, read back from its text, is handed out.
    void Repeat(const plan::Plan& plan, storm::PointResult& result) const {
        scenario::Scenario scenario = storm::ReplayOf(storm_, plan, result);
        const auto read =
            scenario::ReadScenario(scenario::WriteScenario(scenario), scenario.name + ".yaml");
        const auto again = read ? plan::PlanScenarios({*read}, plan.checklist, profiles_,
                                                      OfferOf(site_), scenario.name + ".yaml")
                                : tl::make_unexpected(read.error());
        if (!again) {
            result.not_repeated = Trim(ToString(again.error()));
            return;
        }
        const auto repeated = RunAndJudge(result.point, *again);
        if (repeated.fate == result.fate)
            result.scenario = std::move(scenario);
        else
            result.not_repeated = fmt::format("repeated, the point is {}: {}",
                                              ToString(repeated.fate), repeated.reason);
    }

    const storm::Workload& workload_;
    const std::vector<target::Profile>& profiles_;
    const StormOptions& options_;
    const std::optional<StormSite>& site_;
    Storm& storm_;
    std::mutex mutex_;
};

/// An error when the run without faults cannot be judged.
Status TakeClean(const storm::Workload& workload, const Trial& trial, Storm& storm) {
    if (trial.summary.ended != "complete") return EnvironmentError(trial.summary.ended);
    for (const auto& [id, judged] : trial.cases) {
        if (judged.verdict == "error") return EnvironmentError(id + ": " + judged.reason);
        if (judged.verdict != "pass") storm.clean.push_back({id, judged.reason});
    }
    storm.requests =
        storm::RequestsOf(trial.requests, trial.summary.last_requests, workload.stormy_syncs);
    return {};
}

double MillisecondsSince(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
        .count();
}

}  // namespace

Result<storm::Workload> ReadWorkload(const Installation& installation,
                                     const checklist::Checklist& checklist,
                                     const std::vector<target::Profile>& profiles,
                                     const std::optional<StormSite>& site) {
    const auto catalogue = catalogue::ReadCatalogue({(installation.Specs() / "storm").string()});
    if (!catalogue) return tl::make_unexpected(catalogue.error());
    auto plan = plan::MakePlan(checklist, *catalogue, profiles, OfferOf(site), {});
    if (!plan) return tl::make_unexpected(plan.error());
    storm::Workload workload = storm::MakeWorkload(*std::move(plan), *catalogue);
    if (workload.plan.cases.empty()) {
        std::string why;
        for (const plan::Case& one : workload.left_out)
            why += fmt::format("{}{}: {}", why.empty() ? "" : "; ", one.id, one.skip->reason);
        return InputError(fmt::format("nothing of '{}' can be run in a storm", checklist.title), {},
                          Shorten(why, 1'000));
    }
    return workload;
}

Result<Storm> RunStorm(const storm::Workload& workload,
                       const std::vector<target::Profile>& profiles, const StormOptions& given,
                       const std::optional<StormSite>& site) {
    StormOptions options = given;
    options.trial.keep_order = options.trial.keep_requests = true;
    const auto begin = std::chrono::steady_clock::now();
    Storm storm;
    storm.version = kVersion;
    storm.checklist = workload.plan.checklist.id;
    storm.title = workload.plan.checklist.title;
    storm.seed = options.trial.seed;
    storm.defects = options.trial.embedded.defects;
    if (options.trial.embedded.page_size != EmbeddedOptions().page_size)
        storm.page_size = options.trial.embedded.page_size;
    if (site) storm.target = site->target_file;
    storm.syncs = workload.syncs;
    storm.stormy_syncs = workload.stormy_syncs;
    for (const plan::Case& one : workload.plan.cases)
        storm.workload.push_back({one.id, one.summary});
    for (const plan::Case& one : workload.left_out)
        storm.left_out.push_back({one.id, one.skip->reason});
    auto kinds = KindsOf(options.faults);
    if (!kinds) return tl::make_unexpected(kinds.error());
    storm.kinds = std::move(*kinds);

    Weather weather(workload, profiles, options, site, storm);
    const auto clean = weather.Clear();
    if (!clean) return tl::make_unexpected(clean.error());
    if (Status taken = TakeClean(workload, *clean, storm); !taken)
        return tl::make_unexpected(taken.error());
    if (storm.clean.empty()) {
        std::vector<storm::Point> points = storm::PointsOf(storm.requests, storm.kinds);
        std::erase_if(points, [&](const storm::Point& point) {
            const int number = storm.requests[point.request].number;
            return number < options.from || number > options.to;
        });
        if (points.empty())
            return InputError(fmt::format("no point is selected: there are requests 1 to {}",
                                          storm.requests.size()));
        storm.selected = points.size();
        weather.Run(points);
    }
    storm.took_ms = MillisecondsSince(begin);
    return storm;
}

}  // namespace plumb::cli
