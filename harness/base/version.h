#pragma once

namespace plumb {

/// The version of Plumb, set by the build from CMakeLists.txt.
extern const char* const kVersion;

}  // namespace plumb
