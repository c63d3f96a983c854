#include "harness/cli/seeds_run.h"

#include <fmt/format.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <random>
#include <regex>
#include <thread>

#include "harness/base/text.h"
#include "harness/catalogue/catalogue.h"
#include "harness/checklist/reader.h"
#include "harness/cli/command.h"
#include "harness/cli/trial.h"
#include "harness/plan/planner.h"
#include "harness/seeds/conditions.h"

namespace plumb::cli {

namespace {

/// The reason without what differs from run to run, so that equal ones can be counted.
std::string KindOf(const std::string& reason) {
    if (reason.find("the data flow failed this sync") != std::string::npos)
        return "the data flow failed a sync, and said so";
    static const std::regex values("\"[^\"]*\"|[0-9]+");
    return Shorten(std::regex_replace(reason, values, "…"), 160);
}

Result<std::vector<plan::Plan>> PlansFor(const Installation& installation,
                                         const std::vector<target::Profile>& profiles,
                                         std::vector<std::string> files) {
    if (files.empty()) {
        files.push_back(installation.DefaultChecklist().string());
        for (const char* name :
             {"create-or-merge-customers", "always-customers", "contactperson-two-alternatives"}) {
            files.push_back((installation.Fixtures() / "checklists" / name).string() + ".yaml");
        }
    }
    const auto catalogue = catalogue::ReadCatalogue({(installation.Specs() / "checks").string()});
    if (!catalogue) return tl::make_unexpected(catalogue.error());
    plan::Offer offer;
    offer.capabilities = {target::Capability::kLinks, target::Capability::kWriteLog,
                          target::Capability::kFaults, target::Capability::kClock,
                          target::Capability::kRestart};
    std::vector<plan::Plan> plans;
    for (const std::string& file : files) {
        const auto checklist = checklist::ReadFile(file);
        if (!checklist) return tl::make_unexpected(checklist.error());
        auto plan = plan::MakePlan(*checklist, *catalogue, profiles, offer, {});
        if (!plan) return tl::make_unexpected(plan.error());
        plans.push_back(std::move(*plan));
    }
    return plans;
}

/// Some of the cases, others for every seed.
plan::Plan ShardOf(const plan::Plan& whole, std::uint64_t seed, std::size_t count) {
    std::vector<plan::Case> cases;
    for (const plan::Case& one : whole.cases) {
        if (!one.skip) cases.push_back(one);
    }
    std::ranges::shuffle(cases, std::mt19937_64(seed));
    cases.resize(std::min(cases.size(), count));
    plan::Plan plan;
    plan.checklist = whole.checklist;
    plan.cases = std::move(cases);
    plan.waves.assign(1, {});
    for (std::size_t i = 0; i < plan.cases.size(); ++i) plan.waves[0].push_back(i);
    return plan;
}

/// A person who works with such a system knows how fine its time stamps are.
std::vector<target::Profile> ProfilesUnder(const seeds::Conditions& conditions,
                                           std::vector<target::Profile> profiles) {
    for (target::Profile& profile : profiles) {
        for (target::Entity& entity : profile.entities) {
            const auto found = conditions.resolutions_ms.find(profile.id + "/" + entity.id);
            if (found != conditions.resolutions_ms.end()) entity.resolution_ms = found->second;
        }
    }
    return profiles;
}

class SeedsRun final {
  public:
    SeedsRun(const std::vector<plan::Plan>& plans, const std::vector<target::Profile>& profiles,
             const SeedsOptions& options)
        : plans_(plans), profiles_(profiles), options_(options) {}

    SeedsReport Run() {
        const auto begin = std::chrono::steady_clock::now();
        std::atomic<int> next = 0;
        const auto work = [&] {
            for (int i = next++; i < options_.count && !options_.interrupt.Came(); i = next++)
                RunOne(options_.first + static_cast<std::uint64_t>(i));
        };
        {
            const auto processors = static_cast<int>(std::thread::hardware_concurrency());
            const int jobs = options_.jobs > 0 ? options_.jobs : std::max(1, processors);
            std::vector<std::jthread> helpers;
            for (int i = 1; i < jobs; ++i) helpers.emplace_back(work);
            work();
        }
        report_.selected = options_.count;
        report_.interrupted = options_.interrupt.Came();
        report_.took_ms =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                .count();
        std::ranges::sort(report_.alarms, {}, &FalseAlarm::seed);
        return std::move(report_);
    }

  private:
    void RunOne(std::uint64_t seed) {
        const plan::Plan& whole = plans_[(seed - 1) % plans_.size()];
        const seeds::Conditions conditions = seeds::Draw(seed);
        const auto trial = Try(whole, conditions);
        if (options_.interrupt.Came()) return;  // cut off: nothing is known of it
        const std::lock_guard lock(mutex_);
        ++report_.seeds;
        if (!trial || trial->summary.ended != "complete") {
            const std::string why = trial ? trial->summary.ended : ToString(trial.error());
            report_.alarms.push_back(
                {seed, whole.checklist.id, "", "error", why, seeds::InWords(conditions)});
        }
        if (trial) Take(seed, whole.checklist.id, conditions, *trial);
        if (options_.progress) options_.progress(report_.seeds);
    }

