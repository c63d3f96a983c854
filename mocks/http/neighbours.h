#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/base/result.h"

namespace plumb::mocks::http {

/// Further tenants beside the one whose admin API is asked, each with servers, keys, clock, log and
/// faults of its own. An empty function: whoever runs the mocks keeps only one. Called from several
/// threads.
struct Neighbours {
    /// Names with what a client needs to reach each.
    std::function<nlohmann::json()> list{};
    /// Fails when there is a tenant with this name.
    std::function<Result<nlohmann::json>(const std::string& name)> make{};
    /// False when there is none with this name.
    std::function<bool(const std::string& name)> end{};
};

}  // namespace plumb::mocks::http
