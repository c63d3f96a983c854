#pragma once

#include <string>
#include <vector>

#include "mocks/http/operation.h"

namespace plumb::mocks::http {

/// A system with the operations of all its APIs: what a fault's match and a question to the log are
/// held against, so that one that can never fit is refused.
struct KnownSystem {
    std::string name;
    Operations operations;
};

/// Takes an API of a system in; a system may have several.
void Know(std::vector<KnownSystem>& systems, const std::string& name, const Operations& operations);

std::vector<std::string> NamesOf(const std::vector<KnownSystem>& systems);
/// The entities that their operations are about, in alphabetical order.
std::vector<std::string> EntitiesOf(const std::vector<KnownSystem>& systems);

}  // namespace plumb::mocks::http
