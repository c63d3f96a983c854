#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/step.h"
#include "harness/target/capability.h"

namespace plumb::scenario {

/// What a target must offer so that these steps can be carried out and what they expect be judged.
/// What is only observed needs nothing. kLinks can be replaced by probes, which only the planner
/// knows.
target::Capabilities NeedsOf(const std::vector<Step>& steps);

/// The side of whose list the step makes as many records as fill its last page.
std::optional<Side> FilledSideOf(const Step& step);

/// What a user can do about a missing capability.
std::string HowToOffer(target::Capability capability);

/// Barriers that the steps take.
int SyncsIn(const std::vector<Step>& steps);

/// True when a verdict rests on something not happening.
bool NeedsControl(const std::vector<Step>& steps);

}  // namespace plumb::scenario
