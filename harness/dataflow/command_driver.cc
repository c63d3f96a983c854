#include "harness/dataflow/command_driver.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>

#include "harness/base/secrets.h"
#include "harness/base/text.h"
#include "harness/dataflow/command_links.h"
#include "harness/dataflow/patience.h"
#include "harness/dataflow/process.h"
#include "harness/dataflow/target_file.h"
#include "harness/dataflow/write_watch.h"

namespace plumb::dataflow {

namespace {

constexpr int kRunAgain = 75;  // EX_TEMPFAIL of sysexits.h
constexpr std::size_t kMaxLinksBytes = 16u << 20;
constexpr std::size_t kShownOfAGoodRun = 4096;

bool Exited(const ProcessResult& result, int code) {
    return result.end == ProcessResult::End::kExited && result.code == code;
}

std::string LastLine(std::string_view text) {
    text = Trim(text);
    const std::size_t newline = text.rfind('\n');
    return Shorten(newline == std::string_view::npos ? text : text.substr(newline + 1), 200);
}

class CommandDriver final : public Driver {
  public:
    CommandDriver(const target::Target& target, DriverContext context, TargetFile file)
        : flow_(std::get<target::CommandDataflow>(target.dataflow)),
          secrets_(target.secrets),
          writes_(std::move(context.data_flow_writes)),
          interrupt_(context.interrupt),
          clock_(context.clock),
          read_lag_(context.read_lag),
          file_(std::move(file)) {}

    target::Capabilities GetCapabilities() const override {
        target::Capabilities capabilities;
        if (flow_.links) capabilities.insert(target::Capability::kLinks);
        if (flow_.restart) capabilities.insert(target::Capability::kRestart);
        return capabilities;
    }

    std::string Describe() override {
        return secrets_.Mask(fmt::format("command {}", fmt::join(flow_.sync.argv, " ")));
    }

    Result<SyncReport> Sync(const SyncOrder& order) override;
    Result<Links> ReadLinks(const std::string& source_entity,
                            const std::string& target_entity) override;
    Status Restart() override;

  private:
    Result<ProcessResult> Run(const target::CommandLine& command, Milliseconds deadline,
                              std::size_t max_output = 1u << 20) const {
        return RunProcess({.argv = command.argv,
                           .folder = flow_.folder,
                           .environment = {{"PLUMB_TARGET", file_.Path()}},
                           .deadline = std::min(deadline, DeadlineOf(command)),
                           .max_output = max_output,
                           .interrupt = interrupt_});
    }
    static Milliseconds DeadlineOf(const target::CommandLine& command) {
        return Milliseconds{command.deadline_s} * 1000;
    }

    /// What it wrote in this round it could not read yet: only a later one can say that all is
    /// done. Where nobody counts the writes, the first round is taken to have written.
    bool MayHaveMissed(int round) const {
        if (read_lag_ == 0) return false;
        return writes_.HasCounter() ? writes_.WroteInLastRound() : round == 1;
    }

    void KeepOutput(const ProcessResult& run, bool failed, SyncReport& report) const;
    void NoteFailure(const ProcessResult& run, SyncReport& report) const;
    SyncReport EndedWell(SyncReport report);
    SyncReport EndOfRounds(SyncReport report) const;

