#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace plumb {

/// Where in a text something is: lines and columns count from 1; 0 means "not known".
struct Place {
    std::string file;
    int line = 0;
    int column = 0;

    bool operator==(const Place&) const = default;
};

/// "file:line:column", leaving out what is not known.
std::string ToString(const Place& place);

/// One thing that is wrong, in words for a person: what, where, and what to do next.
struct Problem {
    std::string message;
    Place place;
    std::string hint;

    bool operator==(const Problem&) const = default;
};

/// "file:line:column: message" and, when there is one, the hint on a second, indented line.
std::string ToString(const Problem& problem);

/// Who has to act: the kind decides the exit status of the program.
enum class ErrorKind {
    kInput,        ///< a text or an argument of the user's is wrong: exit status 2
    kEnvironment,  ///< a server, a file, a process or the network failed: exit status 3
};

/// Why something could not be done. Holds at least one problem; a reader that can go on after a
/// mistake reports all of them at once.
struct Error {
    ErrorKind kind = ErrorKind::kInput;
    std::vector<Problem> problems;
};

/// All problems, one after the other, each ending in a newline.
std::string ToString(const Error& error);

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

/// `return InputError("…", place, "…")` from any function that returns a Result.
tl::unexpected<Error> InputError(std::string message, Place place = {}, std::string hint = {});
tl::unexpected<Error> InputError(std::vector<Problem> problems);
tl::unexpected<Error> EnvironmentError(std::string message, std::string hint = {});

}  // namespace plumb
