#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/base/interrupt.h"
#include "harness/base/result.h"
#include "harness/selftest/defect.h"
#include "harness/selftest/exhibit.h"

namespace plumb::selftest {

/// What a self-test is about.
struct Subject {
    std::vector<std::string> checklists;  ///< ids, in the order in which they are shown
    struct Check {
        std::string id;
        std::string basis;                    ///< as the template has it; never "observed"
        std::vector<std::string> checklists;  ///< on which it has cases that can be run
    };
    std::vector<Check> checks;
    std::vector<Defect> defects;
    /// Ids of all checklists that any defect names, be it among `defects` or not. On others it is
    /// tried what shows.
    std::vector<std::string> known;

    const Check* FindCheck(const std::string& id) const;
    bool IsKnown(const std::string& checklist) const;
    /// Whether the defect is tried on the checklist.
    bool Tries(const Defect& defect, const std::string& checklist) const;
};

/// One run: a data flow on the cases of a checklist, all of them or those of one check alone.
struct Question {
    std::string checklist;
    std::string defect{};  ///< "" for the correct data flow
    std::string check{};   ///< "" for the cases of all checks in company

    auto operator<=>(const Question&) const = default;
};

/// Answers a question; called from several threads. An error ends the self-test.
using Answerer = std::function<Result<Exhibit>(const Question&)>;

/// What all runs came to.
struct Evidence {
    std::map<Question, Exhibit> exhibits;

    /// nullptr when it was not asked.
    const Exhibit* Find(const Question& question) const;
};

struct Gathering {
    int jobs = 1;  ///< runs at a time
    Interrupt interrupt{};
    /// Called after each run, one at a time: how many are done, of how many at most.
    std::function<void(std::size_t done, std::size_t all)> progress{};
};

/// Asks everything that the matrix needs: the correct data flow on every checklist; each defect on
/// every checklist where it is tried; and each check that a defect names alone against it, on one
/// checklist after the other until it catches. An error of the answerer, or the interrupt.
Result<Evidence> Gather(const Subject& subject, const Answerer& answer, const Gathering& gathering);

}  // namespace plumb::selftest
