#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

#include "harness/base/file.h"
#include "harness/cli/command.h"
#include "harness/cli/execution.h"
#include "harness/cli/progress.h"
#include "harness/cli/scenario_setup.h"
#include "harness/cli/signals.h"
#include "harness/cli/storm_run.h"
#include "harness/report/repeat.h"

namespace plumb::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "reports/storm";

struct StormArguments {
    std::string checklist;
    std::string target;
    std::string folder = kFolder;
    StormOptions options;
    int only = 0;
    bool quiet = false;
};

/// The command that runs this storm again, whatever points it is to meet.
std::string Again(const StormArguments& arguments) {
    const TrialOptions& trial = arguments.options.trial;
    std::string again = "plumb storm";
    if (!arguments.checklist.empty()) again += " " + report::ShellWord(arguments.checklist);
    if (!arguments.target.empty()) again += " --target " + report::ShellWord(arguments.target);
    again += fmt::format(" --seed {}", trial.seed);
    for (const std::string& defect : trial.embedded.defects)
        again += " --defect " + report::ShellWord(defect);
    if (trial.embedded.page_size != EmbeddedOptions().page_size)
        again += fmt::format(" --page-size {}", trial.embedded.page_size);
    if (arguments.folder != kFolder) again += " --output " + report::ShellWord(arguments.folder);
    return again;
}

Status SaveReplays(const fs::path& folder, const std::string& checklist_name, storm::Storm& storm) {
    for (storm::PointResult& result : storm.points) {
        if (!result.scenario) continue;
        result.scenario->checklist = checklist_name;
        const std::string name = result.scenario->name + ".yaml";
        const Status saved = SaveWhole(folder / name, scenario::WriteScenario(*result.scenario));
        if (!saved) return saved;
        result.replay = name;
    }
    return {};
}

/// Saves what was found before it is told, so that no report names a file that is not there.
Status Save(const fs::path& folder, const std::string& checklist_name, storm::Storm& storm) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        return EnvironmentError(fmt::format("{}: {}", folder.string(), failed.message()),
                                "--output names another folder");
    if (Status saved = SaveReplays(folder, checklist_name, storm); !saved) return saved;
    if (Status saved = SaveWhole(folder / "storm.json", storm::ToJson(storm)); !saved) return saved;
    return SaveWhole(folder / "storm.html", storm::ToHtml(storm));
}

/// Nothing for the built-in mocks; an input error where faults cannot be set.
Result<std::optional<StormSite>> SiteOf(const StormArguments& arguments, const Setup& setup) {
    if (!setup.target) return std::nullopt;
    if (!setup.target->IsMock()) {
        return InputError(
            "a storm needs mocks: it sets a fault for each request of the data flow, "
            "and a system of this target has no 'admin'",
            {arguments.target},
            "take `systems` from what `plumb mock` prints, and keep your `dataflow`");
    }
    const TrialOptions& trial = arguments.options.trial;
    if (!trial.embedded.defects.empty() ||
        trial.embedded.page_size != EmbeddedOptions().page_size) {
        return InputError("--defect and --page-size are switches of the built-in data flow", {},
                          "leave --target out, or them");
    }
    return StormSite{*setup.target, arguments.target, setup.checklist_path, setup.offer};
}

int RunStormCommand(StormArguments arguments, const Context& context) {
    StormOptions& options = arguments.options;
    options.trial.interrupt = CatchInterrupts();
    if (arguments.only > 0) options.from = options.to = arguments.only;
    SetupArguments asked;
    asked.checklist = arguments.checklist;
    asked.target = arguments.target;
    const auto setup = ReadSetup(asked);
    if (!setup) return Explain(setup.error());
    const auto site = SiteOf(arguments, *setup);
    if (!site) return Explain(site.error());
    const auto workload =
        ReadWorkload(setup->installation, setup->checklist, setup->profiles, *site);
    if (!workload) return Explain(workload.error());

    std::unique_ptr<Progress> progress;
    options.progress = [&](const storm::Storm& storm, const storm::PointResult& result) {
        if (!progress)
            progress =
                std::make_unique<Progress>(static_cast<int>(storm.selected), arguments.quiet);
        const bool failed = result.fate == storm::Fate::kFailed;
        progress->Add(fmt::format("request {}, {}", storm.requests[result.point.request].number,
                                  storm.kinds[result.point.fault].id),
                      failed ? "fail" : "pass", result.reason);
    };
    auto storm = RunStorm(*workload, setup->profiles, options, *site);
    progress.reset();
    if (!storm) return Explain(storm.error());
    storm->command = CommandLine(context);
    storm->again = Again(arguments);
    storm->folder = arguments.folder;
    const Status saved = Save(
        arguments.folder,
        ChecklistNameFor(setup->checklist_path, arguments.folder, setup->installation), *storm);
    std::cout << storm::Summary(*storm);
    if (!saved) return Explain(saved.error());
    std::cout << fmt::format("\nHTML  {0}/storm.html\nJSON  {0}/storm.json\n", arguments.folder);
    return storm::ExitStatusOf(*storm);
}

}  // namespace

void AddStorm(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<StormArguments>();
    StormOptions& options = arguments->options;
    CLI::App* command = app.add_subcommand(
        "storm", "Let each request of the data flow fail in each way, once, and see what is lost");
    command->add_option("CHECKLIST", arguments->checklist, "file (default: the first checklist)");
    command->add_option("--target", arguments->target,
                        "mocks with a data flow of your own, as YAML (default: the built-in ones)");
    command
        ->add_option("-o,--output", arguments->folder,
                     "folder for storm.html, storm.json and replay files")
        ->default_str(kFolder);
    command->add_option("--seed", options.trial.seed, "of names and values");
    command->add_option("--fault", options.faults, "only these kinds of faults")->delimiter(',');
    command->add_option("--only", arguments->only, "only the request of this number")
        ->check(CLI::PositiveNumber);
    command->add_option("--from", options.from, "only requests from this number on")
        ->check(CLI::PositiveNumber);
    command->add_option("--to", options.to, "only requests up to this number")
        ->check(CLI::PositiveNumber);
    command->add_option("--defect", options.trial.embedded.defects,
                        "switch a defect into the built-in data flow (fixtures/defects.yaml)");
    command
        ->add_option("--page-size", options.trial.embedded.page_size, "of the built-in data flow")
        ->check(CLI::Range(1, 5'000));
    command->add_option("--jobs", options.jobs, "points at a time (default: one per processor)")
        ->check(CLI::Range(1, 64));
    command->add_flag("-q,--quiet", arguments->quiet, "no progress on stderr");
    command->footer(Example(
        "plumb storm --fault commit-then-drop,status-503 --to 40",
        "meets the first 40 requests of the built-in data flow with two faults each; exit status "
        "0: all\n      points survived, 1: some did not, 2: a mistake in a file or argument, 3: "
        "could not run,\n      4: not everything could be decided. The workload is in "
        "specs/storm."));
    command->callback(
        [arguments, &context] { context.exit_status = RunStormCommand(*arguments, context); });
}

}  // namespace plumb::cli
