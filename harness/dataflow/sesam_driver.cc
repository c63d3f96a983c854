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
#include "harness/dataflow/sesam_evidence.h"
#include "harness/dataflow/sesam_identity.h"
#include "harness/dataflow/sesam_links.h"
#include "harness/dataflow/sesam_node.h"
#include "harness/dataflow/sesam_scheduler.h"
#include "harness/dataflow/write_watch.h"

namespace plumb::dataflow {

namespace {

constexpr int kQuietRounds = 2;
constexpr int kEntitiesPerRequest = 1000;
constexpr std::size_t kMaxEntities = 2'000'000;
constexpr Milliseconds kMaxRestart = 10 * 60'000;
constexpr Milliseconds kMaxAsking = 2 * 60'000;  ///< before the first sync
constexpr Milliseconds kForLogs = 30'000;        ///< beyond the deadline of a sync

class SesamDriver final : public Driver {
  public:
    SesamDriver(target::SesamDataflow flow, const std::vector<std::string>& secrets,
                DriverContext context)
        : flow_(std::move(flow)),
          secrets_(secrets),
          clock_(context.clock),
          node_(flow_.url, flow_.token, context.http, context.clock, context.interrupt),
          writes_(std::move(context.data_flow_writes)),
          interrupt_(context.interrupt),
          read_lag_(context.read_lag),
          datasets_(flow_),
          evidence_(flow_, secrets_, std::move(context.is_ours)),
          scheduler_(node_, clock_, secrets_) {
        secrets_.Add(flow_.token);
    }

    target::Capabilities GetCapabilities() const override {
        target::Capabilities capabilities;
        if (!flow_.links_dataset.empty()) capabilities.insert(target::Capability::kLinks);
        if (flow_.may_restart) capabilities.insert(target::Capability::kRestart);
        return capabilities;
    }
    std::string Describe() override;
    Status Check() override;
    Identity Identify() override;
    Result<SyncReport> Sync(const SyncOrder& order) override;
    Result<Links> ReadLinks(const std::string& source_entity,
                            const std::string& target_entity) override;
    Status Restart() override;
    Scheduler* GetScheduler() override { return flow_.may_pause_scheduler ? &scheduler_ : nullptr; }

  private:
    enum class PumpRun { kDone, kOutOfTime };

