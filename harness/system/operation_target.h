#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/system/session.h"
#include "harness/target/profile.h"

namespace plumb::system {

/// What stands for {id}, {parent}, {skip}, {top} and {page} in one call.
using PathNames = std::vector<std::pair<std::string_view, std::string>>;

/// Path and query of an operation, encoded. A {name} that is not among `names` is a key of the
/// target.
std::string TargetOf(const target::Operation& operation, const PathNames& names,
                     const Session& session);

}  // namespace plumb::system
