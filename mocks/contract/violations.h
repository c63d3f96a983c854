#pragma once

#include <string>
#include <vector>

#include "mocks/contract/schema.h"

namespace plumb::mocks::contract {

/// What a validator says: where in the value, and its own words.
struct Fault {
    std::vector<std::string> steps;
    std::string words;
};

/// The faults in our words, each with the place in the document that it breaks. A fault of a member
/// that is only repeated for the object around it is said once.
std::vector<Violation> ToViolations(const std::vector<Fault>& faults, const Element& schema,
                                    const Json& value, Values values);

/// The element of the document that rules the value at these steps below `schema`; the nearest one
/// above it where the document does not go so deep.
Element RuleFor(const Element& schema, const std::vector<std::string>& steps);

}  // namespace plumb::mocks::contract
