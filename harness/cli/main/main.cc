#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <iostream>

#include "harness/base/text.h"
#include "harness/base/version.h"
#include "harness/cli/command.h"

namespace {

/// CLI11 would only say that a subcommand is missing.
std::string UnknownCommand(const CLI::App& app, int argc, char** argv) {
    const std::string word = argc > 1 ? argv[1] : "-";
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands(nullptr))
        names.push_back(command->get_name());
    if (word.starts_with("-") || std::ranges::find(names, word) != names.end()) return "";
    return "there is no command '" + word + "'; " + plumb::DidYouMean(word, names) +
           " `plumb --help` lists them all";
}

int Run(int argc, char** argv) {
    // A reader of our output that goes away must not kill a run that has records to remove.
    std::signal(SIGPIPE, SIG_IGN);
    // Beyond a limit of file sizes writing fails like on a full disk, which is told.
    std::signal(SIGXFSZ, SIG_IGN);
    CLI::App app{
        "Plumb checks that a data flow between two systems does what its QA document says.",
        "plumb"};
    app.set_version_flag("--version", std::string("plumb ") + plumb::kVersion);
    app.require_subcommand(1);
    app.failure_message(CLI::FailureMessage::help);
    app.footer(plumb::cli::Example("plumb run",
                                   "runs the YouTrack to PowerOffice GO checklist on built-in "
                                   "servers; no account, no network"));
    plumb::cli::Context context{argv[0], {argv + 1, argv + argc}, plumb::cli::kOk};
    plumb::cli::AddRun(app, context);
    plumb::cli::AddExplore(app, context);
    plumb::cli::AddReplay(app, context);
    plumb::cli::AddPlan(app, context);
    plumb::cli::AddImport(app, context);
    plumb::cli::AddLint(app, context);
    plumb::cli::AddReport(app, context);
    plumb::cli::AddCleanup(app, context);
    plumb::cli::AddDoctor(app, context);
    plumb::cli::AddMock(app, context);
    plumb::cli::AddSeeds(app, context);
    plumb::cli::AddStorm(app, context);
    plumb::cli::AddSchema(app, context);
    plumb::cli::AddSelftest(app, context);
    if (const std::string unknown = UnknownCommand(app, argc, argv); !unknown.empty()) {
        std::cerr << "plumb: " << unknown << "\n";
        return plumb::cli::kInputFault;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& done) {
        return app.exit(done);
    } catch (const CLI::ParseError& wrong) {
        std::cerr << "plumb: " << wrong.what()
                  << "\nplumb: see plumb --help, or plumb COMMAND --help\n";
        return plumb::cli::kInputFault;
    }
    return context.exit_status;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return Run(argc, argv);
    } catch (const std::exception& fault) {
        std::cerr << "plumb: this is a fault of Plumb itself: " << fault.what() << "\n";
        return plumb::cli::kCouldNotRun;
    }
}
