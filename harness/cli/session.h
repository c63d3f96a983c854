#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/interrupt.h"
#include "harness/base/secrets.h"
#include "harness/checklist/checklist.h"
#include "harness/dataflow/driver.h"
#include "harness/journal/journal.h"
#include "harness/ledger/ledger.h"
#include "harness/run/world.h"
#include "harness/target/target.h"

namespace plumb::cli {

/// Requests at a time: enough to use a rate limit up while answers take a part of a second.
constexpr int kJobsOnTenants = 8;

/// Everything that a run needs of its target, connected: the systems, the mocks' admin APIs, the
/// data flow's driver, the clock. Built from values, used through World. Not for several runs.
class Session final {
  public:
    struct Parts {
        const checklist::Checklist& checklist;
        std::string checklist_path;
        const std::vector<target::Profile>& profiles;
        const target::Target& target;
        journal::Writer& journal;
        std::uint64_t seed = 1;
        std::string run_id;
        int page_limit = 120;
        Interrupt interrupt{};
        ledger::Ledger* ledger = nullptr;  ///< of the run; null: one in memory
    };

    /// An environment error when something of the target does not answer.
    static Result<std::unique_ptr<Session>> Connect(const Parts& parts);
    ~Session();

    const run::World& GetWorld() const;
    run::Recorder& GetRecorder();
    std::string DescribeDataflow();
    /// Whether the data flow can be driven; call before anything is written.
    Status CheckDataflow();
    dataflow::Identity IdentifyDataflow();

  private:
    class Impl;
    explicit Session(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// What a target offers, as far as its file tells: for planning, before anything is started.
target::Capabilities Offers(const target::Target& target, bool virtual_clock);

}  // namespace plumb::cli
