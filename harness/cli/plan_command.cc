#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "harness/cli/command.h"
#include "harness/cli/setup.h"
#include "harness/plan/text.h"

namespace plumb::cli {

namespace {

struct PlanArguments {
    SetupArguments setup;
    bool steps = false;
};

int Plan(const PlanArguments& arguments) {
    const auto setup = ReadSetup(arguments.setup);
    if (!setup) return Explain(setup.error());
    const auto plan = plan::MakePlan(setup->checklist, setup->catalogue, setup->profiles,
                                     setup->offer, setup->selection);
    if (!plan) return Explain(plan.error());
    std::cout << plan::CaseLines(*plan, arguments.steps) << std::flush;
    std::cerr << plan::OutlookLines(*plan);
    return kOk;
}

}  // namespace

void AddPlan(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<PlanArguments>();
    CLI::App* command =
        app.add_subcommand("plan", "Print what a run would do, without touching anything");
    AddSetupOptions(*command, arguments->setup);
    command->add_flag("--steps", arguments->steps, "also the steps of each case");
    command->footer(Example("plumb plan --check equal-value-links --steps",
                            "one line per case, beginning with its id; cost and what can be "
                            "decided go to stderr"));
    command->callback([arguments, &context] { context.exit_status = Plan(*arguments); });
}

}  // namespace plumb::cli
