#include "harness/cli/selftest_trials.h"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <set>

#include "harness/base/text.h"
#include "harness/cli/trial.h"
#include "harness/selftest/company.h"

namespace plumb::cli {

namespace fs = std::filesystem;

namespace {

/// A faulty data flow that never comes to rest need not be watched for longer: the correct one
/// takes four at most.
constexpr int kMaxRounds = 6;

constexpr const char* kMadeUp[] = {"create-or-merge-customers.yaml", "always-customers.yaml",
                                   "contactperson-two-alternatives.yaml"};

Result<std::vector<std::string>> DefaultChecklists() {
    const auto installation = Installation::Find();
    if (!installation) return tl::make_unexpected(installation.error());
    std::vector<std::string> files{installation->DefaultChecklist().string()};
    for (const char* name : kMadeUp)
        files.push_back((installation->Fixtures() / "checklists" / name).string());
    return files;
}

selftest::Exhibit ExhibitOf(const plan::Plan& plan, const Trial& trial) {
    selftest::Exhibit exhibit;
    exhibit.ended = trial.summary.ended;
    exhibit.failed_syncs = trial.summary.failed_syncs;
    exhibit.did_something = trial.saw_data_flow;
    for (const plan::Case& one : plan.cases) {
        const auto judged = trial.cases.find(one.id);
        if (judged == trial.cases.end()) continue;
        const auto verdict = scenario::ParseVerdict(judged->second.verdict);
        exhibit.cases[one.id] = {one.check, verdict.value_or(scenario::Verdict::kError),
                                 judged->second.reason};
    }
    return exhibit;
}

/// All cases of a check, or of all checks when it is "".
std::vector<std::size_t> Chosen(const plan::Plan& plan, const std::string& check) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < plan.cases.size(); ++i) {
        if (check.empty() || plan.cases[i].check == check) chosen.push_back(i);
    }
    return chosen;
}

plan::Plan PartOf(const plan::Plan& plan, const std::vector<std::size_t>& cases) {
    plan::Plan part;
    part.checklist = plan.checklist;
    part.waves.emplace_back();
    for (const std::size_t index : cases) {
        part.waves.back().push_back(part.cases.size());
        part.cases.push_back(plan.cases[index]);
    }
    return part;
}

bool Fails(const selftest::Exhibit& exhibit) {
    return std::ranges::any_of(exhibit.cases, [](const auto& one) {
        return one.second.verdict == scenario::Verdict::kFail;
    });
}

}  // namespace

Result<SelftestTrials> SelftestTrials::Prepare(const TrialsOptions& options) {
    SelftestTrials trials(options);
    auto files = options.checklists.empty() ? DefaultChecklists()
                                            : Result<std::vector<std::string>>(options.checklists);
    if (!files) return tl::make_unexpected(files.error());
    for (const std::string& file : *files) {
        if (Status added = trials.AddChecklist(file); !added)
            return tl::make_unexpected(added.error());
    }
    trials.DescribeChecks();
    if (Status chosen = trials.ChooseDefects(); !chosen) return tl::make_unexpected(chosen.error());
    return trials;
}

Status SelftestTrials::AddChecklist(const std::string& file) {
    SetupArguments arguments;
    arguments.checklist = file;
    arguments.checks = options_.checks;
    auto setup = ReadSetup(arguments);
    if (!setup) return tl::make_unexpected(setup.error());
    const std::string& id = setup->checklist.id;
    if (std::ranges::find(subject_.checklists, id) != subject_.checklists.end())
        return InputError(fmt::format("there are two checklists '{}'", id), {file, 0, 0});
    for (const std::string& check : options_.check_ids) {
        std::vector<std::string> known;
        for (const auto& one : setup->catalogue.checks) known.push_back(one.check);
        if (std::ranges::find(known, check) == known.end())
            return InputError(fmt::format("there is no check '{}'", check), {},
                              DidYouMean(check, known));
    }
    auto plan = plan::MakePlan(setup->checklist, setup->catalogue, setup->profiles, setup->offer,
                               plan::Selection{});
    if (!plan) return tl::make_unexpected(plan.error());
    std::erase_if(plan->cases, [&](const plan::Case& one) {
        const auto& wanted = options_.check_ids;
        return !wanted.empty() && std::ranges::find(wanted, one.check) == wanted.end();
    });
    auto company = selftest::Company(*plan, options_.all_cases);
    subject_.checklists.push_back(id);
    stages_.push_back({*std::move(setup), *std::move(plan), std::move(company)});
    return {};
}

