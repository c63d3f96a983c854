#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "harness/cli/command.h"
#include "harness/cli/seeds_run.h"
#include "harness/cli/signals.h"

namespace plumb::cli {

namespace {

int Seeds(SeedsOptions options) {
    options.interrupt = CatchInterrupts();
    const auto installation = Installation::Find();
    if (!installation) return Explain(installation.error());
    const auto report = RunSeeds(*installation, options);
    if (!report) return Explain(report.error());
    std::cout << Summary(*report);
    return ExitStatusOf(*report);
}

}  // namespace

void AddSeeds(CLI::App& app, Context& context) {
    auto options = std::make_shared<SeedsOptions>();
    CLI::App* command = app.add_subcommand(
        "seeds", "Run the correct data flow under many conditions: it must never be blamed");
    command->add_option("CHECKLIST", options->checklists, "files (default: the shipped ones)");
    command->add_option("--seed", options->first, "the first one")->check(CLI::PositiveNumber);
    command->add_option("--seeds", options->count, "how many (default 1000)")
        ->check(CLI::PositiveNumber);
    command->add_option("--cases", options->cases, "of each seed, at most (default 30)")
        ->check(CLI::PositiveNumber);
    command->add_option("--jobs", options->jobs, "seeds at a time (default: one per processor)")
        ->check(CLI::Range(1, 64));
    command->footer(
        Example("plumb seeds --seeds 100",
                "draws data, order, page sizes, lags, how fine time stamps are, clocks "
                "that are off,\n      unconfirmed behaviour of the systems and passing "
                "faults from each seed; exit status 1: the\n      correct data flow was "
                "blamed, 3: something broke, or it was interrupted."));
    command->callback([options, &context] { context.exit_status = Seeds(*options); });
}

}  // namespace plumb::cli