    target::CommandDataflow flow_;
    Secrets secrets_;
    WriteWatch writes_;
    Interrupt interrupt_;
    Clock& clock_;
    Milliseconds read_lag_;
    TargetFile file_;
    int rounds_ = 0;              ///< that the sync may use that runs
    std::string said_;            ///< the last line of the last run
    std::string failed_restart_;  ///< how the restart before the next sync failed
};

Result<SyncReport> CommandDriver::Sync(const SyncOrder& order) {
    const Milliseconds end = clock_.Now() + order.deadline;
    rounds_ = RoundsFor(order, flow_.max_rounds);
    SyncReport report;
    report.rounds = order.used_rounds;
    bool failed_before = false;
    writes_.Begin();
    while (report.rounds < rounds_ + (failed_before ? 1 : 0)) {
        const Milliseconds left = end - clock_.Now();
        if (left <= 0) break;
        Result<ProcessResult> run = Run(flow_.sync, left);
        if (!run) return tl::make_unexpected(std::move(run.error()));
        ++report.rounds;
        writes_.EndRound();
        const bool again = Exited(*run, kRunAgain);
        const bool good = again || Exited(*run, 0);
        KeepOutput(*run, !good, report);
        said_ = LastLine(secrets_.Mask(run->errors.empty() ? run->output : run->errors));
        if (good && !again && !MayHaveMissed(report.rounds)) return EndedWell(std::move(report));
        if (good) {
            if (!again) WaitAtMost(clock_, interrupt_, read_lag_, end);
            continue;
        }
        if (run->end == ProcessResult::End::kInterrupted) {
            report.end = SyncEnd::kBusy;
            report.detail = dataflow::ToString(*run);
            return report;
        }
        const bool out_of_time =
            run->end == ProcessResult::End::kDeadline && left < DeadlineOf(flow_.sync);
        if (out_of_time) break;
        NoteFailure(*run, report);
        if (failed_before || !failed_restart_.empty()) {
            report.end = SyncEnd::kFailed;
            failed_restart_.clear();
            return report;
        }
        failed_before = true;
    }
    return EndOfRounds(std::move(report));
}

SyncReport CommandDriver::EndedWell(SyncReport report) {
    if (failed_restart_.empty()) return report;
    report.end = SyncEnd::kFailed;
    report.detail = std::exchange(failed_restart_, {});
    return report;
}

SyncReport CommandDriver::EndOfRounds(SyncReport report) const {
    const bool all_used = report.rounds >= rounds_;
    report.is_cut = all_used && rounds_ < flow_.max_rounds;
    report.last_writes = writes_.InLastRounds();
    report.end = all_used && writes_.StillWriting() ? SyncEnd::kStillWriting : SyncEnd::kBusy;
    const std::string why =
        all_used
            ? fmt::format("it asked for another run or wrote to the systems in each of {} runs",
                          report.rounds)
            : fmt::format("the time was up after {} runs", report.rounds);
    report.detail = report.detail.empty() ? why : report.detail + "; " + why;
    if (!said_.empty()) report.detail += "; it said last: " + said_;
    return report;
}

void CommandDriver::KeepOutput(const ProcessResult& run, bool failed, SyncReport& report) const {
    const auto keep = [&](const char* name, const std::string& text, bool cut) {
        if (text.empty()) return;
        const std::string shown =
            failed ? secrets_.Mask(text) : secrets_.MaskShortened(text, kShownOfAGoodRun);
        report.evidence.push_back(fmt::format("run {}, {}{}:\n{}", report.rounds, name,
                                              cut ? " (its first 1 MiB)" : "", shown));
    };
    keep("stdout", run.output, run.output_cut);
    keep("stderr", run.errors, run.errors_cut);
}

void CommandDriver::NoteFailure(const ProcessResult& run, SyncReport& report) const {
    std::string note = fmt::format("run {} failed: {}", report.rounds, dataflow::ToString(run));
    const std::string said = LastLine(secrets_.Mask(run.errors.empty() ? run.output : run.errors));
    if (!said.empty()) note += ": " + said;
    if (!failed_restart_.empty()) note = failed_restart_ + "; " + note;
    report.evidence.push_back(note);
    report.detail = report.detail.empty() ? note : report.detail + "; " + note;
}

Result<Links> CommandDriver::ReadLinks(const std::string& source_entity,
                                       const std::string& target_entity) {
    if (!flow_.links) return InputError("links cannot be read: the target names no links command");
    Result<ProcessResult> run = Run(*flow_.links, DeadlineOf(*flow_.links), kMaxLinksBytes);
    if (!run) return tl::make_unexpected(std::move(run.error()));
    if (!Exited(*run, 0)) {
        const std::string said = LastLine(run->errors.empty() ? run->output : run->errors);
        return EnvironmentError(secrets_.Mask(fmt::format(
            "links cannot be read: the links command: {}: {}", dataflow::ToString(*run), said)));
    }
    if (run->output_cut) {
        return EnvironmentError("links cannot be read: the links command printed more than 16 MiB");
    }
    Result<Links> links = ReadLinksText(run->output, source_entity, target_entity);
    if (!links) {
        for (Problem& problem : links.error().problems) {
            problem.message = secrets_.Mask(problem.message);
        }
    }
    return links;
}

Status CommandDriver::Restart() {
    if (!flow_.restart) return InputError("the target names no restart command");
    Result<ProcessResult> run = Run(*flow_.restart, DeadlineOf(*flow_.restart));
    if (!run) return tl::make_unexpected(std::move(run.error()));
    failed_restart_.clear();
    if (!Exited(*run, 0)) {
        failed_restart_ =
            fmt::format("the restart before this sync failed: {}", dataflow::ToString(*run));
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<Driver>> MakeCommandDriver(const target::Target& target,
                                                  DriverContext context) {
    Result<TargetFile> file = TargetFile::Write(target, context.checklist);
    if (!file) return tl::make_unexpected(std::move(file.error()));
    return std::make_unique<CommandDriver>(target, std::move(context), *std::move(file));
}

}  // namespace plumb::dataflow
