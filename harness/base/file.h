#pragma once

#include <filesystem>
#include <string_view>

#include "harness/base/result.h"

namespace plumb {

/// Writes beside the file and renames, so that nobody ever sees half of it and a full disk costs
/// nothing that was there before. Makes no folders. An environment error names the file and why.
Status SaveWhole(const std::filesystem::path& file, std::string_view text);

}  // namespace plumb
