#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "harness/cli/command.h"
#include "harness/cli/confirmation.h"
#include "harness/cli/execution.h"
#include "harness/cli/gtest_front.h"
#include "harness/cli/known_deviations.h"
#include "harness/cli/setup.h"
#include "harness/cli/signals.h"

namespace plumb::cli {

namespace {

struct RunArguments {
    SetupArguments setup;
    ExecutionOptions execution;
    std::vector<std::string> gate{"stated", "implied", "assumed"};
    bool yes = false;
    DeviationArguments deviations;
};

Status CheckGate(const std::vector<std::string>& gate) {
    for (const std::string& word : gate) {
        if (!scenario::ParseBasis(word))
            return InputError(fmt::format("--gate: '{}' is no basis", word), {},
                              "any of stated, implied, assumed, platform, hygiene, observed");
    }
    return {};
}

int Run(RunArguments arguments, const Context& context,
        const std::vector<std::string>& gtest_arguments) {
    arguments.execution.interrupt = CatchInterrupts();
    arguments.execution.gate = arguments.gate;
    arguments.execution.command = CommandLine(context);
    if (Status gate = CheckGate(arguments.gate); !gate) return Explain(gate.error());
    const auto setup = ReadSetup(arguments.setup);
    if (!setup) return Explain(setup.error());
    if (setup->target && !arguments.execution.embedded.defects.empty())
        return Explain(
            InputError("--defect works only on the built-in data flow", {}, "leave --target out")
                .value());
    const auto plan = plan::MakePlan(setup->checklist, setup->catalogue, setup->profiles,
                                     setup->offer, setup->selection);
    if (!plan) return Explain(plan.error());
    auto deviations = ReadDeviations(arguments.deviations, setup->checklist_path, *plan);
    if (!deviations) return Explain(deviations.error());
    arguments.execution.deviations = std::move(*deviations);
    arguments.execution.filters = arguments.setup.filters;
    arguments.execution.shard = arguments.setup.shard;

    std::optional<Result<Execution>> execution;
    const GtestRun front{*plan, setup->target && !setup->target->IsMock(),
                         [&](const std::vector<std::size_t>& selected) {
                             const Status leave =
                                 AskLeave(*setup, *plan, arguments.yes, Terminal::OfThisProcess());
                             if (!leave) {
                                 execution = tl::make_unexpected(leave.error());
                                 return Outcomes{};
                             }
                             execution = Execute(*setup, *plan, selected, arguments.execution);
                             return *execution ? (*execution)->outcomes : Outcomes{};
                         }};
    const auto ran = RunThroughGtest(front, gtest_arguments);
    if (!ran) return Explain(ran.error());
    if (!*ran) return kOk;  // only a listing was asked for
    if (!execution && plan->cases.empty())
        execution = Execute(*setup, *plan, {}, arguments.execution);  // an empty shard reports so
    if (!execution)
        return Explain(InputError("no case is selected", {},
                                  "see `plumb plan` for the ids, and --gtest_filter")
                           .value());
    if (!*execution) return Explain(execution->error());
    const int status = PrintEnd(**execution, arguments.execution.quiet);
    if (!arguments.deviations.update) return status;
    const auto said =
        UpdateDeviations(arguments.deviations, setup->checklist_path, *plan, (*execution)->model);
    if (!said) return Explain(said.error());
    std::cout << *said << std::flush;
    return status;
}

}  // namespace

void AddRun(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<RunArguments>();
    ExecutionOptions& execution = arguments->execution;
    CLI::App* command = app.add_subcommand("run", "Run a checklist and write a report");
    AddSetupOptions(*command, arguments->setup);
    command->add_option("-o,--output", execution.folder, "folder for the reports and the journal")
        ->default_str("reports");
    command->add_option("--gate", arguments->gate, "bases that decide the exit status")
        ->delimiter(',');
    command->add_option("--deviations", arguments->deviations.file,
                        "list of known deviations (default: NAME.deviations.yaml beside the "
                        "checklist NAME.yaml)");
    command->add_flag("--update-deviations", arguments->deviations.update,
                      "rewrite that list by what this run sees; comments stay");
    command->add_option("--seed", execution.seed, "of names, values and order");
    command->add_flag("--isolate", execution.isolate, "one case at a time instead of lockstep");
    command
        ->add_option("--confirm", execution.confirm,
                     "how many failed cases are repeated alone (default 10)")
        ->check(CLI::Range(0, 100'000));
    command->add_flag("--fail-fast", execution.fail_fast, "stop at the first failure");
    command
        ->add_option("--jobs", execution.jobs, "requests of a phase that are sent at the same time (default: 1 on mocks, 8 "
                     "on tenants, within their rate limits)")
        ->check(CLI::Range(1, 64));
    command->add_option("--tester", execution.tester, "your name, for the report's first page");
    command->add_flag("--yes", arguments->yes,
                      "go on without being asked, on a target that is no mock");
    command->add_flag("-q,--quiet", execution.quiet, "no progress on stderr");
    command->add_option("--defect", execution.embedded.defects,
                        "switch a defect into the built-in data flow (fixtures/defects.yaml)");
    command->add_option("--page-size", execution.embedded.page_size, "of the built-in data flow")
        ->check(CLI::Range(1, 5'000));
    command->allow_extras();
    command->footer(Example("plumb run --target target.yaml --gate stated,implied",
                            "runs the first checklist on your target; exit status 0: conformant, "
                            "1: not,\n      2: a mistake in a file or argument, 3: could not run, "
                            "4: not everything could be decided.\n  GoogleTest's own arguments "
                            "(--gtest_filter=…, --gtest_list_tests …) work as well."));
    command->callback([arguments, command, &context] {
        std::vector<std::string> gtest_arguments;
        for (const std::string& extra : command->remaining()) {
            if (!extra.starts_with("--gtest_")) throw CLI::ExtrasError({extra});
            gtest_arguments.push_back(extra);
        }
        context.exit_status = Run(*arguments, context, gtest_arguments);
    });
}

}  // namespace plumb::cli
