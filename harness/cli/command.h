#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"

namespace CLI {
class App;
}

namespace plumb::cli {

/// The exit statuses that a command can give by itself (design, section 1); `run` also gives those
/// of the verdicts.
enum ExitStatus : int {
    kOk = 0,
    kNonconformant = 1,
    kInputFault = 2,
    kCouldNotRun = 3,
    kPartial = 4,
};

/// What the chosen subcommand came to. Each subcommand adds itself to the app and, when chosen,
/// sets `exit_status`.
struct Context {
    std::string program;                 ///< argv[0], for commands that repeat a run
    std::vector<std::string> arguments;  ///< without argv[0]
    int exit_status = kOk;
};

void AddRun(CLI::App& app, Context& context);
void AddExplore(CLI::App& app, Context& context);
void AddReplay(CLI::App& app, Context& context);
void AddPlan(CLI::App& app, Context& context);
void AddImport(CLI::App& app, Context& context);
void AddLint(CLI::App& app, Context& context);
void AddCleanup(CLI::App& app, Context& context);
void AddDoctor(CLI::App& app, Context& context);
void AddReport(CLI::App& app, Context& context);
void AddMock(CLI::App& app, Context& context);
void AddSeeds(CLI::App& app, Context& context);
void AddStorm(CLI::App& app, Context& context);
void AddSchema(CLI::App& app, Context& context);
void AddSelftest(CLI::App& app, Context& context);

/// Prints the problems to stderr and returns the exit status that the error's kind asks for.
int Explain(const Error& error);

/// "Example:\n  plumb …" as the footer of a subcommand's help.
std::string Example(const std::string& command, const std::string& what_it_does);

}  // namespace plumb::cli
