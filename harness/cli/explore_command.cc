#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

#include "harness/base/file.h"
#include "harness/base/text.h"
#include "harness/cli/command.h"
#include "harness/cli/explore_defects.h"
#include "harness/cli/explore_runner.h"
#include "harness/cli/scenario_setup.h"
#include "harness/cli/signals.h"
#include "harness/explore/explorer.h"
#include "harness/report/repeat.h"
#include "harness/scenario/wording.h"

namespace plumb::cli {

namespace {

namespace fs = std::filesystem;

struct ExploreArguments {
    SetupArguments setup;
    std::string folder = "reports/explore";
    EmbeddedOptions embedded;
    explore::Options options;
    bool all_defects = false;
    bool quiet = false;
    bool verbose = false;
};

/// What `explore` runs on, and where what it finds goes.
struct Expedition {
    const ExploreArguments& arguments;
    const Setup& setup;
    explore::Explorer::Run run;
};

/// Whether the text of a file fails when it is run, as `plumb replay` would: "" when it does, else
/// what came of it.
std::string WhyNotRepeated(const std::string& text, const std::string& file,
                           const Expedition& from) {
    const auto scenario = scenario::ReadScenario(text, file);
    if (!scenario) return std::string(Trim(ToString(scenario.error())));
    const auto endings = from.run({*scenario});
    if (!endings) return std::string(Trim(ToString(endings.error())));
    if (endings->empty()) return "it was interrupted";
    const auto failed = std::ranges::any_of(*endings, [](const explore::Ending& ending) {
        return ending.outcome.verdict == scenario::Verdict::kFail;
    });
    if (failed) return "";
    return fmt::format("it ended with {}: {}", ToString(endings->front().outcome.verdict),
                       endings->front().outcome.reason);
}

/// What is written beside `why` of a scenario that does not fail again.
constexpr const char* kSeenOnce = " This was seen once and could not be repeated from this file: ";

/// A scenario that can be run again by itself, from where it is written.
Result<std::string> Save(explore::Finding& finding, const Expedition& from) {
    const ExploreArguments& arguments = from.arguments;
    scenario::Scenario& scenario = finding.scenario;
    scenario.checklist =
        ChecklistNameFor(from.setup.checklist_path, arguments.folder, from.setup.installation);
    scenario.defects = arguments.embedded.defects;
    if (arguments.embedded.page_size != EmbeddedOptions().page_size)
        scenario.page_size = arguments.embedded.page_size;
    std::error_code ignored;
    fs::create_directories(arguments.folder, ignored);
    const std::string file = (fs::path(arguments.folder) / (scenario.name + ".yaml")).string();
    const std::string why = WhyNotRepeated(WriteScenario(scenario), file, from);
    if (!why.empty()) scenario.why += kSeenOnce + Shorten(why, 300);
    if (Status saved = SaveWhole(file, WriteScenario(scenario)); !saved)
        return tl::make_unexpected(saved.error());
    return file;
}

Status Tell(explore::Finding& finding, const Expedition& from) {
    const auto file = Save(finding, from);
    if (!file) return tl::make_unexpected(file.error());
    std::cout << fmt::format("\n✗ {} (sequence {}, {} of its {} actions)\n",
                             explore::ToString(finding.promise), finding.number, finding.actions,
                             finding.actions_before);
    for (const scenario::Step& step : finding.scenario.steps)
        std::cout << "    " << scenario::Describe(step) << "\n";
    if (finding.ending.failed) {
        std::cout << fmt::format("  expected  {}\n  seen      {}\n", finding.ending.expected,
                                 finding.ending.seen);
    } else {
        std::cout << fmt::format("  seen      {}\n", finding.ending.outcome.reason);
    }
    std::cout << fmt::format("  why       {}\n", finding.scenario.why);
    if (finding.companions > 0) {
        std::cout << fmt::format(
            "  but       alone it passes: it fails beside {}, which the file holds as well\n",
            finding.companions == 1 ? "another sequence"
                                    : fmt::format("{} other sequences", finding.companions));
    }
    const std::string& target = from.arguments.setup.target;
    std::cout << fmt::format("  repeat    plumb replay {}{}\n", report::ShellWord(*file),
                             target.empty() ? "" : " --target " + report::ShellWord(target));
    return {};
}

int End(explore::Exploration& exploration, const Expedition& from) {
    const ExploreArguments& arguments = from.arguments;
    const bool interrupted = arguments.options.interrupt.Came();
    for (explore::Finding& finding : exploration.findings) {
        if (Status told = Tell(finding, from); !told) return Explain(told.error());
    }
    for (const std::string& error : exploration.errors) std::cerr << "plumb: " << error << "\n";
    std::cout << fmt::format(
        "{}{} sequences of {}, seed {}: {}{}\n", exploration.findings.empty() ? "" : "\n",
        exploration.sequences, from.setup.checklist.title, arguments.options.seed,
        exploration.findings.empty() ? "nothing found" : "the data flow breaks what is promised",
        exploration.undecided.empty()
            ? ""
            : fmt::format("; {} could not be decided", exploration.undecided.size()));
    if (interrupted) {
        std::cout << fmt::format("interrupted: at most {} sequences were to be run\n",
                                 arguments.options.sequences);
    }
    if (arguments.verbose) {
        for (const std::string& undecided : exploration.undecided)
            std::cout << "  ? " << undecided << "\n";
    }
    if (!exploration.findings.empty()) return kNonconformant;
    if (interrupted || !exploration.errors.empty()) return kCouldNotRun;
    const auto judged = static_cast<std::size_t>(exploration.sequences);
    return exploration.undecided.size() == judged ? kPartial : kOk;
}

/// One line that is written over, on a terminal; nothing elsewhere but at the tens of percents.
explore::Explorer::Progress ProgressOf(const ExploreArguments& arguments) {
    const bool live = ::isatty(STDERR_FILENO) == 1;
    return [live, told = -1, &arguments](const explore::Exploration& so_far) mutable {
        const int tenth = 10 * so_far.sequences / arguments.options.sequences;
        if (arguments.quiet || (!live && tenth == told)) return;
        told = tenth;
        std::cerr << fmt::format("{}plumb: {} of {} sequences{}", live ? "\r" : "",
                                 so_far.sequences, arguments.options.sequences, live ? "" : "\n");
        if (live && so_far.sequences == arguments.options.sequences) std::cerr << "\n";
    };
}

/// The option that `--all-defects` would pass over; "" when there is none.
std::string UnheededByAllDefects(const ExploreArguments& arguments) {
    if (!arguments.embedded.defects.empty()) return "--defect";
    if (!arguments.setup.target.empty()) return "--target";
    if (arguments.embedded.page_size != EmbeddedOptions().page_size) return "--page-size";
    return "";
}

int Explore(ExploreArguments arguments) {
    arguments.options.interrupt = CatchInterrupts();
    if (arguments.all_defects) {
        if (const std::string unheeded = UnheededByAllDefects(arguments); !unheeded.empty()) {
            return Explain(InputError(fmt::format("--all-defects switches defects into the "
                                                  "built-in data flow itself, so {} has no meaning "
                                                  "beside it",
                                                  unheeded),
                                      {}, "leave one of them out")
                               .value());
        }
        return ExploreDefects({arguments.options, arguments.setup.checklist, arguments.quiet});
    }
    const auto setup = ReadSetup(arguments.setup);
    if (!setup) return Explain(setup.error());
    if (setup->target && !arguments.embedded.defects.empty()) {
        return Explain(
            InputError("--defect works only on the built-in data flow", {}, "leave --target out")
                .value());
    }
    if (setup->target && !setup->target->IsMock()) {
        return Explain(InputError("random sequences are tried on mocks only: they are thousands, "
                                  "and keep no ledger",
                                  {setup->target_path},
                                  "what they find there, `plumb replay` repeats on this target")
                           .value());
    }
    const explore::Landscape landscape = explore::Survey(setup->checklist, setup->profiles);
    for (const std::string& left_out : landscape.left_out)
        std::cerr << "plumb: left out: " << left_out << "\n";
    if (landscape.flows.empty()) {
        return Explain(InputError("there is no flow in which random sequences could be predicted",
                                  {setup->checklist_path}, "`plumb run` checks it all the same")
                           .value());
    }
    FitTo(setup->offer, arguments.options);
    if (setup->target) arguments.options.jobs = 1;
    const Expedition expedition{
        arguments, *setup,
        MakeExploreRunner(*setup, arguments.embedded, arguments.options.interrupt)};
    const explore::Explorer explorer(landscape, arguments.options, expedition.run);
    auto exploration = explorer.Explore(ProgressOf(arguments));
    if (!exploration) return Explain(exploration.error());
    return End(*exploration, expedition);
}

}  // namespace

void AddExplore(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<ExploreArguments>();
    explore::Options& options = arguments->options;
    options.jobs = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 8u));
    CLI::App* command =
        app.add_subcommand("explore", "Try random sequences of edits, syncs, restarts and faults");
    command->add_option("CHECKLIST", arguments->setup.checklist,
                        "checklist (default: YouTrack to PowerOffice GO)");
    command->add_option("--target", arguments->setup.target,
                        "where to run, as YAML (default: built-in mock servers)");
    command
        ->add_option("-o,--output", arguments->folder, "folder for the scenarios of what is found")
        ->default_str(arguments->folder);
    command->add_option("--seed", options.seed, "the same seed gives the same sequences");
    command->add_option("--sequences", options.sequences, "how many, at most")
        ->check(CLI::Range(1, 1'000'000));
    command->add_option("--steps", options.size.steps, "actions of a sequence, at most")
        ->check(CLI::Range(3, 100));
    command->add_option("--together", options.together, "sequences side by side on one tenant")
        ->check(CLI::Range(1, 500));
    command
        ->add_option("--attempts", options.attempts, "runs to make what is found shorter, at most")
        ->check(CLI::Range(0, 100'000));
    command->add_option("--jobs", options.jobs, "tenants at the same time")
        ->check(CLI::Range(1, 64));
    command->add_option("--defect", arguments->embedded.defects,
                        "switch a defect into the built-in data flow (fixtures/defects.yaml)");
    command->add_flag("--all-defects", arguments->all_defects,
                      "look for every defect that is marked as explorable, and say how many "
                      "sequences each took");
    command->add_option("--page-size", arguments->embedded.page_size, "of the built-in data flow")
        ->check(CLI::Range(1, 5'000));
    command->add_flag("-v,--verbose", arguments->verbose, "say why sequences were not decided");
    command->add_flag("-q,--quiet", arguments->quiet, "no progress on stderr");
    command->footer(Example("plumb explore --sequences 500 --seed 7",
                            "writes what it finds to reports/explore as scenarios for `plumb "
                            "replay`;\n      exit status 0: nothing found, 1: found, 2: a mistake "
                            "in a file or argument, 3: could not run, or was interrupted"));
    command->callback([arguments, &context] { context.exit_status = Explore(*arguments); });
}

}  // namespace plumb::cli
