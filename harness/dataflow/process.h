#pragma once

#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/interrupt.h"
#include "harness/base/result.h"

namespace plumb::dataflow {

/// A program to be run, without a shell.
struct ProcessRequest {
    std::vector<std::string> argv;  ///< the program is looked up in PATH
    std::string folder;             ///< working directory
    std::vector<std::pair<std::string, std::string>> environment;  ///< added to our own
    Milliseconds deadline = 60'000;
    Milliseconds grace = 2'000;  ///< between SIGTERM and SIGKILL
    std::size_t max_output = 1u << 20;
    Interrupt interrupt{};  ///< stops it like the deadline, at most 100 ms later
};

/// How it ended. What it wrote beyond `max_output` was read and thrown away.
struct ProcessResult {
    enum class End { kExited, kSignalled, kDeadline, kInterrupted };
    End end = End::kExited;
    int code = 0;  ///< exit status or number of the signal
    std::string output;
    std::string errors;
    bool output_cut = false;
    bool errors_cut = false;
    Milliseconds took = 0;
};

/// "exit status 3", "signal 9 (Killed)", "no end within 60 s".
std::string ToString(const ProcessResult& result);

/// Runs the program to its end, in a process group of its own, with nothing on its stdin. At the
/// deadline the whole group gets SIGTERM, then SIGKILL. Programs that it leaves behind are not
/// waited for, even when they keep its output open. An error means that it could not be started.
Result<ProcessResult> RunProcess(const ProcessRequest& request);

}  // namespace plumb::dataflow
