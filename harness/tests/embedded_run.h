#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "harness/cli/installation.h"
#include "harness/cli/trial.h"

namespace plumb::testing {

struct EmbeddedRunOptions {
    std::vector<std::string> defects = {};
    std::uint64_t seed = 1;
    bool isolate = false;
    int jobs = 1;
    std::vector<nlohmann::json> faults = {};  ///< set from the start, by nobody's step
    int confirm = 0;                          ///< failed cases that are repeated alone, at most
    int users_limit = 0;                      ///< of the YouTrack licence; 0: none
};

/// What departs from the APIs' documents, but for what the harness does on purpose: it tries values
/// on a system first, to learn whether that refuses them.
inline std::vector<std::string> WithoutRefusedValues(std::vector<std::string> departures) {
    std::erase_if(departures, [](const std::string& line) {
        return line.find(": body ") != std::string::npos &&
               line.find("; the answer was 400; ") != std::string::npos;
    });
    return departures;
}

/// Runs a plan against mocks and the reference data flow in this process, over real HTTP.
inline cli::Trial RunEmbedded(const plan::Plan& plan, const EmbeddedRunOptions& options) {
    const auto installation = cli::Installation::Find();
    EXPECT_TRUE(installation) << ToString(installation.error());
    const auto profiles = installation->ReadProfiles();
    EXPECT_TRUE(profiles) << ToString(profiles.error());
    cli::TrialOptions trial_options;
    trial_options.embedded.defects = options.defects;
    trial_options.embedded.contract = options.defects.empty();  // a faulty data flow may depart
    trial_options.embedded.fault_rules = options.faults;
    trial_options.embedded.youtrack.users_limit = options.users_limit;
    trial_options.seed = options.seed;
    trial_options.isolate = options.isolate;
    trial_options.jobs = options.jobs;
    trial_options.confirm = options.confirm;
    auto trial = cli::RunTrial(plan, *profiles, trial_options);
    EXPECT_TRUE(trial) << ToString(trial.error());
    trial->departures = WithoutRefusedValues(std::move(trial->departures));
    return *std::move(trial);
}

}  // namespace plumb::testing
