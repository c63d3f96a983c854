#include "harness/dataflow/sesam_driver.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <map>

#include "harness/base/json_path.h"
#include "harness/base/secrets.h"
#include "harness/base/text.h"
#include "harness/dataflow/dataset_watch.h"
#include "harness/dataflow/patience.h"
#include "harness/dataflow/sesam_links.h"
#include "harness/dataflow/sesam_node.h"
#include "harness/dataflow/write_watch.h"

namespace plumb::dataflow {

namespace {

constexpr int kQuietRounds = 2;
constexpr int kEntitiesPerRequest = 1000;
constexpr std::size_t kMaxEntities = 2'000'000;
constexpr std::size_t kMaxRejectedShown = 20;
constexpr Milliseconds kMaxRestart = 10 * 60'000;

class SesamDriver final : public Driver {
  public:
    SesamDriver(target::SesamDataflow flow, const std::vector<std::string>& secrets,
                DriverContext context)
        : flow_(std::move(flow)),
          secrets_(secrets),
          clock_(context.clock),
          node_(flow_.url, flow_.token, context.http, context.clock),
          writes_(std::move(context.data_flow_writes)),
          interrupt_(context.interrupt),
          read_lag_(context.read_lag),
          datasets_(flow_) {
        secrets_.Add(flow_.token);
    }

    target::Capabilities GetCapabilities() const override {
        target::Capabilities capabilities;
        if (!flow_.links_dataset.empty()) capabilities.insert(target::Capability::kLinks);
        if (flow_.may_restart) capabilities.insert(target::Capability::kRestart);
        return capabilities;
    }
    std::string Describe() override;
    Result<SyncReport> Sync(const SyncOrder& order) override;
    Result<Links> ReadLinks(const std::string& source_entity,
                            const std::string& target_entity) override;
    Status Restart() override;

  private:
    enum class PumpRun { kDone, kOutOfTime };

    bool IsOutOfTime() const { return interrupt_.Came() || clock_.Now() >= end_; }
    NodeResult<SyncReport> RunRounds(SyncReport& report);
    NodeResult<PumpRun> RunPump(const std::string& pipe);
    NodeResult<PumpRun> WaitForRun(const std::string& pipe, const std::string& before,
                                   PumpState now);
    /// What is still moving after a round; "" for nothing.
    NodeResult<std::string> StillMoving();
    NodeResult<std::string> BusyPump();
    NodeResult<std::monostate> KeepRejectedWrites(SyncReport& report);
    SyncReport Ended(SyncReport report, SyncEnd end, std::string detail) const;
    SyncReport EndedStill(SyncReport report) const;
    SyncReport EndedMoving(SyncReport report, const std::string& moving) const;
    NodeResult<std::string> StartTime();
    bool WaitForNewStart(const std::string& before);

