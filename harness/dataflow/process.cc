#include "harness/dataflow/process.h"

#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>

#include "harness/dataflow/file_descriptor.h"

namespace plumb::dataflow {

namespace {

using SteadyClock = std::chrono::steady_clock;

Milliseconds Since(SteadyClock::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start)
        .count();
}

/// What a child gets: which files, which folder, which signals.
class SpawnPlan final {
  public:
    SpawnPlan(const std::string& folder, int output, int errors) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
        if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
        posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
        posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;
    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }

    /// 0, or an errno value.
    int Start(const std::vector<std::string>& argv, const std::vector<std::string>& environment,
              pid_t& child) const {
        return posix_spawnp(&child, argv.front().c_str(), &actions_, &attributes_,
                            Pointers(argv).data(), Pointers(environment).data());
    }

  private:
    static std::vector<char*> Pointers(const std::vector<std::string>& texts) {
        std::vector<char*> pointers;
        for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
        pointers.push_back(nullptr);
        return pointers;
    }

    posix_spawn_file_actions_t actions_;
    posix_spawnattr_t attributes_;
};

/// Our own environment with `additions` in it.
std::vector<std::string> MakeEnvironment(const ProcessRequest& request) {
    std::vector<std::string> environment;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const std::string_view name = text.substr(0, text.find('='));
        const bool replaced =
            std::any_of(request.environment.begin(), request.environment.end(),
                        [&](const auto& addition) { return addition.first == name; });
        if (!replaced) environment.emplace_back(text);
    }
    for (const auto& [name, value] : request.environment) environment.push_back(name + "=" + value);
    return environment;
}

/// One stream of a child as far as it was read.
struct Stream {
    FileDescriptor file;
    std::string kept;
    bool cut = false;

    /// Reads what is there, at most 1 MiB, so that a child that never stops writing cannot keep us.
    void Drain(std::size_t max_kept) {
        std::array<char, 65536> bytes;
        for (int chunk = 0; chunk < 16 && file.IsOpen(); ++chunk) {
            const ssize_t size = ::read(file.Get(), bytes.data(), bytes.size());
            if (size < 0 && errno == EINTR) continue;
            if (size < 0 && errno == EAGAIN) return;
            if (size <= 0) {
                file.Close();
                return;
            }
            const std::size_t room = max_kept - kept.size();
            const std::size_t taken = std::min(room, static_cast<std::size_t>(size));
            kept.append(bytes.data(), taken);
            cut = cut || taken < static_cast<std::size_t>(size);
        }
    }
};

class RunningProcess final {
  public:
    RunningProcess(pid_t child, Stream output, Stream errors, const ProcessRequest& request)
        : child_(child),
          death_(static_cast<int>(::syscall(SYS_pidfd_open, child, 0))),
          output_(std::move(output)),
          errors_(std::move(errors)),
          max_output_(request.max_output),
          interrupt_(request.interrupt) {}

    /// True when the child has ended; it is not reaped yet.
    bool WaitForEnd(Milliseconds patience, bool heeds_interrupt) {
        const auto start = SteadyClock::now();
        while (!HasEnded()) {
            const Milliseconds left = patience - Since(start);
            if (left <= 0 || (heeds_interrupt && interrupt_.Came())) return false;
            WaitForNews(left);
            Drain();
        }
        Drain();
        return true;
    }

    /// Reaches also what the child has started, as long as the child itself is not reaped.
    void Kill(int signal) const { ::kill(-child_, signal); }

