#include "harness/base/result.h"

#include <fmt/format.h>

namespace plumb {

std::string ToString(const Place& place) {
    std::string text = place.file;
    if (place.line > 0) text += fmt::format("{}{}", text.empty() ? "line " : ":", place.line);
    if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
    return text;
}

std::string ToString(const Problem& problem) {
    std::string text = ToString(problem.place);
    if (!text.empty()) text += ": ";
    text += problem.message;
    if (!problem.hint.empty()) text += "\n    " + problem.hint;
    return text;
}

std::string ToString(const Error& error) {
    std::string text;
    for (const Problem& problem : error.problems) text += ToString(problem) + "\n";
    return text;
}

tl::unexpected<Error> InputError(std::string message, Place place, std::string hint) {
    return InputError({Problem{std::move(message), std::move(place), std::move(hint)}});
}

tl::unexpected<Error> InputError(std::vector<Problem> problems) {
    return tl::make_unexpected(Error{ErrorKind::kInput, std::move(problems)});
}

tl::unexpected<Error> EnvironmentError(std::string message, std::string hint) {
    return tl::make_unexpected(
        Error{ErrorKind::kEnvironment, {Problem{std::move(message), {}, std::move(hint)}}});
}

}  // namespace plumb
