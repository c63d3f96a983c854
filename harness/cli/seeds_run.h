#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/base/interrupt.h"
#include "harness/base/result.h"
#include "harness/cli/installation.h"

namespace plumb::cli {

struct SeedsOptions {
    std::uint64_t first = 1;
    int count = 1'000;
    int cases = 30;  ///< of each seed, at most; over the seeds every case gets its turn
    int jobs = 0;    ///< seeds at a time; 0: one for each processor
    std::vector<std::string> checklists;  ///< files; empty: the shipped ones
    Interrupt interrupt;
    std::function<void(int done)> progress{};
};

/// A verdict that a correct data flow must not get, and what repeats it.
struct FalseAlarm {
    std::uint64_t seed = 0;
    std::string checklist;  ///< id
    std::string case_id;    ///< "" when the whole run could not be made
    std::string verdict;    ///< fail, error
    std::string reason;
    std::string conditions;  ///< as a file of settings
};

struct SeedsReport {
    int seeds = 0;     ///< run to their ends
    int selected = 0;  ///< that were to be run
    double took_ms = 0;
    std::map<std::string, int> verdicts;      ///< how many cases of each
    std::map<std::string, int> inconclusive;  ///< why, with the values left out
    std::map<std::string, int> cases_met;     ///< runs of each case, by checklist and id
    std::size_t requests = 0;                 ///< of the data flow
    std::size_t met = 0;                      ///< of them met by a fault
    int syncs = 0;
    int failed_syncs = 0;  ///< of those in which no step had set a fault
    std::vector<FalseAlarm> alarms;
    bool interrupted = false;
};

/// Runs the correct data flow under the conditions of each seed, the checklists in turn. An error
/// means that it could not start.
Result<SeedsReport> RunSeeds(const Installation& installation, const SeedsOptions& options);

/// Nonconformant when a correct data flow was blamed; could-not-run when something else was wrong.
int ExitStatusOf(const SeedsReport& report);

/// For a console.
std::string Summary(const SeedsReport& report);

}  // namespace plumb::cli