void SelftestTrials::DescribeChecks() {
    for (const catalogue::CheckTemplate& check : stages_.front().setup.catalogue.checks) {
        if (check.basis == scenario::Basis::kObserved) continue;
        selftest::Subject::Check described{check.check, std::string(ToString(check.basis)), {}};
        for (const Stage& stage : stages_) {
            const bool has_case = std::ranges::any_of(stage.plan.cases, [&](const auto& one) {
                return one.check == check.check && !one.skip;
            });
            if (has_case) described.checklists.push_back(stage.setup.checklist.id);
        }
        if (!described.checklists.empty()) subject_.checks.push_back(std::move(described));
    }
}

Status SelftestTrials::ChooseDefects() {
    const fs::path file = GetInstallation().Fixtures() / "defects.yaml";
    auto all = selftest::ReadDefectsFile(file.string());
    if (!all) return tl::make_unexpected(all.error());
    std::vector<std::string> ids;
    std::set<std::string> known;
    for (const selftest::Defect& defect : *all) {
        ids.push_back(defect.id);
        known.insert(defect.shows_on.begin(), defect.shows_on.end());
    }
    for (const std::string& wanted : options_.defects) {
        if (std::ranges::find(ids, wanted) == ids.end())
            return InputError(fmt::format("there is no defect '{}'", wanted), {},
                              DidYouMean(wanted, ids));
    }
    subject_.known.assign(known.begin(), known.end());
    for (selftest::Defect& defect : *all) {
        const auto wants = [&](const std::vector<std::string>& words, const std::string& id) {
            return std::ranges::find(words, id) != words.end();
        };
        const bool names_wanted =
            std::ranges::any_of(defect.caught_by, [&](const std::string& check) {
                return options_.check_ids.empty() || wants(options_.check_ids, check);
            });
        const bool chosen = options_.defects.empty() ? names_wanted || options_.check_ids.empty()
                                                     : wants(options_.defects, defect.id);
        if (chosen) subject_.defects.push_back(std::move(defect));
    }
    return {};
}

const SelftestTrials::Stage& SelftestTrials::StageOf(const std::string& checklist) const {
    return *std::ranges::find_if(
        stages_, [&](const Stage& stage) { return stage.setup.checklist.id == checklist; });
}

/// A check's first cases often show what there is to show; all of them are asked only if not.
Result<selftest::Exhibit> SelftestTrials::Answer(const selftest::Question& question) const {
    const Stage& stage = StageOf(question.checklist);
    if (question.check.empty()) {
        return question.defect.empty() ? Run(stage, Chosen(stage.plan, ""), "")
                                       : Run(stage, stage.company, question.defect);
    }
    const auto sample = selftest::Sample(stage.plan, question.check);
    auto exhibit = Run(stage, sample, question.defect);
    const auto all = Chosen(stage.plan, question.check);
    if (!exhibit || Fails(*exhibit) || sample.size() == all.size()) return exhibit;
    return Run(stage, all, question.defect);
}

Result<selftest::Exhibit> SelftestTrials::Run(const Stage& stage,
                                              const std::vector<std::size_t>& cases,
                                              const std::string& defect) const {
    const plan::Plan part = PartOf(stage.plan, cases);
    TrialOptions options;
    if (!defect.empty()) {
        options.embedded.defects = {defect};
        options.max_rounds = kMaxRounds;
    }
    options.seed = options_.seed;
    options.interrupt = options_.interrupt;
    const auto trial = RunTrial(part, stage.setup.profiles, options);
    if (!trial) return tl::make_unexpected(trial.error());
    return ExhibitOf(part, *trial);
}

}  // namespace plumb::cli
