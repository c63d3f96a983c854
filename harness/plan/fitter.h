#pragma once

#include <optional>
#include <set>
#include <string>

#include "harness/catalogue/context.h"
#include "harness/plan/plan.h"
#include "harness/plan/planner.h"

namespace plumb::plan {

/// Fits cases to what the target offers: skips what it cannot do, and puts probes where links
/// cannot be read. Holds references only.
class Fitter final {
  public:
    Fitter(const catalogue::Context& context, const Offer& offer)
        : context_(context), offer_(offer) {}

    void Fit(Case& one);

    /// Ids of the cases whose links nothing can show.
    const std::set<std::string>& Undecidable() const { return undecidable_; }

  private:
    std::optional<scenario::Outcome> MissingNeed(const target::Capabilities& needs) const;
    std::optional<scenario::Outcome> PageTooLarge(const Case& one) const;

    const catalogue::Context& context_;
    const Offer& offer_;
    std::set<std::string> undecidable_;
};

}  // namespace plumb::plan
