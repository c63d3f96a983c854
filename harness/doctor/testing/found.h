#pragma once

#include <gmock/gmock.h>

#include <string>

#include "harness/doctor/finding.h"

namespace plumb::doctor::testing {

/// Among the findings is one of this state that says so.
inline auto Found(State state, const std::string& what) {
    return ::testing::Contains(
        ::testing::AllOf(::testing::Field(&Finding::state, state),
                         ::testing::Field(&Finding::what, ::testing::HasSubstr(what))));
}

}  // namespace plumb::doctor::testing
