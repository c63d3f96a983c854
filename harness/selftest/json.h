#pragma once

#include <string>

#include "harness/selftest/matrix.h"

namespace plumb::selftest {

/// The matrix as JSON (specs/schema/selftest.schema.json). Cells that are not applicable are left
/// out of `findings` and counted instead.
std::string MatrixJson(const Matrix& matrix);

}  // namespace plumb::selftest
