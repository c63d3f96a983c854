#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/base/result.h"
#include "harness/target/target.h"
#include "harness/yaml/node.h"

namespace plumb::target {

/// Replaces ${NAME} in the texts of a target file by the environment's values, and remembers which
/// texts came from there as a whole: a secret must.
class Expansion final {
  public:
    Expansion(const Environment& environment, std::vector<Problem>& problems)
        : environment_(environment), problems_(problems) {}

    /// Reports undefined names and "${" without an end, with their place.
    void Expand(yaml::Node& node);

    /// True when the scalar was written as nothing but one ${NAME}.
    bool IsFromEnvironment(const yaml::Node& scalar) const;

  private:
    void ExpandText(yaml::Node& scalar);
    std::string ValueOf(const std::string& name, const Place& place);

    const Environment& environment_;
    std::vector<Problem>& problems_;
    std::set<std::pair<int, int>> from_environment_;  ///< line and column
};

}  // namespace plumb::target
