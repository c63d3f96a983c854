#pragma once

#include <gmock/gmock.h>

#include "harness/base/result.h"

namespace plumb::testing {

/// `EXPECT_THAT(result, IsOk())`: prints the problems when it is not.
MATCHER(IsOk, "holds a value") {
    if (arg.has_value()) return true;
    *result_listener << "\n" << ToString(arg.error());
    return false;
}

/// `EXPECT_THAT(result, Fails(HasSubstr("…")))`: the whole text of the error.
MATCHER_P(Fails, text_matcher, "is an error whose text matches") {
    if (arg.has_value()) {
        *result_listener << "it holds a value";
        return false;
    }
    *result_listener << "\n" << ToString(arg.error());
    return ::testing::ExplainMatchResult(text_matcher, ToString(arg.error()), result_listener);
}

}  // namespace plumb::testing
