#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/interrupt.h"
#include "harness/base/result.h"
#include "harness/cli/setup.h"
#include "harness/cli/trial.h"
#include "harness/plan/planner.h"
#include "harness/storm/storm.h"
#include "harness/storm/workload.h"

namespace plumb::cli {

struct StormOptions {
    std::vector<std::string> faults;  ///< ids of kinds; empty for all
    int from = 1;                     ///< requests, by number
    int to = 1 << 30;
    int jobs = 0;  ///< points at a time; 0: one for each processor
    TrialOptions trial;
    /// Called for every point that has ended, from one thread at a time.
    std::function<void(const storm::Storm&, const storm::PointResult&)> progress;
};

/// What a storm runs on when it is not mocks and a data flow of its own.
struct StormSite {
    target::Target target;
    std::string target_file;
    std::string checklist_file;
    plan::Offer offer;
};

/// Runs the workload once as it is, and once more for every request and fault, each time on mocks
/// and a data flow of its own; on a site one after the other, each with records of its own, which
/// are removed again. An error means that it could not start.
Result<storm::Storm> RunStorm(const storm::Workload& workload,
                              const std::vector<target::Profile>& profiles,
                              const StormOptions& options,
                              const std::optional<StormSite>& site = std::nullopt);

/// The workload for a checklist; an input error when nothing of it can be run.
Result<storm::Workload> ReadWorkload(const Installation& installation,
                                     const checklist::Checklist& checklist,
                                     const std::vector<target::Profile>& profiles,
                                     const std::optional<StormSite>& site = std::nullopt);

}  // namespace plumb::cli
