#include "harness/document/problem_list.h"

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::document {

void ProblemList::Add(std::string message, int line, int column, std::string hint) {
    Add(std::move(message), Place{.file = file_, .line = line, .column = column}, std::move(hint));
}

void ProblemList::Add(std::string message, Place place, std::string hint) {
    if (!HasRoom()) return Count();
    problems_.push_back({std::move(message), std::move(place), std::move(hint)});
}

std::vector<Problem> ProblemList::Take() {
    if (more_ > 0) {
        problems_.push_back({fmt::format("{} more of these are not listed", more_),
                             Place{.file = file_, .line = 0, .column = 0},
                             {}});
        more_ = 0;
    }
    return std::move(problems_);
}

std::string Quote(std::string_view text) {
    return fmt::format("'{}'", Shorten(text, 80));
}

}  // namespace plumb::document
