#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <set>

#include "harness/catalogue/catalogue.h"
#include "harness/catalogue/lint.h"
#include "harness/checklist/reader.h"
#include "harness/cli/command.h"
#include "harness/cli/embedded.h"
#include "harness/cli/fault_steps.h"
#include "harness/cli/installation.h"
#include "harness/cli/scenario_setup.h"
#include "harness/deviation/list.h"
#include "harness/selftest/defect.h"
#include "harness/selftest/proof.h"
#include "harness/target/target.h"
#include "harness/yaml/node.h"
#include "mocks/contract/document.h"
#include "mocks/http/fault_reader.h"

namespace plumb::cli {

namespace {

namespace fs = std::filesystem;

template <class T>
void Take(const Result<T>& read, std::vector<Problem>& problems) {
    if (read) return;
    std::ranges::copy(read.error().problems, std::back_inserter(problems));
}

/// Variables that are not set here will be set where the target is used.
std::optional<std::string> AnyEnvironment(const std::string& name) {
    if (const char* value = std::getenv(name.c_str())) return value;
    return name.find("URL") != std::string::npos ? "https://sandbox.example" : "not-set-here";
}

class Linter final {
  public:
    explicit Linter(const Installation& installation) : installation_(installation) {}

    void Add(const fs::path& path) {
        std::error_code ignored;
        if (!fs::is_directory(path, ignored)) return AddFile(path);
        std::vector<fs::path> files;
        for (const auto& entry : fs::recursive_directory_iterator(path)) {
            if (entry.path().extension() == ".yaml") files.push_back(entry.path());
        }
        std::ranges::sort(files);
        for (const fs::path& file : files) AddFile(file);
    }

    std::vector<Problem> Finish() {
        LintCatalogue();
        return std::move(problems_);
    }
    int Count() const { return count_; }

  private:
    /// What a file is shows in the key that names it.
    void AddFile(const fs::path& file) {
        ++count_;
        const auto text = ReadText(file);
        if (!text) return Take(text, problems_);
        const auto node = yaml::Parse(*text, file.string());
        if (!node) return Take(node, problems_);
        const yaml::Node& first = node->IsList() && !node->items.empty() ? node->items[0] : *node;
        const auto has = [&](std::string_view key) { return first.Find(key) != nullptr; };
        if (has("scenario") || has("check") || has("steps") || has("values"))
            CheckFaultSteps(*node, problems_);
        if (has("scenario")) return LintScenario(file, *text);
        if (has("checklist")) return Take(checklist::Read(*text, file.string()), problems_);
        if (has("system") && has("entities"))
            return Take(target::ReadProfile(*text, file.string()), problems_);
        const fs::path folder = fs::absolute(file).parent_path();
        if (has("check") || has("steps")) return AddChecks(folder);
        if (has("values")) return AddChecks(folder.parent_path());
        if (has("youtrack") || has("poweroffice-go")) return LintMockSettings(file);
        if (has("target") || has("systems") || has("dataflow")) return LintTarget(file, *text);
        if (has("deviations")) return LintDeviations(file, *text);
        if (has("openapi")) return Take(mocks::contract::Document::Read(file.string()), problems_);
        if (has("faults")) {
            mocks::http::ReadFaults(*node, SystemsOfTheMocks(), problems_);
            return;
        }
        if (has("defects")) return Take(selftest::ReadDefects(*node), problems_);
        if (has("proof")) return Take(selftest::ReadProof(*node), problems_);
        problems_.push_back(
            {"is no file that Plumb knows",
             {file.string(), first.place.line, first.place.column},
             "a checklist begins with `checklist:`, a check with `check:`, a "
             "profile with `system:`, a target with `target:`, a value table "
             "with `values:`, settings of the mocks with `youtrack:` or `poweroffice-go:`, "
             "a scenario with `scenario:`, faults with `faults:`, known deviations with "
             "`deviations:`, defects with `defects:`, what the self-test has shown with `proof:`, "
             "an API's document with `openapi:`"});
    }

    void LintTarget(const fs::path& file, const std::string& text) {
        if (target::IsEmbedded(text)) return;
        const auto profiles = installation_.ReadProfiles();
        if (!profiles) return Take(profiles, problems_);
        Take(target::ReadTarget(text, file.string(), file.parent_path().string(), *profiles,
                                AnyEnvironment),
             problems_);
    }

    /// What stands in the file itself, and whether the checklist has what it names.
    void LintScenario(const fs::path& file, const std::string& text) {
        const auto scenario = scenario::ReadScenario(text, file.string());
        if (!scenario) return Take(scenario, problems_);
        Take(ReadScenarioSetup(file.string(), ""), problems_);
    }

    void LintDeviations(const fs::path& file, const std::string& text) {
        const auto list = deviation::Read(text, file.string());
        if (!list) return Take(list, problems_);
        std::ranges::copy(deviation::WhatIsMissing(*list), std::back_inserter(problems_));
    }

    void LintMockSettings(const fs::path& file) {
        EmbeddedOptions options;
        Take(ReadMockSettings(file.string(), options), problems_);
    }

    void AddChecks(const fs::path& folder) { check_folders_.insert(folder); }

    /// Checks are read together with the shipped ones, since they may use their tables.
    void LintCatalogue() {
        if (check_folders_.empty()) return;
        check_folders_.insert(fs::absolute(installation_.Specs() / "checks"));
        std::vector<std::string> folders;
        for (const fs::path& folder : check_folders_) folders.push_back(folder.string());
        const auto catalogue = catalogue::ReadCatalogue(folders);
        if (!catalogue) return Take(catalogue, problems_);
        std::ranges::copy(catalogue::Lint(*catalogue), std::back_inserter(problems_));
    }

    const Installation& installation_;
    std::vector<Problem> problems_;
    std::set<fs::path> check_folders_;
    int count_ = 0;
};

int Lint(const std::vector<std::string>& paths) {
    const auto installation = Installation::Find();
    if (!installation) return Explain(installation.error());
    Linter linter(*installation);
    for (const std::string& path : paths) linter.Add(path);
    if (paths.empty()) linter.Add(installation->Specs());
    const int count = linter.Count();
    std::vector<Problem> problems = linter.Finish();
    if (!problems.empty()) return Explain(InputError(std::move(problems)).value());
    std::cout << fmt::format("{} file{} checked, nothing to complain about\n", count,
                             count == 1 ? "" : "s");
    return kOk;
}

}  // namespace

void AddLint(CLI::App& app, Context& context) {
    auto paths = std::make_shared<std::vector<std::string>>();
    CLI::App* command =
        app.add_subcommand("lint", "Check checklists, checks, value tables, profiles and targets");
    command->add_option("PATH", *paths, "files or folders (default: all shipped ones)");
    command->footer(Example("plumb lint my-checks/ my-target.yaml",
                            "names every mistake with file:line:column; exit status 2 if there "
                            "is one"));
    command->callback([paths, &context] { context.exit_status = Lint(*paths); });
}

}  // namespace plumb::cli
