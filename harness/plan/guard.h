#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/catalogue/context.h"
#include "harness/plan/batches.h"
#include "harness/plan/load.h"
#include "harness/plan/looks.h"

namespace plumb::plan {

/// What the executor adds to the cases of a wave so that their verdicts can be believed, as loads.

/// Values of tables that a side of a flow is to take, each once.
using TriedValues =
    std::map<std::pair<const checklist::Flow*, checklist::Side>, std::set<std::string>>;

const checklist::Flow* FindFlow(const catalogue::Context& context, const std::string& id);

/// The flows that a case is about: its own, those of its clauses, and those that its steps name.
std::vector<const checklist::Flow*> FlowsOf(const Case& one, const catalogue::Context& context);

/// A control pair for each direction of every flow that needs one, and its edits: one before every
/// sync that a guarded case waits for, but the first after its making.
Load ControlsOf(const Batch& wave, const catalogue::Context& context);

/// What is looked at of the pairs that a batch makes: whether the edits have arrived, and before
/// that what the data flow has made.
Looks LooksAtControls(const Batch& batch, const catalogue::Context& context);

/// One parent record of each entity whose records need one.
Load ParentsOf(const Batch& wave, const catalogue::Context& context);

/// One record to try values on for each side, and two edits for each value.
Load TrialsOf(const TriedValues& tried, const catalogue::Context& context);

}  // namespace plumb::plan
