#pragma once

#include <string>
#include <vector>

#include "harness/plan/plan.h"

namespace plumb::plan {

/// Fills in what follows from the steps of a case alone: with whom it may run, whether controls
/// guard it, and how many barriers it waits. What is set already is kept where it asks for more.
void ShapeBySteps(Case& one);

/// What its fault does to a request, such as "status 401", and whether a restart follows; "" for a
/// case without a fault. Cases under one fault may meet it together. Beside another one they prove
/// nothing: a data flow that is made to run again by that may make good what it has given up here.
std::string FaultOf(const Case& one);

/// True when it makes as many as fill the last page of a list.
bool FillsAPage(const std::vector<scenario::Step>& steps);

/// True when it makes as many records as only the data flow's page size tells.
bool MakesMoreThanAPage(const std::vector<scenario::Step>& steps);

}  // namespace plumb::plan
