#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "mocks/sesam/policies.h"

namespace plumb::mocks::sesam {

/// The defects by family; fixtures/defects.yaml says what each does wrong.

using Defect = std::function<void(Policies&)>;
using DefectList = std::vector<std::pair<std::string, Defect>>;

DefectList LinkDefects();
DefectList MergeDefects();
DefectList WriteDefects();
DefectList CreateDefects();
DefectList ReadDefects();

}  // namespace plumb::mocks::sesam
