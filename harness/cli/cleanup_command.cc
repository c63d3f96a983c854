#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "harness/cli/command.h"
#include "harness/cli/session.h"
#include "harness/cli/setup.h"
#include "harness/cli/signals.h"
#include "harness/ledger/line.h"
#include "harness/run/clean_up.h"
#include "harness/run/pause.h"
#include "harness/run/tenant_lock.h"

namespace plumb::cli {

namespace {

struct CleanupArguments {
    std::string ledger = "reports/ledger.jsonl";
    std::string target;  ///< instead of the ledger's
};

Result<Setup> SetupOf(const ledger::Header& header, const CleanupArguments& arguments) {
    SetupArguments from;
    from.checklist = header.checklist;
    from.target = arguments.target.empty() ? header.target : arguments.target;
    if (from.target.empty())
        return InputError("the ledger names no target", {arguments.ledger, 1, 0},
                          "name it: plumb cleanup LEDGER --target FILE");
    auto setup = ReadSetup(from);
    if (setup && !setup->target)
        return InputError("there is nothing to remove from built-in mock servers",
                          {from.target, 0, 0});
    return setup;
}

std::size_t CountOf(const ledger::Ledger& ledger, ledger::State state) {
    return static_cast<std::size_t>(
        std::ranges::count(ledger.Entries(), state, &ledger::Entry::state));
}

void PrintCounts(const ledger::Ledger& ledger, std::size_t remaining) {
    const auto entries = ledger.Entries();
    std::cout << fmt::format(
        "The run {} made {} records, {} more were made by the data flow: {} are removed, {} are "
        "archived, {} were refused, {} remain.\n",
        ledger.GetHeader().run, std::ranges::count(entries, false, &ledger::Entry::adopted),
        std::ranges::count(entries, true, &ledger::Entry::adopted),
        CountOf(ledger, ledger::State::kRemoved), CountOf(ledger, ledger::State::kArchived),
        CountOf(ledger, ledger::State::kRefused), remaining);
}

void Print(const std::vector<ledger::Remaining>& remaining) {
    for (const ledger::Remaining& one : remaining)
        std::cout << fmt::format("  {} {} {}\n    {}\n", one.record, one.how, one.url, one.why);
}

int Cleanup(const CleanupArguments& arguments) {
    const auto contents = ledger::Read(arguments.ledger);
    if (!contents) return Explain(contents.error());
    const auto setup = SetupOf(contents->header, arguments);
    if (!setup) return Explain(setup.error());
    const auto ledger = ledger::Ledger::Resume(arguments.ledger);
    if (!ledger) return Explain(ledger.error());
    const auto journal = journal::Writer::Nowhere();
    const auto session = Session::Connect(
        {setup->checklist, setup->checklist_path, setup->profiles, *setup->target, *journal, 1,
         contents->header.run, setup->offer.page_limit, CatchInterrupts(), ledger->get()});
    if (!session) return Explain(session.error());
    const run::World& world = (*session)->GetWorld();
    const auto other = run::FindOtherRun(world);
    if (other && *other) return Explain({ErrorKind::kEnvironment, {**other}});
    run::Pause pause(world.driver.GetScheduler(), **ledger);
    // What is left in the systems weighs more: it is removed although the data flow may move.
    if (const Status paused = pause.Begin(); !paused) Explain(paused.error());
    run::Pause::Ending ending;
    const run::Leftovers left = run::CleanUp(
        world, [&] { ending = pause.End(); }, setup->target->IsMock() ? 1 : kJobsOnTenants);
    PrintCounts(**ledger, left.remaining.size());
    Print(left.remaining);
    Print(left.retired);
    if (ending.left) Print({*ending.left});
    if (!ending.note.empty()) std::cout << ending.note << "\n";
    return left.remaining.empty() && !ending.left ? kOk : kCouldNotRun;
}

}  // namespace

void AddCleanup(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<CleanupArguments>();
    CLI::App* command =
        app.add_subcommand("cleanup", "Remove what a run has left in a tenant, whatever ended it");
    command->add_option("LEDGER", arguments->ledger, "that the run wrote beside its journal")
        ->default_str("reports/ledger.jsonl");
    command->add_option("--target", arguments->target, "where to remove (default: the run's)");
    command->footer(
        Example("plumb cleanup reports/ledger.jsonl",
                "removes the records that the ledger holds, and those that the data "
                "flow made of\n      them; exit status 0: nothing is left, 3: something "
                "is, and it is listed"));
    command->callback([arguments, &context] { context.exit_status = Cleanup(*arguments); });
}

}  // namespace plumb::cli
