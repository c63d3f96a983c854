#pragma once

#include <string>

#include "harness/selftest/matrix.h"

namespace plumb::selftest {

/// The matrix as one HTML file without any outside reference and without script: what is wrong, the
/// matrix of checks and defects, the checks with what proves them, the defects with where they
/// show.
std::string MatrixHtml(const Matrix& matrix);

}  // namespace plumb::selftest
