#pragma once

#include <map>
#include <string>

#include "harness/scenario/step.h"

namespace plumb::scenario {

/// What the steps so far gave each record, as written: follows a case step by step.
class Given final {
  public:
    void Take(const Action& action);

    /// True when the expectation holds because nothing happened: by its kind, or because it only
    /// asks whether a record still has what a person gave it, or has lost it.
    bool RestsOnNothing(const Expect& expect) const;

  private:
    void Keep(const std::string& handle, const std::vector<Assignment>& assignments);

    std::map<std::string, std::map<std::string, Value>> values_;  ///< by record and path
};

}  // namespace plumb::scenario
