#include "harness/cli/command.h"

#include <iostream>

namespace plumb::cli {

int Explain(const Error& error) {
    std::cout.flush();
    for (const Problem& problem : error.problems)
        std::cerr << "plumb: " << ToString(problem) << "\n";
    return error.kind == ErrorKind::kInput ? kInputFault : kCouldNotRun;
}

std::string Example(const std::string& command, const std::string& what_it_does) {
    return "Example:\n  " + command + "\n      " + what_it_does + "\n";
}

}  // namespace plumb::cli
