#pragma once

#include <string>
#include <string_view>

namespace plumb::report {

/// The command that repeats just one case: the command of the run, without its own selection.
std::string RepeatCommand(const std::string& run_command, const std::string& case_id);

/// `text` as one word of a POSIX shell, quoted only when it must be.
std::string ShellWord(std::string_view text);

}  // namespace plumb::report
