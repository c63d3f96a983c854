#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/run/case_run.h"
#include "harness/scenario/fault.h"

namespace plumb::run {

using scenario::Verdict;

namespace {

/// One rule for the mock: sides become systems, and the record is this one. That of a system as a
/// whole is about no entity.
Json RuleFor(const scenario::Fault& step, const std::string& system, const std::string& entity,
             const std::string& tag, const std::string& record) {
    Json rule = step.rule;
    rule["match"]["system"] = system;
    const bool says_what = scenario::IsWindow(step) || Find(rule, "match.entity") != nullptr ||
                           Find(rule, "match.path") != nullptr ||
                           TextAt(rule, "match.operation") == "token";
    if (!says_what) rule["match"]["entity"] = entity;
    if (Find(rule, "match.record") != nullptr) rule["match"]["record"] = record;
    if (Find(rule, "verdict.id") != nullptr) rule["verdict"]["id"] = record;
    if (const std::string text = TextAt(rule, "match.contains"); !text.empty())
        rule["match"]["contains"] = ReplaceAll(text, "{tag}", tag);
    return rule;
}

}  // namespace

void CaseRun::Run(const scenario::Fault& step) {
    const auto side = scenario::SideOf(step);
    const std::string system = side ? stage_.world.bodies.SystemOn(*side) : "";
    const auto admin = stage_.world.admins.find(system);
    if (admin == stage_.world.admins.end())
        return End(Verdict::kSkipped, "this target cannot inject faults", true);
    const target::Entity* entity = stage_.world.bodies.EntityOf(FlowOf(""), *side);
    std::vector<std::string> records = {""};
    for (const std::string& handle : scenario::HandlesOf(step)) {
        records.clear();
        for (const Held& held : *cast_.Find(handle)) {
            if (held.awaited) return EndUncreated("met by a fault");
            records.push_back(held.record.id);
        }
    }
    for (const std::string& record : records) {
        const Json rule = RuleFor(step, system, entity->id, cast_.tag, record);
        const auto id = admin->second->SetFault(rule);
        if (!id) return End(id.error());
        faults_.push_back({system, *id, scenario::VerdictOf(step), scenario::IsWindow(step),
                           stage_.state.Barrier() + 1});
        stage_.state.NoteFault(*id);
        Tell(LaneOf(*side), fmt::format("from now on the fault {}: {}", *id, faults_.back().what));
    }
}

/// A fault lasts until the sync that it was set for is over. One that met nobody proves nothing,
/// but for one on a system as a whole, which was there for everybody.
void CaseRun::LiftFaults() {
    for (const SetFault& fault : faults_) {
        system::MockAdmin& admin = *stage_.world.admins.at(fault.system);
        const auto met = admin.TakeFault(fault.id);
        if (!met) return End(met.error());
        const std::string meeting =
            fault.is_window ? "" : fmt::format("met {} request{} and ", *met, *met == 1 ? "" : "s");
        Tell("sync", fmt::format("the fault {} ({}) {}is over", fault.id, fault.what, meeting));
        // Who lists again after another fault may have written by then, and a cursor goes with
        // that.
        if (fault.what == "lost-item" && stage_.state.MetStrangerSince(fault.barrier))
            excuse_ =
                "faults that no step had asked for came between the edit and the list that "
                "lacked it";
        if (fault.is_window || *met > 0 || plan_.faults_may_miss) continue;
        unmet_fault_ = fmt::format(
            "the fault '{}' met no request of the data flow, so nothing is known about it",
            fault.what);
    }
    faults_.clear();
}

bool CaseRun::IsRefused() const {
    return std::ranges::any_of(faults_,
                               [](const SetFault& fault) { return fault.what == "refuse"; });
}

}  // namespace plumb::run