    bool IsOutOfTime() const { return interrupt_.Came() || clock_.Now() >= end_; }
    NodeResult<SyncReport> RunRounds(SyncReport& report);
    NodeResult<PumpRun> RunPump(const std::string& pipe);
    NodeResult<PumpRun> WaitForRun(const std::string& pipe, const std::string& before,
                                   PumpState now);
    /// What is still moving after a round; "" for nothing.
    NodeResult<std::string> StillMoving(SyncReport& report);
    /// Adds what the pumps still have to do.
    NodeResult<std::monostate> AddBusyPumps(std::vector<std::string>& moving);
    /// True when the node is not the one that it was at the last look.
    bool HasRestarted();
    SyncReport Ended(SyncReport report, SyncEnd end, std::string detail) const;
    SyncReport EndedStill(SyncReport report) const;
    SyncReport EndedMoving(SyncReport report) const;
    SyncReport EndedLate(SyncReport report) const;
    std::string WithLastWritten(std::string detail) const;
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
    int rounds_ = 0;        ///< that it may use
    DatasetWatch datasets_;
    SesamEvidence evidence_;
    SesamScheduler scheduler_;
    std::map<std::string, std::string> errors_;  ///< of each pipe's last run
    bool datasets_moved_ = false;                ///< in the last round
    std::string doing_;                          ///< what the sync waits for, in words
    std::string moving_;                         ///< after the last round that was not still
    std::string start_time_;                     ///< of the node; "" when it does not say
    std::string failed_restart_;
};

std::string SesamDriver::Describe() {
    node_.SetDeadline(clock_.Now() + kMaxAsking);
    const std::string version = VersionOf(node_);
    return secrets_.Mask(fmt::format("Sesam node {}, version {}", node_.Url(),
                                     version.empty() ? "unknown" : version));
}

Status SesamDriver::Check() {
    node_.SetDeadline(clock_.Now() + kMaxAsking);
    Status checked = CheckPipes(node_, flow_.pipes);
    if (checked) return checked;
    for (Problem& problem : checked.error().problems)
        problem.message = secrets_.Mask(problem.message);
    return checked;
}

Identity SesamDriver::Identify() {
    node_.SetDeadline(clock_.Now() + kMaxAsking);
    return {secrets_.Mask(VersionOf(node_)), DigestOfPipes(node_, flow_.pipes)};
}

Result<SyncReport> SesamDriver::Sync(const SyncOrder& order) {
    const Milliseconds most = std::min(order.deadline, Milliseconds{flow_.max_minutes} * 60'000);
    end_ = clock_.Now() + most;
    rounds_ = RoundsFor(order, flow_.max_rounds);
    SyncReport report;
    report.rounds = order.used_rounds;
    if (!failed_restart_.empty()) {
        return Ended(std::move(report), SyncEnd::kFailed, std::exchange(failed_restart_, {}));
    }
    node_.SetDeadline(end_);
    auto done = RunRounds(report);
    if (done) report = *std::move(done);
    if (!done) {
        const NodeFailure& failure = done.error();
        if (!failure.misbehaves && !failure.out_of_time) return tl::make_unexpected(failure.error);
        report = failure.out_of_time
                     ? EndedLate(std::move(report))
                     : Ended(std::move(report), SyncEnd::kFailed, ToString(failure.error));
    }
    if (!interrupt_.Came()) {
        node_.SetDeadline(std::max(end_, clock_.Now() + kForLogs));
        evidence_.ReadLogs(node_);
    }
    evidence_.Tell(report);
    return report;
}

NodeResult<SyncReport> SesamDriver::RunRounds(SyncReport& report) {
    if (!datasets_.HasLooked()) {
        auto first = datasets_.Look(node_);
        if (!first) return tl::make_unexpected(std::move(first.error()));
        evidence_.StartFrom(datasets_.Newest());
    }
    evidence_.Begin(node_);
    start_time_ = StartTime().value_or("");
    doing_ = "it had not begun";
    writes_.Begin();
    errors_.clear();
    moving_.clear();
    int quiet = 0;
    while (report.rounds < rounds_) {
        ++report.rounds;
        for (const std::string& pipe : flow_.pipes) {
            auto run = RunPump(pipe);
            if (!run) return tl::make_unexpected(std::move(run.error()));
            if (*run == PumpRun::kOutOfTime) return EndedLate(report);
        }
        doing_ = "what it had done was looked at";
        auto still = StillMoving(report);
        if (!still) return tl::make_unexpected(std::move(still.error()));
        quiet = still->empty() ? quiet + 1 : 0;
        if (quiet >= kQuietRounds) return EndedStill(report);
        if (!still->empty()) moving_ = *std::move(still);
        // What the earlier rounds wrote can be read from then on, by the next round and by us.
        if (quiet > 0 && report.rounds > 1) WaitAtMost(clock_, interrupt_, read_lag_, end_);
    }
    return EndedMoving(report);
}

/// A pump counts as run only when its `last-run` has moved: right after a start it may not have
/// begun, and a run that had begun earlier may have read past our changes.
NodeResult<SesamDriver::PumpRun> SesamDriver::RunPump(const std::string& pipe) {
    Patience patience(clock_);
    doing_ = fmt::format("pipe '{}' was to be started", pipe);
    while (!IsOutOfTime()) {
        auto before = node_.Pump(pipe);
        if (!before) return tl::make_unexpected(std::move(before.error()));
        doing_ = fmt::format("pipe '{}' still ran, and had not begun anew", pipe);
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
        doing_ = fmt::format("pipe '{}', which had been started, {}{}{}", pipe,
                             now.is_running ? "ran" : "showed no run (last-run did not move)",
                             now.queue.empty() ? "" : ", with the queue ", now.queue);
        if (IsOutOfTime()) return PumpRun::kOutOfTime;
        patience.Wait();
        auto later = node_.Pump(pipe);
        if (!later) return tl::make_unexpected(std::move(later.error()));
        now = *std::move(later);
    }
    errors_[pipe] = now.last_error;
    return PumpRun::kDone;
}

NodeResult<std::string> SesamDriver::StillMoving(SyncReport& report) {
    const bool restarted = HasRestarted();
    if (restarted) {
        report.evidence.push_back(
            fmt::format("the node restarted by itself before round {} had ended", report.rounds));
    }
    auto moving = datasets_.Look(node_);
    if (!moving) return tl::make_unexpected(std::move(moving.error()));
    datasets_moved_ = !moving->empty();
    if (auto read = evidence_.ReadShares(node_, datasets_.Newest()); !read)
        return tl::make_unexpected(std::move(read.error()));
    writes_.EndRound();
    if (writes_.WroteInLastRound()) moving->emplace_back("writes to the systems");
    if (restarted) moving->emplace_back("the node, which had just restarted");
    // Of a round that wrote this need not be known, unless it was the last.
    const bool asks = moving->empty() || report.rounds >= rounds_;
    if (asks) {
        if (auto added = AddBusyPumps(*moving); !added)
            return tl::make_unexpected(std::move(added.error()));
    }
    if (moving->empty()) return std::string();
    return fmt::format("still moving after round {}: {}", report.rounds, fmt::join(*moving, ", "));
}

/// What a run had not written when the node went down is done by no other run that we know of.
bool SesamDriver::HasRestarted() {
    if (start_time_.empty()) return false;
    const auto now = StartTime();
    if (!now || now->empty() || *now == start_time_) return false;
    start_time_ = *now;
    datasets_.Forget();
    evidence_.Forget();
    evidence_.Begin(node_);
    return true;
}

NodeResult<std::monostate> SesamDriver::AddBusyPumps(std::vector<std::string>& moving) {
    for (const std::string& pipe : flow_.pipes) {
        auto pump = node_.Pump(pipe);
        if (!pump) return tl::make_unexpected(std::move(pump.error()));
        if (pump->is_running) moving.push_back(fmt::format("pipe '{}', which runs", pipe));
        if (!errors_[pipe].empty()) continue;  // its queue stays: it is for EndedStill() to say
        if (!pump->queue.empty())
            moving.push_back(fmt::format("the queue of pipe '{}': {}", pipe, pump->queue));
        if (pump->has_retry)
            moving.push_back(fmt::format("pipe '{}', which has entities to try again", pipe));
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
        if (TellsOfThrottling(error)) report.throttled = secrets_.MaskShortened(error, 300);
        return Ended(
            std::move(report), SyncEnd::kFailed,
            fmt::format("pipe '{}' failed: {}", pipe, evidence_.WithoutOthersAddresses(error)));
    }
    return report;
}

/// Where nobody counts the writes, datasets that move stand for them.
SyncReport SesamDriver::EndedMoving(SyncReport report) const {
    const bool writing = writes_.HasCounter() ? writes_.StillWriting() : datasets_moved_;
    report.is_cut = rounds_ < flow_.max_rounds;
    report.last_writes = writes_.InLastRounds();
    return Ended(std::move(report), writing ? SyncEnd::kStillWriting : SyncEnd::kBusy,
                 WithLastWritten(moving_));
}

SyncReport SesamDriver::EndedLate(SyncReport report) const {
    const std::string why = interrupt_.Came() ? "interrupted" : "the time was up";
    std::string detail = fmt::format("{} in round {}, while {}", why, report.rounds, doing_);
    if (!moving_.empty()) detail += "; " + moving_;
    return Ended(std::move(report), SyncEnd::kBusy, WithLastWritten(std::move(detail)));
}

std::string SesamDriver::WithLastWritten(std::string detail) const {
    const std::string written = evidence_.LastWritten();
    return written.empty() ? detail : detail + "; written last: " + written;
}

Result<Links> SesamDriver::ReadLinks(const std::string& source_entity,
                                     const std::string& target_entity) {
    if (flow_.links_dataset.empty()) {
        return InputError("links cannot be read: the target names no links dataset");
    }
    node_.SetDeadline(clock_.Now() + Milliseconds{flow_.max_minutes} * 60'000);
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
    const Json* time = status->is_object() ? Find(*status, "node_start_time") : nullptr;
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
    node_.SetDeadline(clock_.Now() + kMaxRestart);
    const auto before = StartTime();
    if (!before) return tl::make_unexpected(before.error().error);
    if (auto told = node_.Restart(); !told && !told.error().misbehaves) {
        return tl::make_unexpected(std::move(told.error().error));
    }
    // Datasets and pumps may count from a new beginning.
    datasets_.Forget();
    evidence_.Forget();
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
