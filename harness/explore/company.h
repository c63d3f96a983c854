#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "harness/scenario/scenario.h"

namespace plumb::explore {

/// Scenarios that run side by side as one: that of `victim`, whose words it bears, with all of them
/// as its cases, in their order.
scenario::Scenario Together(const std::vector<scenario::Scenario>& scenarios, std::size_t victim);

/// Those without whose company `victim` does not fail, as far as `attempts` more runs tell; itself
/// among them, all in their order. `fails` is asked of what is left.
std::vector<std::size_t> NeededCompany(
    std::size_t count, std::size_t victim,
    const std::function<bool(const std::vector<std::size_t>&)>& fails, int attempts);

}  // namespace plumb::explore
