#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "harness/base/interrupt.h"
#include "harness/base/result.h"
#include "harness/cli/command.h"
#include "harness/cli/embedded.h"
#include "harness/cli/gtest_front.h"
#include "harness/cli/setup.h"
#include "harness/deviation/list.h"
#include "harness/report/exit_status.h"
#include "harness/report/result.h"

namespace plumb::cli {

struct ExecutionOptions {
    std::string folder = "reports";
    std::vector<std::string> gate;
    std::uint64_t seed = 1;
    std::string run_id;  ///< "": one like no other; fixed where nothing else has ever run
    bool isolate = false;
    int confirm = 10;
    bool fail_fast = false;
    int jobs = 0;  ///< 0: one on mocks, where requests take no time, and several on tenants
    bool keep_order = false;  ///< of the plan's cases; the seed has no say in it
    bool quiet = false;
    std::string tester;
    std::string command;  ///< what repeats the run
    std::vector<std::string> filters;
    std::string shard;
    deviation::List deviations;
    EmbeddedOptions embedded;
    Interrupt interrupt;
};

/// A run and what was written of it.
struct Execution {
    report::ReportModel model;
    Outcomes outcomes;
    std::vector<std::pair<std::string, std::string>> reports;  ///< kind ("HTML") and path
    Error not_written;  ///< reports that could not be written; no problems when all were
};

/// Runs these cases of a plan on the setup's target, or on mocks started for it, and writes the
/// journal while it runs and all reports at its end. An error means that the run could not start;
/// one that could not go on is an Execution whose model says so.
Result<Execution> Execute(const Setup& setup, const plan::Plan& plan,
                          const std::vector<std::size_t>& selected,
                          const ExecutionOptions& options);

/// Writes all reports of a model into a folder.
void WriteReports(const std::string& folder, Execution& execution);

/// Prints the summary, where the reports are, and why the exit status is what it is; returns it.
int PrintEnd(const Execution& execution, bool quiet);

/// The command line of this process as one that a shell would read the same way.
std::string CommandLine(const Context& context);

}  // namespace plumb::cli
