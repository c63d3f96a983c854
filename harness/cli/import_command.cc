#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "harness/checklist/import.h"
#include "harness/cli/command.h"
#include "harness/cli/installation.h"

namespace plumb::cli {

namespace {

struct ImportArguments {
    std::vector<std::string> documents;
    std::string folder = ".";
};

int Import(const ImportArguments& arguments) {
    const auto installation = Installation::Find();
    if (!installation) return Explain(installation.error());
    const auto profiles = installation->ReadProfiles();
    if (!profiles) return Explain(profiles.error());
    std::vector<std::string> systems;
    for (const target::Profile& profile : *profiles) systems.push_back(profile.id);

    const checklist::ImportReport report =
        checklist::Import(arguments.documents, arguments.folder, systems);
    for (const std::string& path : report.written) std::cout << "wrote " << path << "\n";
    std::cout.flush();
    for (const Problem& warning : report.warnings)
        std::cerr << "plumb: warning: " << ToString(warning) << "\n";
    for (const Problem& problem : report.problems)
        std::cerr << "plumb: error: " << ToString(problem) << "\n";
    if (report.not_saved) return kCouldNotRun;
    return report.problems.empty() ? kOk : kInputFault;
}

}  // namespace

void AddImport(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<ImportArguments>();
    CLI::App* command = app.add_subcommand("import", "Turn QA documents into checklists");
    command->add_option("DOC", arguments->documents, "QA documents (RST)")->required();
    command->add_option("-o,--output", arguments->folder,
                        "folder for the checklists (default: the current one)");
    command->footer(Example("plumb import youtrack-to-poweroffice-go.rst -o checklists",
                            "writes checklists/youtrack-to-poweroffice-go.yaml"));
    command->callback([arguments, &context] { context.exit_status = Import(*arguments); });
}

}  // namespace plumb::cli