    target::SesamDataflow flow_;
    Secrets secrets_;
    Clock& clock_;
    SesamNode node_;
    WriteWatch writes_;
    Interrupt interrupt_;
    Milliseconds read_lag_;
    Milliseconds end_ = 0;  ///< of the sync that runs
    DatasetWatch datasets_;
    std::map<std::string, std::string> seen_rejections_;  ///< how far each share dataset was read
    std::map<std::string, std::string> errors_;           ///< of each pipe's last run
    bool datasets_moved_ = false;                         ///< in the last round
    std::string failed_restart_;
};

std::string SesamDriver::Describe() {
    std::string version = "unknown";
    if (auto status = node_.GetStatus(); status && status->is_object()) {
        for (const char* name : {"version", "node_version", "service_version"}) {
            const Json* value = Find(*status, name);
            if (value != nullptr && value->is_string()) version = value->get<std::string>();
        }
    }
    return secrets_.Mask(
        fmt::format("Sesam node {}, version {}", node_.Url(), Shorten(version, 100)));
}

Result<SyncReport> SesamDriver::Sync(const SyncOrder& order) {
    const Milliseconds most = std::min(order.deadline, Milliseconds{flow_.max_minutes} * 60'000);
    end_ = clock_.Now() + most;
    SyncReport report;
    if (!failed_restart_.empty()) {
        return Ended(std::move(report), SyncEnd::kFailed, std::exchange(failed_restart_, {}));
    }
    auto done = RunRounds(report);
    if (done) return *std::move(done);
    if (!done.error().misbehaves) return tl::make_unexpected(std::move(done.error().error));
    return Ended(std::move(report), SyncEnd::kFailed, ToString(done.error().error));
}

NodeResult<SyncReport> SesamDriver::RunRounds(SyncReport& report) {
    if (!datasets_.HasLooked()) {
        auto first = datasets_.Look(node_);
        if (!first) return tl::make_unexpected(std::move(first.error()));
        seen_rejections_ = datasets_.Newest();
    }
    writes_.Begin();
    errors_.clear();
    int quiet = 0;
    std::string moving;
    while (report.rounds < flow_.max_rounds) {
        ++report.rounds;
        for (const std::string& pipe : flow_.pipes) {
            auto run = RunPump(pipe);
            if (!run) return tl::make_unexpected(std::move(run.error()));
            if (*run == PumpRun::kDone) continue;
            return Ended(report, SyncEnd::kBusy,
                         fmt::format("the time was up while pipe '{}' had not run", pipe));
        }
        auto still = StillMoving();
        if (!still) return tl::make_unexpected(std::move(still.error()));
        if (auto kept = KeepRejectedWrites(report); !kept) {
            return tl::make_unexpected(std::move(kept.error()));
        }
        quiet = still->empty() ? quiet + 1 : 0;
        if (quiet >= kQuietRounds) return EndedStill(report);
        if (!still->empty()) moving = *std::move(still);
        // What the earlier rounds wrote can be read from then on, by the next round and by us.
        if (quiet > 0 && report.rounds > 1) WaitAtMost(clock_, interrupt_, read_lag_, end_);
    }
    return EndedMoving(report, moving);
}

/// A pump counts as run only when its `last-run` has moved: right after a start it may not have
/// begun, and a run that had begun earlier may have read past our changes.
NodeResult<SesamDriver::PumpRun> SesamDriver::RunPump(const std::string& pipe) {
    Patience patience(clock_);
    while (!IsOutOfTime()) {
        auto before = node_.Pump(pipe);
        if (!before) return tl::make_unexpected(std::move(before.error()));
        if (!before->is_running) {
            auto started = node_.StartPump(pipe);
            if (!started) return tl::make_unexpected(std::move(started.error()));
            if (*started) return WaitForRun(pipe, before->last_run, **std::move(started));
        }
        patience.Wait();
    }
    return PumpRun::kOutOfTime;
}

NodeResult<SesamDriver::PumpRun> SesamDriver::WaitForRun(const std::string& pipe,
                                                         const std::string& before, PumpState now) {
    Patience patience(clock_);
    while (now.is_running || now.last_run == before) {
        if (IsOutOfTime()) return PumpRun::kOutOfTime;
        patience.Wait();
        auto later = node_.Pump(pipe);
        if (!later) return tl::make_unexpected(std::move(later.error()));
        now = *std::move(later);
    }
    errors_[pipe] = now.last_error;
    return PumpRun::kDone;
}

NodeResult<std::string> SesamDriver::StillMoving() {
    auto moved = datasets_.Look(node_);
    if (!moved) return tl::make_unexpected(std::move(moved.error()));
    datasets_moved_ = !moved->empty();
    writes_.EndRound();
    if (writes_.WroteInLastRound()) moved->emplace_back("writes to the systems");
    if (moved->empty()) return BusyPump();
    return fmt::format("still moving after the last round: {}", fmt::join(*moved, ", "));
}

NodeResult<std::string> SesamDriver::BusyPump() {
    for (const std::string& pipe : flow_.pipes) {
        auto pump = node_.Pump(pipe);
        if (!pump) return tl::make_unexpected(std::move(pump.error()));
        if (pump->is_running) return fmt::format("pipe '{}' still runs", pipe);
        if (!errors_[pipe].empty()) continue;  // its queue stays: it is for EndedStill() to say
        if (pump->has_queue) return fmt::format("the queue of pipe '{}' is not empty", pipe);
        if (pump->has_retry) return fmt::format("pipe '{}' has entities to try again", pipe);
    }
    return std::string();
}

/// A connector takes every HTTP status for success, so what a system refused hides in the share
/// datasets.
NodeResult<std::monostate> SesamDriver::KeepRejectedWrites(SyncReport& report) {
    for (const std::string& dataset : flow_.share_datasets) {
        const auto newest = datasets_.Newest().find(dataset);
        std::string& seen = seen_rejections_[dataset];
        if (newest == datasets_.Newest().end() || newest->second == seen) continue;
        auto entities = node_.EntitiesSince(dataset, seen, kEntitiesPerRequest, true);
        if (!entities) return tl::make_unexpected(std::move(entities.error()));
        seen = newest->second;
        for (const Json& entity : *entities) {
            if (!IsRejectedWrite(entity) || report.evidence.size() >= kMaxRejectedShown) continue;
            report.evidence.push_back(fmt::format("rejected write in dataset '{}': {}", dataset,
                                                  secrets_.MaskShortened(Dump(entity), 1000)));
        }
    }
    return std::monostate{};
}

SyncReport SesamDriver::Ended(SyncReport report, SyncEnd end, std::string detail) const {
    report.end = end;
    report.detail = secrets_.MaskShortened(Trim(detail), 2000);
    return report;
}

/// A pump whose last run failed did not sync, however still it is now.
SyncReport SesamDriver::EndedStill(SyncReport report) const {
    for (const auto& [pipe, error] : errors_) {
        if (error.empty()) continue;
        return Ended(std::move(report), SyncEnd::kFailed,
                     fmt::format("pipe '{}' failed: {}", pipe, error));
    }
    return report;
}

/// Where nobody counts the writes, datasets that move stand for them.
SyncReport SesamDriver::EndedMoving(SyncReport report, const std::string& moving) const {
    const bool writing = writes_.HasCounter() ? writes_.StillWriting() : datasets_moved_;
    return Ended(std::move(report), writing ? SyncEnd::kStillWriting : SyncEnd::kBusy, moving);
}

Result<Links> SesamDriver::ReadLinks(const std::string& source_entity,
                                     const std::string& target_entity) {
    if (flow_.links_dataset.empty()) {
        return InputError("links cannot be read: the target names no links dataset");
    }
    Links links;
    std::string since;
    for (std::size_t read = 0; read < kMaxEntities;) {
        auto page = node_.EntitiesSince(flow_.links_dataset, since, kEntitiesPerRequest, false);
        if (!page) {
            Error error = std::move(page.error().error);
            for (Problem& problem : error.problems) {
                problem.message = "links cannot be read: " + secrets_.Mask(problem.message);
            }
            return tl::make_unexpected(std::move(error));
        }
        for (const Json& merged : *page) {
            AddLinks(merged, flow_.links_ids, source_entity, target_entity, links);
        }
        if (page->empty()) return links;
        read += page->size();
        std::string reached = UpdatedOf(page->back());
        if (reached.empty() || reached == since) break;
        since = std::move(reached);
    }
    return EnvironmentError(
        fmt::format("links cannot be read: dataset '{}' does not end", flow_.links_dataset));
}

NodeResult<std::string> SesamDriver::StartTime() {
    auto status = node_.GetStatus();
    if (!status) return tl::make_unexpected(std::move(status.error()));
    const Json* time = Find(*status, "node_start_time");
    return time == nullptr ? std::string() : Dump(*time);
}

bool SesamDriver::WaitForNewStart(const std::string& before) {
    Patience patience(clock_);
    const Milliseconds end = clock_.Now() + kMaxRestart;
    while (clock_.Now() < end && !interrupt_.Came()) {
        const auto now = StartTime();  // while it restarts, no answer is the right answer
        if (now && !now->empty() && *now != before) return true;
        patience.Wait();
    }
    return false;
}

Status SesamDriver::Restart() {
    if (!flow_.may_restart) {
        return InputError("the target does not allow a restart of the node", {},
                          "say 'may_restart: true' in its dataflow section");
    }
    const auto before = StartTime();
    if (!before) return tl::make_unexpected(before.error().error);
    if (auto told = node_.Restart(); !told && !told.error().misbehaves) {
        return tl::make_unexpected(std::move(told.error().error));
    }
    // Datasets and pumps may count from a new beginning.
    datasets_.Forget();
    failed_restart_ = WaitForNewStart(*before)
                          ? std::string()
                          : "the node did not come back within ten minutes after its restart";
    return {};
}

}  // namespace

Result<std::unique_ptr<Driver>> MakeSesamDriver(const target::SesamDataflow& flow,
                                                const std::vector<std::string>& secrets,
                                                DriverContext context) {
    return std::make_unique<SesamDriver>(flow, secrets, std::move(context));
}

}  // namespace plumb::dataflow
