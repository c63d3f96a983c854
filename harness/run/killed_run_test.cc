// A run that is killed at any request, before or after its system acted, leaves a ledger by which
// its tenants are cleaned up, however often that is killed too.

#include <gmock/gmock.h>

#include <numeric>

#include "harness/plan/planner.h"
#include "harness/run/clean_up.h"
#include "harness/run/runner.h"
#include "harness/run/testing/fake_tenants.h"
#include "harness/testing/result_matchers.h"

namespace plumb::run {
namespace {

using plumb::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Nothing catches it on its way out of a run: the process is gone.
struct Killed {};

/// Kills whoever sends the request of this number.
class KillSwitch final : public system::HttpClient {
  public:
    explicit KillSwitch(system::HttpClient& http) : http_(http) {}

    Result<system::HttpResponse> Send(const system::HttpRequest& request) override {
        const bool is_last = ++sent == kill_at;
        if (is_last && !acts_before) throw Killed();
        auto answer = http_.Send(request);
        if (is_last) throw Killed();
        return answer;
    }

    int sent = 0;
    int kill_at = 0;           ///< 0: never
    bool acts_before = false;  ///< the system acts on that request, and only its answer is lost

  private:
    system::HttpClient& http_;
};

const plan::Plan& ThePlan() {
    static const plan::Plan kPlan = [] {
        plan::Selection selection;
        selection.filters = {"users-to-customers/edit-arrives/*"};
        auto plan = plan::MakePlan(catalogue::testing::FirstChecklist(),
                                   catalogue::testing::ShippedCatalogue(),
                                   catalogue::testing::ShippedProfiles(), plan::Offer(), selection);
        EXPECT_THAT(plan, IsOk());
        return plan ? *std::move(plan) : plan::Plan();
    }();
    return kPlan;
}

/// A process that acts on tenants, with its ledger on the disk.
class Process final {
  public:
    Process(system::HttpClient& http, system::TestClock& clock, dataflow::Driver& driver,
            std::unique_ptr<ledger::Ledger> ledger, const std::string& journal)
        : journal_(*journal::Writer::Open(journal)),
          clock_(clock),
          ledger_(std::move(ledger)),
          youtrack_(profiles_[0], system::AccessTo("youtrack"), http, clock, {}),
          poweroffice_(profiles_[1], system::AccessTo("poweroffice-go"), http, clock, {}),
          world_{checklist_, profiles_, {},      {},      driver,   {},
                 clock_,     recorder_, values_, bodies_, *ledger_, budget_} {
        world_.systems = {{"youtrack", &youtrack_}, {"poweroffice-go", &poweroffice_}};
    }
    const World& GetWorld() const { return world_; }
    ledger::Ledger& GetLedger() { return *ledger_; }

  private:
    const checklist::Checklist& checklist_ = ThePlan().checklist;
    const std::vector<target::Profile>& profiles_ = catalogue::testing::ShippedProfiles();
    std::unique_ptr<journal::Writer> journal_;
    system::TestClock& clock_;
    Secrets secrets_;
    Recorder recorder_{*journal_, secrets_, clock_};
    ValueMaker values_{1, "p7654321"};
    BodyMaker bodies_{checklist_, profiles_, values_};
    std::unique_ptr<ledger::Ledger> ledger_;
    WriteBudget budget_{std::nullopt};
    system::System youtrack_, poweroffice_;
    World world_;
};

class AKilledRun : public ::testing::Test {
  protected:
    void SetUp() override {
        tenants_.Add("users", {{"login", "colleague"}, {"name", "A Colleague"}});
        // A data flow that copies every user whom it has not copied yet.
        ON_CALL(driver_, Sync).WillByDefault([this](const auto&) {
            const auto users = tenants_.records["users"];
            for (const auto& [id, user] : users) {
                const std::string name = TextAt(user, "name");
                if (name != "A Colleague" && copied_.insert(id).second)
                    tenants_.Add("customers", {{"Name", name}, {"EmailAddress", EmailOf(user)}});
            }
            if (on_sync_) on_sync_();
            return dataflow::SyncReport{};
        });
    }
    static std::string EmailOf(const Json& user) { return TextAt(user, "profile.email.email"); }

