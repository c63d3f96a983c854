#pragma once

#include <string>

#include "harness/selftest/matrix.h"

namespace plumb::selftest {

/// One line for each check and defect, RFC 4180: what came of it in company and alone, and why.
std::string MatrixCsv(const Matrix& matrix);

}  // namespace plumb::selftest