    void Reap(ProcessResult& result) {
        int status = 0;
        while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
        }
        const bool signalled = WIFSIGNALED(status);
        result.end = signalled ? ProcessResult::End::kSignalled : ProcessResult::End::kExited;
        result.code = signalled ? WTERMSIG(status) : WEXITSTATUS(status);
        Drain();
        result.output = std::move(output_.kept);
        result.errors = std::move(errors_.kept);
        result.output_cut = output_.cut;
        result.errors_cut = errors_.cut;
    }

  private:
    bool HasEnded() const {
        siginfo_t info{};
        const int answer =
            ::waitid(P_PID, static_cast<id_t>(child_), &info, WEXITED | WNOHANG | WNOWAIT);
        return answer == 0 ? info.si_pid == child_ : errno != EINTR;
    }

    void WaitForNews(Milliseconds patience) const {
        // Without a pidfd (old kernels, some sandboxes) the end of the child is looked for often.
        const Milliseconds longest = !death_.IsOpen() ? 5 : interrupt_.CanCome() ? 100 : 60'000;
        std::array<pollfd, 3> files = {pollfd{output_.file.Get(), POLLIN, 0},
                                       pollfd{errors_.file.Get(), POLLIN, 0},
                                       pollfd{death_.Get(), POLLIN, 0}};
        ::poll(files.data(), files.size(), static_cast<int>(std::min(patience, longest)));
    }

    void Drain() {
        output_.Drain(max_output_);
        errors_.Drain(max_output_);
    }

    pid_t child_;
    FileDescriptor death_;
    Stream output_;
    Stream errors_;
    std::size_t max_output_;
    Interrupt interrupt_;
};

tl::unexpected<Error> CannotStart(const ProcessRequest& request, const std::string& why) {
    return EnvironmentError(
        fmt::format("cannot start '{}' in {}: {}",
                    request.argv.empty() ? std::string() : request.argv.front(),
                    request.folder.empty() ? "." : request.folder, why),
        "check 'argv' in the target file: a program's name or path, then its arguments, no shell");
}

Result<RunningProcess> Start(const ProcessRequest& request) {
    if (request.argv.empty() || request.argv.front().empty()) {
        return CannotStart(request, "no program is named");
    }
    std::error_code ignored;
    if (!request.folder.empty() && !std::filesystem::is_directory(request.folder, ignored)) {
        return CannotStart(request, "the folder does not exist");
    }
    Pipe output;
    Pipe errors;
    if (!output.Open() || !errors.Open()) return CannotStart(request, std::strerror(errno));
    const SpawnPlan plan(request.folder, output.write.Get(), errors.write.Get());
    pid_t child = 0;
    const int failure = plan.Start(request.argv, MakeEnvironment(request), child);
    if (failure != 0) return CannotStart(request, std::strerror(failure));
    return RunningProcess(child, {std::move(output.read), {}, false},
                          {std::move(errors.read), {}, false}, request);
}

}  // namespace

std::string ToString(const ProcessResult& result) {
    switch (result.end) {
        case ProcessResult::End::kExited:
            return fmt::format("exit status {}", result.code);
        case ProcessResult::End::kSignalled:
            return fmt::format("signal {} ({})", result.code, ::strsignal(result.code));
        case ProcessResult::End::kInterrupted:
            return "it was stopped because the run was interrupted";
        case ProcessResult::End::kDeadline:
            break;
    }
    return fmt::format("no end within {} s: it was stopped",
                       static_cast<double>(result.took) / 1000.0);
}

Result<ProcessResult> RunProcess(const ProcessRequest& request) {
    const auto start = SteadyClock::now();
    Result<RunningProcess> process = Start(request);
    if (!process) return tl::make_unexpected(std::move(process.error()));
    const bool ended = process->WaitForEnd(request.deadline, true);
    if (!ended) {
        process->Kill(SIGTERM);
        process->WaitForEnd(request.grace, false);
        process->Kill(SIGKILL);
    }
    ProcessResult result;
    process->Reap(result);
    if (!ended) {
        result.end = request.interrupt.Came() ? ProcessResult::End::kInterrupted
                                              : ProcessResult::End::kDeadline;
    }
    result.took = ended ? Since(start) : request.deadline;
    return result;
}

}  // namespace plumb::dataflow
