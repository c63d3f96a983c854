// What a target makes of a run's world, before anything is asked of its systems.

#include <gmock/gmock.h>

#include "harness/cli/session.h"
#include "harness/cli/setup.h"
#include "harness/run/shared_limits.h"
#include "harness/target/target.h"
#include "harness/testing/result_matchers.h"

namespace plumb {
namespace {

using testing::IsOk;

class Connected : public ::testing::Test {
  protected:
    /// Nothing answers at the addresses of this target, and nothing is asked.
    const run::World& To(const std::string& dataflow) {
        setup_ = cli::ReadSetup({});
        EXPECT_THAT(setup_, IsOk());
        target_ = target::ReadTarget(
            "systems:\n  youtrack: {url: \"http://127.0.0.1:1\", token: \"${T}\"}\n"
            "  poweroffice-go: {url: \"http://127.0.0.1:1\", v1_url: \"http://127.0.0.1:1\", "
            "application_key: \"${T}\", client_key: \"${T}\", subscription_key: \"${T}\"}\n"
            "dataflow: " +
                dataflow + "\nsafety: {sandbox: true, hosts: [127.0.0.1], write_budget: 5}\n",
            "target.yaml", "/", setup_->profiles,
            [](const std::string&) { return std::optional<std::string>("secret"); });
        EXPECT_THAT(target_, IsOk());
        auto session = cli::Session::Connect(
            {setup_->checklist, "checklist.yaml", setup_->profiles, *target_, *journal_, 1, "p1"});
        EXPECT_THAT(session, IsOk());
        session_ = *std::move(session);
        return session_->GetWorld();
    }

    std::unique_ptr<journal::Writer> journal_ = journal::Writer::Nowhere();
    Result<cli::Setup> setup_ = EnvironmentError("not read");
    Result<target::Target> target_ = EnvironmentError("not read");
    std::unique_ptr<cli::Session> session_;
};

TEST_F(Connected, ToADataFlowThatIsStartedUsesItsShareOfTheLimitsDuringASync) {
    const run::World& world = To("{driver: command, sync: {argv: [flow]}}");
    const system::System& youtrack = *world.systems.at("youtrack");
    EXPECT_FALSE(youtrack.SharesLimits());
    {
        const run::SharedLimits shared(world);
        EXPECT_TRUE(youtrack.SharesLimits());
    }
    EXPECT_FALSE(youtrack.SharesLimits());
}

TEST_F(Connected, ToADataFlowThatRunsByItselfUsesItAtAnyTime) {
    const run::World& world = To("{driver: unattended, still_s: 5}");
    const system::System& youtrack = *world.systems.at("youtrack");
    EXPECT_TRUE(youtrack.SharesLimits());
    {
        const run::SharedLimits shared(world);
        EXPECT_TRUE(youtrack.SharesLimits());
    }
    EXPECT_TRUE(youtrack.SharesLimits());
}

TEST_F(Connected, ToATenantRationsItsRequests) {
    EXPECT_TRUE(To("{driver: command, sync: {argv: [flow]}}").rations_requests);
}

}  // namespace
}  // namespace plumb
