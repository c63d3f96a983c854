#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/checklist/checklist.h"
#include "harness/scenario/step.h"
#include "harness/yaml/node.h"

namespace plumb::scenario {

/// One of several cases of a scenario that run side by side, so that their syncs are the same ones.
/// A plain value. Each has records and names of its own; a fault of one may meet the requests about
/// all.
struct SideCase {
    std::string name;    ///< a slug, unlike those of the others
    std::string flow;    ///< id; "": the scenario's
    std::string clause;  ///< id; "": the scenario's
    std::string summary;
    std::optional<checklist::Pair> pair;  ///< the paths under test, without conditions
    int merge = 0;        ///< the merge alternative under test, from 1 in the checklist; 0: none
    int start_after = 0;  ///< syncs that pass before its first step
    std::vector<Step> steps;
};

/// Reads the list under `cases`, strictly; what is wrong is added to `problems`.
std::vector<SideCase> ReadSideCases(const yaml::Node& list, std::vector<Problem>& problems);

/// The YAML form, which ReadSideCases() reads back the same.
std::string WriteSideCases(const std::vector<SideCase>& cases);

}  // namespace plumb::scenario
