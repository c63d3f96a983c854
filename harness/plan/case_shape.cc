#include "harness/plan/case_shape.h"

#include <algorithm>

#include "harness/scenario/fault.h"
#include "harness/scenario/needs.h"

namespace plumb::plan {

using scenario::Step;

namespace {

template <class Kind>
bool HasStep(const std::vector<Step>& steps) {
    return std::any_of(steps.begin(), steps.end(),
                       [](const Step& step) { return std::holds_alternative<Kind>(step.action); });
}

Group GroupOf(const std::vector<Step>& steps) {
    const bool needs_world = std::ranges::any_of(steps, [](const Step& step) {
        const auto* fault = std::get_if<scenario::Fault>(&step.action);
        return fault != nullptr && scenario::IsGlobal(*fault);
    });
    // Whatever else is on the list would have to be counted.
    if (needs_world || FillsAPage(steps)) return Group::kAlone;
    if (HasStep<scenario::Fault>(steps)) return Group::kFaults;
    return HasStep<scenario::Restart>(steps) ? Group::kRestart : Group::kTogether;
}

}  // namespace

std::string FaultOf(const Case& one) {
    for (const Step& step : one.steps) {
        const auto* fault = std::get_if<scenario::Fault>(&step.action);
        if (fault == nullptr) continue;
        // A restart is met by all of a batch.
        const char* and_what = HasStep<scenario::Restart>(one.steps) ? ", then a restart" : "";
        return scenario::VerdictOf(*fault) + and_what;
    }
    return "";
}

bool MakesMoreThanAPage(const std::vector<Step>& steps) {
    return std::any_of(steps.begin(), steps.end(), [](const Step& step) {
        const auto* given = std::get_if<scenario::GivenLinkedPair>(&step.action);
        if (given != nullptr) return std::holds_alternative<scenario::MoreThanAPage>(given->count);
        const auto* create = std::get_if<scenario::Create>(&step.action);
        return create != nullptr && std::holds_alternative<scenario::MoreThanAPage>(create->count);
    });
}

bool FillsAPage(const std::vector<Step>& steps) {
    return std::ranges::any_of(
        steps, [](const Step& step) { return scenario::FilledSideOf(step).has_value(); });
}

void ShapeBySteps(Case& one) {
    one.group = GroupOf(one.steps);
    one.needs_control = one.needs_control || scenario::NeedsControl(one.steps);
    // More than a page of what the data flow asks for: it must have asked once.
    one.start_after = std::max(one.start_after, MakesMoreThanAPage(one.steps) ? 1 : 0);
    // The list that is to be filled must have come to rest: what others have left is read before.
    one.start_after = std::max(one.start_after, FillsAPage(one.steps) ? 2 : 0);
}

}  // namespace plumb::plan