    Result<Trial> Try(const plan::Plan& whole, const seeds::Conditions& conditions) const {
        TrialOptions options;
        options.seed = conditions.seed;
        options.jobs = conditions.jobs;
        options.keep_requests = true;
        options.interrupt = options_.interrupt;
        options.embedded.page_size = conditions.page_size;
        options.embedded.fault_rules = conditions.faults;
        if (Status read =
                ParseMockSettings(conditions.settings, "the settings of a seed", options.embedded);
            !read)
            return tl::make_unexpected(read.error());
        return RunTrial(ShardOf(whole, conditions.seed, static_cast<std::size_t>(options_.cases)),
                        ProfilesUnder(conditions, profiles_), options);
    }

    void Take(std::uint64_t seed, const std::string& checklist, const seeds::Conditions& conditions,
              const Trial& trial) {
        report_.requests += trial.requests.size();
        report_.met += static_cast<std::size_t>(std::ranges::count_if(
            trial.requests, [](const auto& request) { return !request.faults.empty(); }));
        report_.syncs += trial.summary.syncs;
        report_.failed_syncs += trial.summary.failed_syncs;
        for (const auto& [id, judged] : trial.cases) {
            ++report_.verdicts[judged.verdict];
            ++report_.cases_met[checklist + "/" + id];
            if (judged.verdict == "inconclusive") ++report_.inconclusive[KindOf(judged.reason)];
            if (judged.verdict != "fail" && judged.verdict != "error") continue;
            report_.alarms.push_back(
                {seed, checklist, id, judged.verdict, judged.reason, seeds::InWords(conditions)});
        }
    }

    const std::vector<plan::Plan>& plans_;
    const std::vector<target::Profile>& profiles_;
    const SeedsOptions& options_;
    std::mutex mutex_;
    SeedsReport report_;
};

}  // namespace

Result<SeedsReport> RunSeeds(const Installation& installation, const SeedsOptions& options) {
    const auto profiles = installation.ReadProfiles();
    if (!profiles) return tl::make_unexpected(profiles.error());
    const auto plans = PlansFor(installation, *profiles, options.checklists);
    if (!plans) return tl::make_unexpected(plans.error());
    return SeedsRun(*plans, *profiles, options).Run();
}

int ExitStatusOf(const SeedsReport& report) {
    const bool blamed = std::ranges::any_of(
        report.alarms, [](const FalseAlarm& alarm) { return alarm.verdict == "fail"; });
    if (blamed) return kNonconformant;
    return report.alarms.empty() && !report.interrupted ? kOk : kCouldNotRun;
}

std::string Summary(const SeedsReport& report) {
    int cases = 0;
    std::string verdicts;
    for (const auto& [verdict, count] : report.verdicts) {
        cases += count;
        verdicts += fmt::format("{}{} {}", verdicts.empty() ? "" : ", ", count, verdict);
    }
    std::string text;
    for (const FalseAlarm& alarm : report.alarms) {
        text +=
            fmt::format("{}: seed {}, {}, {}\n    {}\n    again: plumb seeds --seed {} --seeds 1\n",
                        alarm.verdict == "fail" ? "FALSE ALARM" : "ERROR", alarm.seed,
                        alarm.checklist, alarm.case_id.empty() ? "the run" : alarm.case_id,
                        Shorten(alarm.reason, 600), alarm.seed);
        for (const auto line : Split(alarm.conditions, '\n'))
            if (!line.empty()) text += fmt::format("    | {}\n", line);
    }
    text += fmt::format("{} seeds, {} runs of {} cases in {:.1f} s ({:.1f} seeds per second): {}\n",
                        report.seeds, cases, report.cases_met.size(), report.took_ms / 1000,
                        report.seeds * 1000 / std::max(1.0, report.took_ms), verdicts);
    text += fmt::format(
        "{} of {} requests of the data flow met a fault ({:.1f} %), {} of {} syncs failed\n",
        report.met, report.requests,
        100 * static_cast<double>(report.met) / std::max(1.0, static_cast<double>(report.requests)),
        report.failed_syncs, report.syncs);
    for (const auto& [reason, count] : report.inconclusive)
        text += fmt::format("  inconclusive {}x: {}\n", count, reason);
    if (report.interrupted)
        text += fmt::format("interrupted: {} of {} seeds were not run\n",
                            report.selected - report.seeds, report.selected);
    text += report.alarms.empty() ? "the correct data flow was never blamed\n"
                                  : fmt::format("{} wrong\n", report.alarms.size());
    return text;
}

}  // namespace plumb::cli
