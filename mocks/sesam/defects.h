#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "mocks/sesam/policies.h"

namespace plumb::mocks::sesam {

/// The known ways to get a data flow wrong, by the ids of fixtures/defects.yaml, each as a change
/// of one or two policies.

/// An unknown id is an input error that names the nearest known one.
Status SwitchOn(const std::string& defect, Policies& policies);

std::vector<std::string> DefectIds();

}  // namespace plumb::mocks::sesam
