#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/catalogue/catalogue.h"
#include "harness/checklist/checklist.h"
#include "harness/scenario/step.h"
#include "harness/scenario/verdict.h"
#include "harness/target/profile.h"

namespace plumb::catalogue {

/// A template applied to one subject, direction and row: everything of a case that does not depend
/// on where it will be run.
struct Instance {
    const CheckTemplate* check = nullptr;  ///< in the catalogue that was expanded
    std::string id;                        ///< "<flow>/<check>/<variant>"
    std::string flow;
    std::vector<std::string> clauses;
    std::string variant;
    scenario::Basis basis = scenario::Basis::kStated;  ///< lowered where the document is silent
    std::string summary;
    std::vector<scenario::Step> steps;  ///< empty when skipped
    std::optional<checklist::Property> pair;
    checklist::MergeAlternative alternative;
    std::optional<scenario::Outcome> skip;
    bool smoke = false;  ///< its check counts it among those of the smoke level
};

/// Every case of a checklist, in document order, then in the catalogue's. What cannot be tested is
/// there too, with a skip that says why. Fails when a template refers to what does not exist.
/// `catalogue` must outlive the instances.
Result<std::vector<Instance>> Expand(const checklist::Checklist& checklist,
                                     const Catalogue& catalogue,
                                     const std::vector<target::Profile>& profiles);

}  // namespace plumb::catalogue
