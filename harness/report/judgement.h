#pragma once

#include <string>
#include <string_view>

#include "harness/scenario/verdict.h"

namespace plumb::report {

/// What a clause (or a flow, or the whole run) came to. Closed, from worst to best news, so that
/// the smallest of several is the judgement of all of them; kNotRun says nothing and comes last.
/// kKnownDeviation is broken as well, but only where the list of known deviations says so. kUntested
/// is a clause for which no check has a case, in a run of the whole checklist.
enum class Judgement {
    kNonconformant,
    kKnownDeviation,
    kUntested,
    kUndecided,
    kPartial,
    kConformant,
    kNotRun
};

std::string_view ToString(Judgement judgement);  ///< "nonconformant", "not run", …

/// How many cases came to what. `known` are the failures that a list of known deviations excuses;
/// `fail` are all others. `missing_need` are the skipped ones that lack a declared need;
/// `skipped` those skipped for any other reason; `not_run` those that have no verdict.
struct Counts {
    int pass = 0;
    int fail = 0;
    int known = 0;
    int error = 0;
    int inconclusive = 0;
    int missing_need = 0;
    int skipped = 0;
    int observed = 0;
    int not_run = 0;

    int Total() const {
        return pass + fail + known + error + inconclusive + missing_need + skipped + observed +
               not_run;
    }
    bool operator==(const Counts&) const = default;
};

Counts operator+(const Counts& a, const Counts& b);

/// The rule of design section 1: any fail → nonconformant; else any known deviation → that, since
/// the clause is broken; else any error → undecided; else any
/// inconclusive or missing need → partial; else any pass → conformant; else not run. Cases that
/// were planned and never judged turn "conformant" into "partial", since what was not run is never
/// green.
Judgement Judge(const Counts& counts);

/// "8 pass, 1 fail, 2 not run"; "no cases" when there are none.
std::string InWords(const Counts& counts);

}  // namespace plumb::report
