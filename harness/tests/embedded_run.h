#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "harness/checklist/reader.h"
#include "harness/cli/embedded.h"
#include "harness/cli/installation.h"
#include "harness/cli/session.h"
#include "harness/run/runner.h"
#include "harness/scenario/step_reader.h"
#include "harness/testing/temp_dir.h"
#include "harness/yaml/node.h"

namespace plumb::testing {

struct EmbeddedRunOptions {
    std::vector<std::string> defects;
    std::uint64_t seed = 1;
    bool isolate = false;
    int confirm = 0;
    int jobs = 1;
};

/// What a run came to: outcomes by case id, and how many syncs it took.
struct EmbeddedRunResult {
    std::map<std::string, journal::CaseJudged> cases;
    run::RunSummary summary;
    std::vector<std::string> departures;  ///< of requests and answers, from specs/openapi
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
inline EmbeddedRunResult RunEmbedded(const plan::Plan& plan, const EmbeddedRunOptions& options) {
    EmbeddedRunResult result;
    TempDir folder;
    const auto installation = cli::Installation::Find();
    EXPECT_TRUE(installation) << ToString(installation.error());
    const auto profiles = installation->ReadProfiles();
    EXPECT_TRUE(profiles) << ToString(profiles.error());
    cli::EmbeddedOptions embedded_options;
    embedded_options.defects = options.defects;
    embedded_options.contract = options.defects.empty();  // a faulty data flow may depart
    const auto embedded = cli::Embedded::Start(plan.checklist, embedded_options);
    EXPECT_TRUE(embedded) << ToString(embedded.error());
    const auto target = target::ReadTarget((*embedded)->TargetJson().dump(), "embedded", "/",
                                           *profiles, [](const auto&) { return std::nullopt; });
    EXPECT_TRUE(target) << ToString(target.error());
    auto journal = journal::Writer::Open((folder.Path() / "journal.jsonl").string());
    EXPECT_TRUE(journal);
    const auto session = cli::Session::Connect(
        {plan.checklist, "checklist.yaml", *profiles, *target, **journal, options.seed, "t1", 120});
    EXPECT_TRUE(session) << ToString(session.error());

    run::RunOptions run_options;
    run_options.isolate = options.isolate;
    run_options.confirm = options.confirm;
    run_options.jobs = options.jobs;
    run_options.seed = options.seed;
    run_options.progress = [&](const plan::Case& one, const journal::CaseJudged& judged) {
        result.cases[one.id] = judged;
    };
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < plan.cases.size(); ++i) all.push_back(i);
    result.summary = run::RunPlan((*session)->GetWorld(), plan, all, run_options);
    result.departures = WithoutRefusedValues((*embedded)->Departures());
    return result;
}

}  // namespace plumb::testing
