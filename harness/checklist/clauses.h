#pragma once

#include <string>
#include <vector>

#include "harness/checklist/checklist.h"

namespace plumb::checklist {

/// One claim of a flow (design, "Ids"), in the words in which the document makes it. Not how it is
/// tested.
struct Clause {
    std::string id;        ///< "users-to-contactperson/merge/1"
    std::string flow;      ///< id of the flow
    std::string sentence;  ///< one sentence, with the property paths
    int line = 0;          ///< in the document; 0 when not known

    bool operator==(const Clause&) const = default;
};

/// A sentence of the document that is no clause by itself, and why: nothing to check follows from
/// it, or what follows stands in the rows of its table.
struct OtherSentence {
    std::string sentence;
    int line = 0;  ///< in the document
    std::string why;

    bool operator==(const OtherSentence&) const = default;
};

/// All claims of one flow: its rule of creation (unless the document has none), each merge
/// alternative, that it is kept in sync, each listed property, and that nothing else is written.
/// Incomplete rows are clauses too: the document has them, though nobody can test them.
std::vector<Clause> Clauses(const Flow& flow);

/// Those of all flows, in their order.
std::vector<Clause> Clauses(const Checklist& checklist);

/// Those of the introduction and those that announce the rows of a merge rule, by line. A checklist
/// that was written by hand has none. Together with the clauses they are all sentences.
std::vector<OtherSentence> OtherSentences(const Checklist& checklist);

}  // namespace plumb::checklist
