#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <numeric>

#include "harness/cli/command.h"
#include "harness/cli/confirmation.h"
#include "harness/cli/execution.h"
#include "harness/cli/scenario_setup.h"
#include "harness/cli/signals.h"

namespace plumb::cli {

namespace {

struct ReplayArguments {
    std::string file;
    std::string target;
    std::vector<std::string> defects;  ///< instead of the file's
    bool without_defects = false;
    bool yes = false;
    ExecutionOptions execution;
};

/// What happened, on both sides and between them, as far as the case got; of several cases only
/// those that did not hold.
void PrintTimeline(const Execution& execution) {
    const bool several = execution.model.cases.size() > 1;
    for (const report::CaseResult& one : execution.model.cases) {
        if (several && one.judged.verdict == "pass") continue;
        if (several) std::cout << one.judged.id << "\n";
        for (const journal::Moment& moment : one.judged.timeline)
            std::cout << fmt::format("  {:<7}{}\n", moment.lane, moment.text);
    }
    std::cout << "\n";
}

/// Everything that a scenario says of how it is run. Values follow from its seed alone on servers
/// that are fresh; on a target every run has an id of its own.
void Prepare(ReplayArguments& arguments, const ScenarioSetup& from) {
    ExecutionOptions& execution = arguments.execution;
    execution.seed = from.scenario.seed;
    execution.gate = {"stated", "implied", "assumed"};
    execution.confirm = 0;
    execution.keep_order = true;
    if (from.setup.target) return;
    execution.run_id = "t1";
    execution.embedded.defects = from.scenario.defects;
    if (arguments.without_defects) execution.embedded.defects.clear();
    if (!arguments.defects.empty()) execution.embedded.defects = arguments.defects;
    if (from.scenario.page_size > 0) execution.embedded.page_size = from.scenario.page_size;
}

int Replay(ReplayArguments arguments, const Context& context) {
    arguments.execution.interrupt = CatchInterrupts();
    arguments.execution.command = CommandLine(context);
    const auto from = ReadScenarioSetup(arguments.file, arguments.target);
    if (!from) return Explain(from.error());
    if (from->setup.target && !(arguments.defects.empty() && !arguments.without_defects)) {
        return Explain(InputError("defects are switches of the built-in data flow", {},
                                  "leave --target out, or --defect and --without-defects")
                           .value());
    }
    if (from->setup.target && !from->scenario.defects.empty() && !arguments.execution.quiet)
        std::cerr
            << "plumb: the target's own data flow is run, so the file's defects do not count\n";
    if (const Status leave =
            AskLeave(from->setup, from->plan, arguments.yes, Terminal::OfThisProcess());
        !leave)
        return Explain(leave.error());
    Prepare(arguments, *from);
    std::vector<std::size_t> all(from->plan.cases.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const auto execution = Execute(from->setup, from->plan, all, arguments.execution);
    if (!execution) return Explain(execution.error());
    PrintTimeline(*execution);
    return PrintEnd(*execution, arguments.execution.quiet);
}

}  // namespace

void AddReplay(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<ReplayArguments>();
    ExecutionOptions& execution = arguments->execution;
    CLI::App* command = app.add_subcommand("replay", "Run a scenario that was written to a file");
    command->add_option("FILE", arguments->file, "scenario, as `explore` and `storm` write them")
        ->required();
    command->add_option("--target", arguments->target,
                        "where to run, as YAML (default: built-in mock servers)");
    command->add_option("-o,--output", execution.folder, "folder for the reports and the journal")
        ->default_str("reports");
    command->add_option("--defect", arguments->defects,
                        "of the built-in data flow, instead of the file's");
    command->add_flag("--without-defects", arguments->without_defects,
                      "on the correct data flow, whatever defects the file names");
    command->add_option("--tester", execution.tester, "your name, for the report's first page");
    command->add_flag("--yes", arguments->yes,
                      "go on without being asked, on a target that is no mock");
    command->add_flag("-q,--quiet", execution.quiet, "no progress on stderr");
    command->footer(Example("plumb replay reports/explore/edit-is-lost.yaml --target target.yaml",
                            "repeats what `plumb explore` has found, on your own target; exit "
                            "statuses as of `plumb run`"));
    command->callback([arguments, &context] { context.exit_status = Replay(*arguments, context); });
}

}  // namespace plumb::cli
