#include "harness/scenario/needs.h"

#include "harness/scenario/expectation.h"
#include "harness/scenario/given.h"

namespace plumb::scenario {

using target::Capability;

std::optional<Side> FilledSideOf(const Step& step) {
    const auto* given = std::get_if<GivenLinkedPair>(&step.action);
    const auto* create = std::get_if<Create>(&step.action);
    if (given == nullptr && create == nullptr) return std::nullopt;
    const auto* fills = std::get_if<FillsAPage>(given != nullptr ? &given->count : &create->count);
    return fills == nullptr ? std::nullopt : std::optional(fills->of);
}

target::Capabilities NeedsOf(const std::vector<Step>& steps) {
    target::Capabilities needs;
    for (const Step& step : steps) {
        if (FilledSideOf(step)) needs.insert(Capability::kWriteLog);
        if (std::holds_alternative<Restart>(step.action)) needs.insert(Capability::kRestart);
        if (std::holds_alternative<Fault>(step.action)) needs.insert(Capability::kFaults);
        const auto* expect = std::get_if<Expect>(&step.action);
        if (expect != nullptr && !expect->only_observe) needs.merge(NeedsOf(expect->what));
    }
    return needs;
}

std::string HowToOffer(Capability capability) {
    switch (capability) {
        case Capability::kLinks:
            return "add `links:` to the target's dataflow section, so that the data flow's own "
                   "link "
                   "table can be read";
        case Capability::kWriteLog:
            return "only Plumb's mock servers log the requests of the data flow: run against them";
        case Capability::kFaults:
            return "only Plumb's mock servers can inject faults: run against them";
        case Capability::kClock:
            return "only the embedded data flow runs on a clock that can be moved";
        case Capability::kRestart:
            return "add `restart:` (command) or `may_restart: true` (sesam) to the target's "
                   "dataflow section";
    }
    return "";
}

int SyncsIn(const std::vector<Step>& steps) {
    int syncs = 0;
    for (const Step& step : steps) {
        if (const auto* sync = std::get_if<Sync>(&step.action)) syncs += sync->times;
    }
    return syncs;
}

bool NeedsControl(const std::vector<Step>& steps) {
    Given given;
    for (const Step& step : steps) {
        given.Take(step.action);
        const auto* expect = std::get_if<Expect>(&step.action);
        if (expect != nullptr && given.RestsOnNothing(*expect)) return true;
    }
    return false;
}

}  // namespace plumb::scenario
