#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/yaml/node.h"

namespace plumb::selftest {

/// A way to get a data flow wrong, as fixtures/defects.yaml tells of it: what it does, where it can
/// be seen, and which checks must fail because of it. A plain value; what makes a data flow behave
/// so is a switch of the mocks.
struct Defect {
    std::string id;
    std::string does;                    ///< in a sentence
    std::string family;                  ///< the property or fault class that it breaks
    std::vector<std::string> shows_on;   ///< ids of checklists on which it can be seen
    std::string unseen;                  ///< why none can show it; "" when `shows_on` names some
    std::vector<std::string> caught_by;  ///< ids of checks
    /// Random sequences of edits, deletions, restarts and passing faults can find it.
    bool explorable = false;
    Place place{};

    bool ShowsOn(const std::string& checklist) const;
};

/// Strict: unknown keys and a defect that shows somewhere but names no check are errors with their
/// places.
Result<std::vector<Defect>> ReadDefects(const yaml::Node& file);
Result<std::vector<Defect>> ReadDefectsFile(const std::string& path);

}  // namespace plumb::selftest
