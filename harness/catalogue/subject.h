#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/catalogue/check_template.h"
#include "harness/catalogue/context.h"
#include "harness/scenario/verdict.h"

namespace plumb::catalogue {

/// What one template is applied to: a clause of a flow with the pair under test.
struct Subject {
    const checklist::Flow* flow = nullptr;
    const checklist::Flow* second = nullptr;  ///< of source-entity only
    std::vector<std::string> clauses;
    checklist::MergeAlternative alternative;   ///< by which its records match; may be empty
    std::optional<checklist::Pair> other_key;  ///< the first pair of another alternative
    std::optional<checklist::Property> pair;
    /// The pair by which a new record is told from all others; may be missing.
    std::optional<checklist::Property> identity;
    std::string number;         ///< "2", "1.pair-2"; "" when there is only one
    bool is_merge_key = false;  ///< kept in sync by assumption only: the document lists nothing
    bool only_observe = false;  ///< `when_no_properties: nothing`
    std::optional<scenario::Outcome> skip;
};

/// All subjects of a kind, in document order. `clause` is that of a check of source-entity.
std::vector<Subject> SubjectsOf(Of of, const std::string& clause, const Context& context);

/// Skips for a reason that counts against the clause (`missing_need`) or does not.
scenario::Outcome Skipped(std::string reason, bool missing_need);
scenario::Outcome NothingToEdit();

}  // namespace plumb::catalogue
