#pragma once

#include <string>
#include <vector>

#include "harness/checklist/checklist.h"

namespace plumb::catalogue {

/// One claim of a flow, as the checklist makes it.
struct Clause {
    std::string id;        ///< "users-to-contactperson/merge/1"
    std::string sentence;  ///< in words, with the paths
};

/// All clauses of a checklist in document order.
std::vector<Clause> ClausesOf(const checklist::Checklist& checklist);

std::string ClauseId(const checklist::Flow& flow, std::string_view kind);
/// With the row's number, counted from 1.
std::string ClauseId(const checklist::Flow& flow, std::string_view kind, std::size_t number);

}  // namespace plumb::catalogue
