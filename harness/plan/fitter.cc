#include "harness/plan/fitter.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/catalogue/subject.h"
#include "harness/plan/case_shape.h"
#include "harness/plan/probe.h"
#include "harness/scenario/needs.h"

namespace plumb::plan {

using checklist::Side;
using target::Capability;

void Fitter::Fit(Case& one) {
    const target::Capabilities needs = scenario::NeedsOf(one.steps);
    if (!one.skip) one.skip = MissingNeed(needs);
    if (!one.skip) one.skip = PageTooLarge(one);
    if (!one.skip && !offer_.capabilities.contains(Capability::kLinks)) {
        if (!AppendProbes(context_, one)) undecidable_.insert(one.id);
        one.needs_control = one.needs_control || scenario::NeedsControl(one.steps) ||
                            std::ranges::any_of(one.steps, &scenario::Step::appended);
    }
    one.needs_control = one.needs_control || !offer_.says_when_done;
    one.syncs = scenario::SyncsIn(one.steps);
}

std::optional<scenario::Outcome> Fitter::MissingNeed(const target::Capabilities& needs) const {
    for (const Capability need : needs) {
        if (need == Capability::kLinks || offer_.capabilities.contains(need)) continue;
        return catalogue::Skipped(fmt::format("the target does not offer {}: {}",
                                              target::ToString(need), scenario::HowToOffer(need)),
                                  true);
    }
    return std::nullopt;
}

/// Without a log of the data flow's requests only the profile tells how large a page is.
std::optional<scenario::Outcome> Fitter::PageTooLarge(const Case& one) const {
    if (offer_.capabilities.contains(Capability::kWriteLog)) return std::nullopt;
    if (!MakesMoreThanAPage(one.steps)) return std::nullopt;
    int largest = 0;
    for (const checklist::Flow& flow : context_.GetChecklist().flows) {
        if (flow.id != one.flow) continue;
        for (const Side side : {Side::kSource, Side::kTarget}) {
            const target::Entity* entity = context_.EntityOn(flow, side);
            if (entity != nullptr) largest = std::max(largest, entity->page_size);
        }
    }
    if (largest <= offer_.page_limit) return std::nullopt;
    return catalogue::Skipped(fmt::format("page size {}: raise --page-limit above it", largest),
                              false);
}

}  // namespace plumb::plan
