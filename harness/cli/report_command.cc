#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "harness/cli/command.h"
#include "harness/cli/execution.h"
#include "harness/report/csv.h"
#include "harness/report/html.h"
#include "harness/report/json.h"
#include "harness/report/junit.h"
#include "harness/report/markdown.h"
#include "harness/report/summary.h"

namespace plumb::cli {

namespace {

struct ReportArguments {
    std::vector<std::string> journals;
    std::string folder = "reports";
    std::string format;
};

std::string Write(const report::ReportModel& model, const std::string& format) {
    if (format == "html") return report::WriteHtml(model);
    if (format == "junit") return report::WriteJUnit(model);
    if (format == "json") return report::WriteJson(model);
    if (format == "csv") return report::WriteTraceability(model);
    if (format == "markdown") return report::WriteMarkdown(model);
    return report::Summary(model) + "\n";
}

int Report(const ReportArguments& arguments) {
    std::vector<journal::Journal> journals;
    for (const std::string& file : arguments.journals) {
        auto journal = journal::Read(file);
        if (!journal) return Explain(journal.error());
        for (const Problem& warning : journal->warnings)
            std::cerr << "plumb: warning: " << ToString(warning) << "\n";
        journals.push_back(std::move(*journal));
    }
    auto model = report::FromJournals(std::move(journals));
    if (!model) return Explain(model.error());
    if (!arguments.format.empty()) {
        std::cout << Write(*model, arguments.format) << std::flush;
        return std::cout ? kOk : kCouldNotRun;
    }
    Execution execution{std::move(*model), {}, {}, {}};
    WriteReports(arguments.folder, execution);
    std::cout << report::Summary(execution.model) << "\n";
    for (const auto& [kind, path] : execution.reports) std::cout << kind << " " << path << "\n";
    std::cout.flush();
    return execution.not_written.problems.empty() ? kOk : Explain(execution.not_written);
}

}  // namespace

void AddReport(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<ReportArguments>();
    CLI::App* command = app.add_subcommand(
        "report", "Make reports from journals: of shards, or of a run that was killed");
    command->add_option("JOURNAL", arguments->journals, "journal files")->required();
    command->add_option("-o,--output", arguments->folder, "folder for the reports")
        ->default_str("reports");
    command->add_option("--format", arguments->format, "print one report instead")
        ->check(CLI::IsMember({"html", "junit", "json", "markdown", "csv", "text"}));
    command->footer(Example("plumb report shard1/journal.jsonl shard2/journal.jsonl -o merged",
                            "merges the shards of one run"));
    command->callback([arguments, &context] { context.exit_status = Report(*arguments); });
}

}  // namespace plumb::cli
