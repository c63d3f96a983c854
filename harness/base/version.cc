#include "harness/base/version.h"

namespace plumb {

const char* const kVersion = PLUMB_VERSION;

}  // namespace plumb
