#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "harness/base/interrupt.h"
#include "harness/base/result.h"
#include "harness/cli/embedded.h"
#include "harness/plan/plan.h"
#include "harness/run/runner.h"
#include "harness/system/mock_admin.h"
#include "harness/target/profile.h"
#include "harness/target/target.h"

namespace plumb::cli {

struct TrialOptions {
    EmbeddedOptions embedded;
    std::uint64_t seed = 1;
    bool isolate = false;
    int jobs = 1;
    int confirm = 0;             ///< failed cases that are repeated alone, at most
    int page_limit = 1'200;      ///< records
    bool keep_order = false;     ///< of the plan's cases; the seed has no say in it
    bool keep_requests = false;  ///< of the data flow, for Trial::requests
    int max_rounds = 0;          ///< of a sync that does not come to rest; 0: the default
    Interrupt interrupt;
};

/// What a trial came to.
struct Trial {
    std::map<std::string, journal::CaseJudged> cases;  ///< by case id
    run::RunSummary summary;
    std::vector<system::LoggedRequest>
        requests;                         ///< all, oldest first, if the options ask for them
    bool saw_data_flow = false;           ///< it sent a request to one of the systems
    std::vector<std::string> departures;  ///< from specs/openapi, if the options ask for them
    Embedded::Requests count;             ///< of requests to the systems
};

/// Runs all cases of a plan on mocks and a reference data flow of its own, over real HTTP. Only the
/// verdicts are kept: no journal, no reports, no repetition of failures. For commands that run a
/// plan many times; safe from several threads at once. An error means that it could not start.
Result<Trial> RunTrial(const plan::Plan& plan, const std::vector<target::Profile>& profiles,
                       const TrialOptions& options);

/// The same on a target that is there already; what the run made is removed again.
Result<Trial> RunTrialOn(const target::Target& target, const plan::Plan& plan,
                         const std::vector<target::Profile>& profiles,
                         const std::string& checklist_path, const TrialOptions& options);

}  // namespace plumb::cli
