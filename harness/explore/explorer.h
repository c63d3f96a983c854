#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/interrupt.h"
#include "harness/base/result.h"
#include "harness/explore/generator.h"
#include "harness/explore/model.h"
#include "harness/scenario/scenario.h"
#include "harness/scenario/verdict.h"

namespace plumb::explore {

struct Options {
    std::uint64_t seed = 1;
    int sequences = 2'000;
    Size size;
    int together = 40;   ///< sequences that share one tenant, side by side
    int jobs = 1;        ///< tenants at the same time
    int findings = 3;    ///< of different kinds, looked for in the tenant that shows the first
    int attempts = 400;  ///< to make one shorter
    bool sees_writes = true;
    Interrupt interrupt;
};

/// How one scenario ended.
struct Ending {
    scenario::Outcome outcome;
    /// Which of its `expect` steps failed, from 0; nullopt when something else did.
    std::optional<std::size_t> failed;
    std::string expected;
    std::string seen;
};

/// Something that a data flow did wrong, as short as it could be made.
struct Finding {
    int number = 0;  ///< of the sequence that showed it, from 1
    Promise promise = Promise::kRests;
    scenario::Scenario scenario;
    Ending ending;
    /// False when it passes by itself, and was seen beside others.
    bool alone = true;
    /// Those beside which it failed again: the scenario holds them as its cases. 0 when it did not,
    /// or when nobody looked: then the scenario is the whole sequence and may pass.
    std::size_t companions = 0;
    std::size_t actions = 0;  ///< of the sequence, as it was made shorter
    std::size_t actions_before = 0;
};

struct Exploration {
    int sequences = 0;  ///< run
    /// Of them inconclusive or skipped: why, with the number of the sequence.
    std::vector<std::string> undecided;
    std::vector<std::string> errors;  ///< what broke on our side, or of the mocks
    std::vector<Finding> findings;    ///< in the order in which they were seen
};

/// Runs random sequences until one fails, and makes what fails shorter. Knows no server: `run` runs
/// scenarios side by side on a tenant of their own, from any thread, and tells how each ended. The
/// result does not depend on `jobs`.
class Explorer final {
  public:
    using Run = std::function<Result<std::vector<Ending>>(const std::vector<scenario::Scenario>&)>;
    using Progress = std::function<void(const Exploration&)>;

    Explorer(const Landscape& landscape, const Options& options, Run run)
        : landscape_(landscape), options_(options), run_(std::move(run)) {}

    Result<Exploration> Explore(const Progress& progress) const;

    /// The sequence as a scenario; the one expectation that failed is kept, or all of them.
    scenario::Scenario ScenarioOf(const Sequence& sequence, std::optional<std::size_t> only) const;

  private:
    struct Batch {
        int first = 0;
        std::vector<Sequence> sequences;
        std::vector<Ending> endings;
        Status status;
    };

    Batch Draw(int first, int count) const;
    std::vector<Batch> RunRound(int& next, int& together) const;
    void Take(const Batch& batch, Exploration& exploration) const;
    Finding Repeat(const Batch& batch, std::size_t index) const;
    void LookForCompany(const Batch& batch, std::size_t index, Finding& finding) const;
    std::vector<scenario::Scenario> ScenariosOf(const Batch& batch) const;
    std::optional<Ending> RunAlone(const Sequence& sequence) const;
    Promise PromiseOf(const Sequence& sequence, const Ending& ending) const;
    void Describe(const Sequence& sequence, Finding& finding) const;

    const Landscape& landscape_;
    const Options& options_;
    Run run_;
};

}  // namespace plumb::explore
