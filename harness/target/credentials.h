#pragma once

#include <string>
#include <vector>

#include "harness/target/expansion.h"
#include "harness/yaml/fields.h"

namespace plumb::target {

/// What the readers of a target's sections share.
struct TargetReading {
    std::vector<Problem>& problems;
    const Expansion& expansion;
    bool literal_secrets = false;  ///< all systems are mocks
    std::vector<std::string>& secrets;
};

/// A required secret: from the environment unless literals are allowed; never empty, no control
/// characters. It is added to `secrets`.
std::string ReadSecret(yaml::Fields& fields, const std::string& key, TargetReading& reading);

/// A required http or https URL without a slash at its end. Credentials travel there, so http is
/// refused unless it stays on this machine. `may_ask`: it may have a query.
std::string ReadUrl(yaml::Fields& fields, const std::string& key, bool may_ask = false);

}  // namespace plumb::target
