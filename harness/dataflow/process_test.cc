#include "harness/dataflow/process.h"

#include <fcntl.h>
#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <filesystem>

#include <sys/wait.h>

#include "harness/dataflow/file_descriptor.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"

namespace plumb::dataflow {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using plumb::testing::ReadAll;
using plumb::testing::TempDir;
using ::testing::HasSubstr;
using End = ProcessResult::End;

/// A deadline that only a hanging program reaches.
constexpr Milliseconds kLongRun = 60'000;

class Process : public ::testing::Test {
  protected:
    Result<ProcessResult> Shell(const std::string& script, Milliseconds deadline = kLongRun) {
        return RunProcess({.argv = {"/bin/sh", "-c", script},
                           .folder = folder_.Path().string(),
                           .environment = {{"PLUMB_TARGET", "/the/target"}},
                           .deadline = deadline,
                           .grace = 200});
    }
    const TempDir folder_;
};

TEST_F(Process, KeepsWhatTheProgramWritesAndHowItEnds) {
    const auto result = Shell("echo out; echo err >&2; exit 3");
    ASSERT_THAT(result, IsOk());
    EXPECT_EQ(result->end, End::kExited);
    EXPECT_EQ(result->code, 3);
    EXPECT_EQ(result->output, "out\n");
    EXPECT_EQ(result->errors, "err\n");
    EXPECT_EQ(ToString(*result), "exit status 3");
}

TEST_F(Process, RunsInItsFolderWithItsEnvironment) {
    const auto result = Shell("pwd -P; echo $PLUMB_TARGET");
    EXPECT_EQ(result->output,
              std::filesystem::canonical(folder_.Path()).string() + "\n/the/target\n");
}

TEST_F(Process, FindsNothingOnItsStdin) {
    EXPECT_EQ(Shell("cat; echo done")->output, "done\n");
}

TEST_F(Process, PassesArgumentsThatAShellWouldChange) {
    const auto result = RunProcess({.argv = {"printf", "%s|", "a b", "$HOME", "*", "\"'", ""},
                                    .folder = folder_.Path().string(),
                                    .environment = {}});
    EXPECT_EQ(result->output, "a b|$HOME|*|\"'||");
}

TEST_F(Process, FindsAProgramByAPathFromItsFolder) {
    const auto script = folder_.Write("flow", "#!/bin/sh\necho mine\n");
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    const auto result =
        RunProcess({.argv = {"./flow"}, .folder = folder_.Path().string(), .environment = {}});
    EXPECT_EQ(result->output, "mine\n");
}

TEST_F(Process, ReadsMuchAndKeepsItsBeginning) {
    const auto result = Shell("head -c 5000000 /dev/zero; head -c 3000000 /dev/zero >&2; exit 7");
    EXPECT_EQ(result->code, 7);
    EXPECT_EQ(result->output.size(), 1u << 20);
    EXPECT_EQ(result->errors.size(), 1u << 20);
    EXPECT_TRUE(result->output_cut && result->errors_cut);
    EXPECT_FALSE(Shell("head -c 1048576 /dev/zero")->output_cut);
}

TEST_F(Process, TellsWhichSignalEndedIt) {
    const auto result = Shell("kill -SEGV $$");
    EXPECT_EQ(result->end, End::kSignalled);
    EXPECT_EQ(result->code, SIGSEGV);
    EXPECT_THAT(ToString(*result), HasSubstr("signal 11"));
}

TEST_F(Process, StartsWithDefaultSignals) {
    ASSERT_NE(std::signal(SIGPIPE, SIG_IGN), SIG_ERR);
    EXPECT_EQ(Shell("kill -PIPE $$; echo survived")->end, End::kSignalled);
}

TEST_F(Process, IsStoppedAtTheDeadline) {
    const auto result = Shell("echo begun; sleep 1000", 200);
    EXPECT_EQ(result->end, End::kDeadline);
    EXPECT_EQ(result->output, "begun\n");
    EXPECT_THAT(ToString(*result), HasSubstr("no end within 0.2 s"));
}

TEST_F(Process, MayCleanUpWhenItIsStopped) {
    const auto result = Shell("trap 'echo bye; exit 0' TERM; sleep 1000 & wait", 200);
    EXPECT_EQ(result->end, End::kDeadline);
    EXPECT_EQ(result->output, "bye\n");
}

TEST_F(Process, IsKilledWhenItWillNotStop) {
    const auto result = Shell("trap '' TERM; while :; do sleep 0.05; done", 200);
    EXPECT_EQ(result->end, End::kDeadline);
}

TEST_F(Process, TakesItsChildrenWithIt) {
    const auto result = Shell("(trap '' TERM; sleep 1000) & echo $!; wait", 200);
    const pid_t grandchild = std::stoi(result->output);
    for (int i = 0; i < 500 && ::kill(grandchild, 0) == 0; ++i) {
        const auto stat = ReadAll("/proc/" + std::to_string(grandchild) + "/stat");
        if (stat.find(") Z ") != std::string::npos) break;  // dead; its new parent reaps it
        ::usleep(10'000);
    }
    const auto stat = ReadAll("/proc/" + std::to_string(grandchild) + "/stat");
    EXPECT_TRUE(stat.empty() || stat.find(") Z ") != std::string::npos) << stat;
}

TEST_F(Process, IsNotWaitedForLongerThanItsOwnLife) {
    const auto start = std::chrono::steady_clock::now();
    const auto result = Shell("sleep 30 & echo $!; exit 0");
    EXPECT_EQ(result->end, End::kExited);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
    ::kill(std::stoi(result->output), SIGKILL);
}

TEST_F(Process, WritesForeverWithoutKeepingUs) {
    EXPECT_EQ(Shell("yes", 200)->end, End::kDeadline);
    const auto left_behind = Shell("yes & echo $! >&2");
    EXPECT_EQ(left_behind->end, End::kExited);
    ::kill(std::stoi(left_behind->errors), SIGKILL);
}

TEST_F(Process, InheritsNoFileOfOurs) {
    const FileDescriptor file(::open("/dev/null", O_RDONLY));  // without O_CLOEXEC, on purpose
    ASSERT_TRUE(file.IsOpen());
    const auto result = Shell("ls /proc/self/fd | wc -l");
    EXPECT_LE(std::stoi(result->output), 4);  // 0, 1, 2 and the folder that ls reads
}

TEST_F(Process, LeavesNoFileAndNoZombieBehind) {
    const auto count = [] {
        return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
    };
    const auto before = count();
    for (int i = 0; i < 20; ++i) ASSERT_THAT(Shell("exit 0"), IsOk());
    EXPECT_EQ(count(), before);
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}

TEST_F(Process, SaysWhenItCannotBeStarted) {
    const std::string here = folder_.Path().string();
    folder_.Write("text", "no program");
    const std::vector<std::pair<ProcessRequest, const char*>> kTable = {
        {{.argv = {"no-such-program"}, .folder = here, .environment = {}}, "No such file"},
        {{.argv = {"./text"}, .folder = here, .environment = {}}, "Permission denied"},
        {{.argv = {}, .folder = here, .environment = {}}, "no program is named"},
        {{.argv = {""}, .folder = here, .environment = {}}, "no program is named"},
        {{.argv = {"true"}, .folder = here + "/none", .environment = {}}, "folder does not exist"},
    };
    for (const auto& [request, why] : kTable) {
        const auto result = RunProcess(request);
        EXPECT_THAT(result, Fails(HasSubstr(why)));
        EXPECT_THAT(result, Fails(HasSubstr("cannot start")));
    }
}

}  // namespace
}  // namespace plumb::dataflow
