#include "harness/cli/explore_defects.h"

#include <fmt/format.h>
#include <algorithm>
#include <atomic>
#include <iostream>
#include <mutex>
#include <thread>

#include "harness/cli/command.h"
#include "harness/cli/explore_runner.h"
#include "harness/cli/scenario_setup.h"
#include "harness/yaml/fields.h"

namespace plumb::cli {

namespace {

struct Quarry {
    std::string defect;
    std::vector<std::string> checklists;  ///< files
    std::string line;                     ///< what came of it
    bool found = false;
    bool broken = false;   ///< something on our side
    bool settled = false;  ///< found, or looked for to the end
};

Result<std::vector<Quarry>> ReadQuarries(const Installation& installation,
                                         const std::string& checklist) {
    const std::string file = (installation.Fixtures() / "defects.yaml").string();
    const auto node = yaml::ParseFile(file);
    if (!node) return tl::make_unexpected(node.error());
    std::vector<Quarry> quarries;
    const yaml::Node* defects = node->Find("defects");
    if (defects == nullptr || !defects->IsMap()) return InputError("has no defects", {file, 0, 0});
    for (const yaml::Node::Entry& entry : defects->entries) {
        const yaml::Node* mark = entry.value.Find("explorable");
        if (mark == nullptr || mark->text != "true") continue;
        Quarry quarry;
        quarry.defect = entry.key;
        if (!checklist.empty()) quarry.checklists = {checklist};
        const yaml::Node* shows_on = entry.value.Find("shows_on");
        for (std::size_t i = 0; checklist.empty() && shows_on && i < shows_on->items.size(); ++i) {
            scenario::Scenario named;
            named.checklist = shows_on->items[i].text;
            quarry.checklists.push_back(ChecklistFileOf(named, file, installation));
        }
        quarries.push_back(std::move(quarry));
    }
    return quarries;
}

std::string_view HowItRepeats(const explore::Finding& finding) {
    if (finding.alone) return "";
    return finding.companions > 0 ? "  (only in company)" : "  (not repeated)";
}

/// The checklists on which the defect shows, one after the other, until one shows it. They share the
/// number of sequences.
void Hunt(Quarry& quarry, explore::Options options) {
    options.jobs = 1;
    options.findings = 1;
    options.attempts = 0;
    const auto shares = static_cast<int>(std::max<std::size_t>(1, quarry.checklists.size()));
    options.sequences = std::max(1, options.sequences / shares);
    int sequences = 0;
    for (const std::string& checklist : quarry.checklists) {
        SetupArguments arguments;
        arguments.checklist = checklist;
        const auto setup = ReadSetup(arguments);
        EmbeddedOptions embedded;
        embedded.defects = {quarry.defect};
        Result<explore::Exploration> exploration = explore::Exploration();
        if (setup) {
            const explore::Landscape landscape = explore::Survey(setup->checklist, setup->profiles);
            if (landscape.flows.empty()) continue;
            exploration = explore::Explorer(landscape, options,
                                            MakeExploreRunner(*setup, embedded, options.interrupt))
                              .Explore({});
        }
        if (!setup || !exploration) {
            quarry.broken = true;
            quarry.line = ToString(setup ? exploration.error() : setup.error());
            return;
        }
        if (!exploration->findings.empty()) {
            const explore::Finding& finding = exploration->findings.front();
            quarry.found = quarry.settled = true;
            quarry.line = fmt::format("{:>5} sequences  {:<16} {}{}", sequences + finding.number,
                                      explore::ToString(finding.promise), setup->checklist.id,
                                      HowItRepeats(finding));
            return;
        }
        sequences += exploration->sequences;
        if (options.interrupt.Came()) return;
    }
    quarry.settled = true;
    quarry.line = fmt::format("not found in {} sequences", sequences);
}

}  // namespace

void FitTo(const plan::Offer& offer, explore::Options& options) {
    using target::Capability;
    options.sees_writes = offer.capabilities.contains(Capability::kWriteLog);
    options.size.restarts = offer.capabilities.contains(Capability::kRestart);
    options.size.troubles = offer.capabilities.contains(Capability::kFaults);
}

int ExploreDefects(const DefectHunt& hunt) {
    const auto installation = Installation::Find();
    if (!installation) return Explain(installation.error());
    auto quarries = ReadQuarries(*installation, hunt.checklist);
    if (!quarries) return Explain(quarries.error());
    if (quarries->empty())
        return Explain(InputError("no defect is marked as explorable",
                                  {(installation->Fixtures() / "defects.yaml").string(), 0, 0})
                           .value());
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    const auto work = [&] {
        for (std::size_t i = next++; i < quarries->size(); i = next++) {
            if (hunt.options.interrupt.Came()) return;
            Quarry& quarry = (*quarries)[i];
            Hunt(quarry, hunt.options);
            if (!quarry.settled && !quarry.broken) return;  // cut off: nothing is known of it
            const std::lock_guard lock(mutex);
            std::cout << fmt::format("{} {:<36} {}\n", quarry.found ? "✓" : "✗", quarry.defect,
                                     quarry.line)
                      << std::flush;
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (int i = 1; i < hunt.options.jobs; ++i) helpers.emplace_back(work);
        work();
    }
    const auto found = std::ranges::count(*quarries, true, &Quarry::found);
    std::cout << fmt::format("{} of {} defects found, seed {}\n", found, quarries->size(),
                             hunt.options.seed);
    const auto settled = std::ranges::count(*quarries, true, &Quarry::settled);
    const auto broken = std::ranges::count(*quarries, true, &Quarry::broken);
    if (hunt.options.interrupt.Came()) {
        std::cout << fmt::format("interrupted: {} were not looked for to the end\n",
                                 static_cast<std::ptrdiff_t>(quarries->size()) - settled - broken);
    }
    if (found < settled) return kNonconformant;
    return static_cast<std::size_t>(settled) == quarries->size() ? kOk : kCouldNotRun;
}

}  // namespace plumb::cli
