#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/deviation/list.h"
#include "harness/plan/plan.h"
#include "harness/report/result.h"

namespace plumb::cli {

/// The list of known deviations of a run: which file, and whether it is to be rewritten.
struct DeviationArguments {
    std::string file;     ///< "": the one beside the checklist, if there is one
    bool update = false;  ///< `plumb run --update-deviations`
};

/// Reads the list for a plan. Entries that are not complete, and such as speak of no case of the
/// checklist, are errors, unless the list is to be rewritten. No list at all is an empty one.
Result<deviation::List> ReadDeviations(const DeviationArguments& arguments,
                                       const std::string& checklist_path, const plan::Plan& plan);

/// Rewrites the list by what a run saw; answers what was changed, in words, for the console. A file
/// that would say the same is not touched.
Result<std::string> UpdateDeviations(const DeviationArguments& arguments,
                                     const std::string& checklist_path, const plan::Plan& plan,
                                     const report::ReportModel& model);

}  // namespace plumb::cli
