#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/scenario/side_case.h"
#include "harness/scenario/step.h"

namespace plumb::scenario {

/// Who has come upon a scenario.
enum class FoundBy { kHand, kExplore, kStorm };
std::string_view ToString(FoundBy found_by);

/// One case that stands by itself, or several that run side by side, in a file of its own, in the
/// language of the checks: what
/// `plumb replay` runs. `explore` and `storm` write one for everything that they find. A plain
/// value; where it runs is said on the command line, and no verdict is kept in it.
struct Scenario {
    std::string name;        ///< a slug
    std::string checklist;   ///< id of a shipped one, or a path, from the file's folder if relative
    std::string flow;        ///< id, of steps that name none; "": the checklist's first
    std::string clause;      ///< id, for which it counts; "": that the flow is kept in sync
    std::uint64_t seed = 1;  ///< of names and values
    std::vector<std::string> defects;  ///< of the built-in data flow
    int page_size = 0;                 ///< of the built-in data flow; 0: its default
    FoundBy found_by = FoundBy::kHand;
    std::string why;  ///< what is wrong where it fails
    /// True when a fault that meets no request is nothing to wonder about: what the data flow did
    /// is judged all the same. Else nothing is known then.
    bool faults_may_miss = false;
    std::vector<Step> steps;
    std::vector<SideCase> cases;  ///< instead of steps, in the order in which they act
};

/// Reads a scenario, strictly: all mistakes at once, each with its place and a suggestion.
Result<Scenario> ReadScenario(std::string_view yaml, const std::string& file);

/// The YAML form; ReadScenario() gives the same scenario back.
std::string WriteScenario(const Scenario& scenario);

}  // namespace plumb::scenario
