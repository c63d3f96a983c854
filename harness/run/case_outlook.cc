#include <algorithm>

#include "harness/run/case_run.h"

namespace plumb::run {

using scenario::Verdict;

bool CaseRun::MayNeedMoreRounds() const {
    if (HasEnded()) return false;
    if (HasUnmetFault()) return true;
    if (waits_ > 1) return false;
    CaseRun trial = *this;
    trial.faults_.clear();  // they are this one's to lift
    trial.Resume();
    return trial.HasEnded() || trial.IsAwaited() || trial.NextFindingsMayChange();
}

/// What a window meets leaves no request behind.
bool CaseRun::HasUnmetFault() const {
    return std::ranges::any_of(faults_, [this](const SetFault& fault) {
        return fault.is_window || !stage_.state.HasMet(fault.id);
    });
}

bool CaseRun::IsAwaited() const {
    return std::ranges::any_of(cast_.records, [](const auto& one) {
        return std::ranges::any_of(one.second, &Held::awaited);
    });
}

bool CaseRun::NextFindingsMayChange() {
    for (; next_ < plan_.steps.size(); ++next_) {
        const auto* expect = std::get_if<scenario::Expect>(&plan_.steps[next_].action);
        if (expect == nullptr) return false;
        if (OnlyRecords(*expect)) continue;
        const Finding finding = FindingOf(*expect);
        if (finding.may_change || finding.verdict == Verdict::kError) return true;
    }
    return false;
}

}  // namespace plumb::run
