#include <set>

#include "harness/run/case_run.h"

namespace plumb::run {

namespace {

/// Handles whose records are compared as wholes by what is left of the steps. Lists and single
/// answers may differ in what they show, so both ends of such a comparison are read in lists.
std::set<std::string> ComparedAsWholes(const std::vector<scenario::Step>& steps, std::size_t next) {
    std::set<std::string> handles;
    for (std::size_t i = next; i < steps.size(); ++i) {
        const auto* expect = std::get_if<scenario::Expect>(&steps[i].action);
        if (expect == nullptr) continue;
        if (const auto* unchanged = std::get_if<scenario::Unchanged>(&expect->what))
            handles.insert(unchanged->handle);
    }
    return handles;
}

}  // namespace

void CaseRun::AddNeeds(Needs& needs) const {
    if (HasEnded()) return;
    const std::set<std::string> compared = ComparedAsWholes(plan_.steps, next_);
    for (const auto& [handle, list] : cast_.records) {
        for (const Held& held : list) {
            Need& need = NeedOf(held.side, *held.entity, needs);
            ++need.records;
            need.list = need.list || held.awaited || compared.contains(handle);
        }
    }
    if (waits_ > 1) return;
    for (std::size_t i = next_; i < plan_.steps.size(); ++i) {
        const scenario::Action& action = plan_.steps[i].action;
        if (std::holds_alternative<scenario::Sync>(action)) return;
        if (const auto* expect = std::get_if<scenario::Expect>(&action))
            AddNeedsOf(expect->what, needs);
    }
}

/// Only these look for records that the case does not know.
void CaseRun::AddNeedsOf(const scenario::Expectation& what, Needs& needs) const {
    if (const auto* count = std::get_if<scenario::CountIs>(&what)) {
        const target::Entity* entity = stage_.world.bodies.EntityOf(FlowOf(count->flow), count->in);
        NeedOf(count->in, *entity, needs).list = true;
    }
    if (const auto* none = std::get_if<scenario::NoneResembling>(&what)) {
        for (const target::Entity* entity : PlacesOf(stage_.world, cast_, *none))
            NeedOf(none->in, *entity, needs).list = true;
    }
}

Need& CaseRun::NeedOf(Side side, const target::Entity& entity, Needs& needs) const {
    return needs[{stage_.world.bodies.SystemOn(side), entity.id}];
}

}  // namespace plumb::run
