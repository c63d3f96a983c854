#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/catalogue/catalogue.h"
#include "harness/checklist/checklist.h"
#include "harness/cli/installation.h"
#include "harness/plan/planner.h"
#include "harness/selftest/proof.h"
#include "harness/target/target.h"

namespace CLI {
class App;
}

namespace plumb::cli {

/// What `run` and `plan` are told on the command line.
struct SetupArguments {
    std::string checklist;            ///< file; "": the first one
    std::string target;               ///< file; "": the embedded mocks
    std::vector<std::string> checks;  ///< folders with checks of the user's own
    std::vector<std::string> flows, clauses, check_ids, bases, filters;
    std::string level = "full";
    std::string shard;   ///< "2/5"
    int page_limit = 0;  ///< 0: the default for the kind of target
};
void AddSetupOptions(CLI::App& command, SetupArguments& arguments);

/// Everything that a plan is made of, read and checked; nothing is started.
struct Setup {
    Installation installation;
    std::string checklist_path;
    checklist::Checklist checklist;
    catalogue::Catalogue catalogue;
    std::vector<target::Profile> profiles;
    std::optional<target::Target> target;  ///< nullopt: the embedded mocks
    std::string target_path{};             ///< its file, absolute; "" without one
    plan::Offer offer;
    plan::Selection selection;
    selftest::Proven proven{};  ///< which checks are proven, and by which defects
};
Result<Setup> ReadSetup(const SetupArguments& arguments);

/// The same target with what a mock process printed in its place, for an embedded run.
Result<target::Target> EmbeddedTarget(const Setup& setup, const std::string& mock_line);

}  // namespace plumb::cli