    std::string PathOf(const char* name) const { return (folder_.Path() / name).string(); }

    Process Start() {
        auto ledger = ledger::Ledger::Open(PathOf("ledger"), {"p7654321", "", "", ""});
        EXPECT_THAT(ledger, IsOk());
        return Process(http_, clock_, driver_, *std::move(ledger), PathOf("journal"));
    }
    Process Resume() {
        auto ledger = ledger::Ledger::Resume(PathOf("ledger"));
        EXPECT_THAT(ledger, IsOk());
        return Process(http_, clock_, driver_, *std::move(ledger), PathOf("cleaning"));
    }

    RunSummary Run(Process& process) const {
        RunOptions options;
        options.clean_up = true;
        std::vector<std::size_t> all(ThePlan().cases.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        return RunPlan(process.GetWorld(), ThePlan(), all, options);
    }

    /// False when it was killed.
    bool Ends(const std::function<void()>& act, int kill_at, bool acts_before) {
        http_.sent = 0;
        http_.kill_at = kill_at;
        http_.acts_before = acts_before;
        try {
            act();
        } catch (const Killed&) {
            return false;
        }
        return true;
    }
    bool RunEnds(int kill_at, bool acts_before) {
        Process process = Start();
        return Ends([&] { Run(process); }, kill_at, acts_before);
    }
    bool CleaningEnds(int kill_at, bool acts_before) {
        Process process = Resume();
        return Ends([&] { EXPECT_THAT(CleanUp(process.GetWorld()).remaining, IsEmpty()); }, kill_at,
                    acts_before);
    }
    void ExpectOnlyTheColleague(const std::string& killed) {
        EXPECT_EQ(tenants_.records["users"].size(), 1u) << killed;
        EXPECT_THAT(tenants_.records["customers"], IsEmpty()) << killed;
    }

    const plumb::testing::TempDir folder_;
    system::TestClock clock_;
    FakeTenants tenants_{clock_};
    KillSwitch http_{tenants_};
    ::testing::NiceMock<dataflow::testing::MockDriver> driver_;
    std::function<void()> on_sync_;
    std::set<std::string> copied_;
};

/// Each request of taking the locks, then every tenth, by turns before and after its system acted.
int Next(int at, bool acts_before) {
    if (at < 15) return at + 1;
    return at == 15 && acts_before ? 25 : at + 20;
}

TEST_F(AKilledRun, IsCleanedUpWhereverThatWas) {
    for (const bool acts_before : {false, true}) {
        int at = 1;
        for (; !RunEnds(at, acts_before); at = Next(at, acts_before)) {
            EXPECT_TRUE(CleaningEnds(0, false));
            ExpectOnlyTheColleague("killed at request " + std::to_string(at));
        }
        EXPECT_GT(at, 50) << "the run was too short to show anything";
        ExpectOnlyTheColleague("not killed");
    }
}

TEST_F(AKilledRun, IsCleanedUpHoweverOftenThatIsKilledToo) {
    bool acts_before = false;
    for (int at = 5; !RunEnds(at, acts_before); at += 60) {
        for (int cleaning = 1; !CleaningEnds(cleaning, acts_before); cleaning += 4) {
            ASSERT_LT(cleaning, 1000) << "it never ends";
            acts_before = !acts_before;
        }
        ExpectOnlyTheColleague("killed at request " + std::to_string(at));
    }
}

// The clock of a tenant that jumps makes the lock lapse for others.
TEST_F(AKilledRun, IsNoneWhoseTenantsClockJumpsButItEndsAndTidiesUp) {
    tenants_.date = "Thu, 01 Jan 1970 00:16:40 GMT";
    on_sync_ = [&] { tenants_.date = "Fri, 02 Jan 1970 00:16:40 GMT"; };
    Process process = Start();
    const RunSummary summary = Run(process);
    EXPECT_THAT(summary.ended, HasSubstr("was not renewed in time"));
    EXPECT_EQ(summary.remaining, 0);
    ExpectOnlyTheColleague("");
    EXPECT_THAT(process.GetLedger().Alive(), IsEmpty());
    EXPECT_THAT(journal::Read(PathOf("journal")), IsOk());
}

}  // namespace
}  // namespace plumb::run
