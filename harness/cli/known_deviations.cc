#include "harness/cli/known_deviations.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "harness/base/file.h"
#include "harness/cli/installation.h"
#include "harness/deviation/rewrite.h"

namespace plumb::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kChangesShown = 20;

std::string PathOf(const DeviationArguments& arguments, const std::string& checklist_path) {
    return arguments.file.empty() ? deviation::PathBeside(checklist_path) : arguments.file;
}

/// "" for a file that need not be there and is not.
Result<std::string> TextOf(const DeviationArguments& arguments, const std::string& path) {
    std::error_code ignored;
    const bool optional = arguments.file.empty() || arguments.update;
    if (optional && !fs::exists(path, ignored)) return std::string();
    return ReadText(path);
}

}  // namespace

Result<deviation::List> ReadDeviations(const DeviationArguments& arguments,
                                       const std::string& checklist_path, const plan::Plan& plan) {
    const std::string path = PathOf(arguments, checklist_path);
    const auto text = TextOf(arguments, path);
    if (!text) return tl::make_unexpected(text.error());
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return deviation::List{};
    auto list = deviation::Read(*text, path);
    if (!list || arguments.update) return list;
    std::vector<Problem> problems = deviation::WhatIsMissing(*list);
    std::ranges::copy(deviation::WhatMatchesNothing(*list, plan.all_ids),
                      std::back_inserter(problems));
    if (!problems.empty()) return InputError(std::move(problems));
    return list;
}

Result<std::string> UpdateDeviations(const DeviationArguments& arguments,
                                     const std::string& checklist_path, const plan::Plan& plan,
                                     const report::ReportModel& model) {
    using scenario::Verdict;
    const std::string path = PathOf(arguments, checklist_path);
    const auto text = TextOf(arguments, path);
    if (!text) return tl::make_unexpected(text.error());
    std::vector<deviation::JudgedCase> judged;
    for (const report::CaseResult& result : model.cases) {
        if (result.verdict == Verdict::kPass || result.verdict == Verdict::kFail)
            judged.push_back(
                {result.planned.id, result.verdict == Verdict::kFail, result.judged.reason});
    }
    const auto rewritten = deviation::Rewrite(*text, path, plan.all_ids, judged);
    if (!rewritten) return tl::make_unexpected(rewritten.error());
    const auto& changes = rewritten->changes;
    if (changes.empty()) return fmt::format("{} holds: nothing to change\n", path);
    if (const Status saved = SaveWhole(path, rewritten->text); !saved)
        return tl::make_unexpected(saved.error());
    std::string said = fmt::format("{} rewritten, {} changes\n", path, changes.size());
    for (std::size_t i = 0; i < std::min(changes.size(), kChangesShown); ++i)
        said += "  " + changes[i] + "\n";
    if (changes.size() > kChangesShown)
        said += fmt::format("  and {} more\n", changes.size() - kChangesShown);
    return said + "  `plumb lint` names what is still to be filled in\n";
}

}  // namespace plumb::cli
