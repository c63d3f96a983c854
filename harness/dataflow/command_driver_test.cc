#include "harness/dataflow/command_driver.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "harness/base/json_path.h"
#include "harness/dataflow/testing/fake_clock.h"
#include "harness/system/testing/mock_http_client.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"

namespace plumb::dataflow {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using plumb::testing::ReadAll;
using plumb::testing::TempDir;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr Milliseconds kLong = 60'000;

class CommandFlow : public ::testing::Test {
  protected:
    CommandFlow() {
        target_.systems = {{"youtrack",
                            {{"url", "http://yt"}, {"token", "perm:secret"}},
                            target::Admin{"http://admin", "admin-token"}}};
        target_.secrets = {"perm:secret", "admin-token"};
        flow_.folder = folder_.Path().string();
        flow_.sync = Shell("exit 0");
    }
    static target::CommandLine Shell(const std::string& script, int deadline_s = 60) {
        return {{"/bin/sh", "-c", script}, deadline_s};
    }
    std::unique_ptr<Driver> Make(std::function<std::uint64_t()> writes = {}) {
        target_.dataflow = flow_;
        auto driver = MakeDriver(target_, {http_, clock_, "specs/a.yaml", std::move(writes)});
        EXPECT_THAT(driver, IsOk());
        return *std::move(driver);
    }
    SyncReport Sync(const std::string& script, Milliseconds deadline = kLong, int deadline_s = 60) {
        flow_.sync = Shell(script, deadline_s);
        auto report = Make()->Sync({deadline});
        EXPECT_THAT(report, IsOk());
        return report.value_or(SyncReport{});
    }
    int Runs() const {
        const std::string log = ReadAll(folder_.Path() / "runs");
        return static_cast<int>(std::count(log.begin(), log.end(), '\n'));
    }

    const TempDir folder_;
    ::testing::StrictMock<system::testing::MockHttpClient> http_;
    WallClock clock_;
    target::Target target_;
    target::CommandDataflow flow_;
};

TEST_F(CommandFlow, IsQuietWhenTheProgramSaysSo) {
    const SyncReport report = Sync("echo run >> runs");
    EXPECT_EQ(report.end, SyncEnd::kQuiet);
    EXPECT_EQ(report.rounds, 1);
    EXPECT_EQ(report.detail, "");
    EXPECT_EQ(Runs(), 1);
}

TEST_F(CommandFlow, RunsAgainAsLongAsTheProgramAsksForIt) {
    const SyncReport report = Sync("echo run >> runs; [ $(wc -l < runs) -ge 4 ] || exit 75");
    EXPECT_EQ(report.end, SyncEnd::kQuiet);
    EXPECT_EQ(report.rounds, 4);
}

TEST_F(CommandFlow, IsBusyWhenItNeverStopsAsking) {
    flow_.max_rounds = 3;
    const SyncReport report = Sync("echo run >> runs; echo page 7 is left; exit 75");
    EXPECT_EQ(report.end, SyncEnd::kBusy);
    EXPECT_EQ(Runs(), 3);
    EXPECT_THAT(report.detail, HasSubstr("it said last: page 7 is left"));
    EXPECT_THAT(report.detail, HasSubstr("in each of 3 runs"));
}

TEST_F(CommandFlow, IsStillWritingWhenTheSystemsSeeIt) {
    flow_.max_rounds = 4;
    flow_.sync = Shell("exit 75");
    std::uint64_t writes = 0;
    EXPECT_EQ(Make([&] { return ++writes; })->Sync({kLong})->end, SyncEnd::kStillWriting);
    EXPECT_EQ(Make([] { return std::uint64_t{7}; })->Sync({kLong})->end, SyncEnd::kBusy);
}

TEST_F(CommandFlow, IsStoppedAfterTheRunsOfTheOrderAndGoesOnFromThere) {
    flow_.max_rounds = 5;
    flow_.sync = Shell("echo run >> runs; exit 75");
    std::uint64_t writes = 0;
    const auto driver = Make([&] { return ++writes; });
    SyncOrder order{kLong};
    order.most_rounds = 3;
    const auto cut = driver->Sync(order);
    EXPECT_EQ(cut->end, SyncEnd::kStillWriting);
    EXPECT_TRUE(cut->is_cut);
    EXPECT_EQ(cut->last_writes, 2U);
    order.most_rounds = 0;
    order.used_rounds = cut->rounds;
    const auto rest = driver->Sync(order);
    EXPECT_EQ(rest->rounds, 5);
    EXPECT_FALSE(rest->is_cut);
    EXPECT_EQ(Runs(), 5);
}

TEST_F(CommandFlow, IsTriedOnceMoreAfterAFailure) {
    const SyncReport report =
        Sync("echo run >> runs; [ $(wc -l < runs) -ge 2 ] || { echo oops >&2; exit 3; }");
    EXPECT_EQ(report.end, SyncEnd::kQuiet);
    EXPECT_EQ(report.rounds, 2);
    EXPECT_EQ(report.detail, "run 1 failed: exit status 3: oops");
    EXPECT_THAT(report.evidence, Contains(HasSubstr("oops")));
}

class FailingFlow : public CommandFlow,
                    public ::testing::WithParamInterface<std::pair<const char*, const char*>> {};

TEST_P(FailingFlow, FailsAfterTheSecondTry) {
    flow_.max_rounds = 1;
    const SyncReport report = Sync(std::string("echo run >> runs; ") + GetParam().first);
    EXPECT_EQ(report.end, SyncEnd::kFailed);
    EXPECT_EQ(Runs(), 2);
    EXPECT_THAT(report.detail, HasSubstr(GetParam().second));
}

INSTANTIATE_TEST_SUITE_P(Ways, FailingFlow,
                         ::testing::Values(std::pair{"exit 1", "exit status 1"},
                                           std::pair{"exit 255", "exit status 255"},
                                           std::pair{"kill -KILL $$", "signal 9"},
                                           std::pair{"echo last words; exit 2", "last words"}));

TEST_F(CommandFlow, FailsAtItsOwnDeadline) {
    const SyncReport report = Sync("echo run >> runs; sleep 1000", kLong, 1);
    EXPECT_EQ(report.end, SyncEnd::kFailed);
    EXPECT_EQ(Runs(), 2);
    EXPECT_THAT(report.detail, HasSubstr("no end within 1 s"));
}

TEST_F(CommandFlow, IsBusyAtTheDeadlineOfTheSync) {
    EXPECT_EQ(Sync("sleep 1000", 200).end, SyncEnd::kBusy);
    EXPECT_EQ(Sync("exit 75", 0).end, SyncEnd::kBusy);
}

TEST_F(CommandFlow, IsTheHarnessesFaultWhenItCannotBeStarted) {
    flow_.sync = {{"no-such-program"}, 60};
    const auto report = Make()->Sync({kLong});
    EXPECT_THAT(report, Fails(HasSubstr("cannot start 'no-such-program'")));
    EXPECT_EQ(report.error().kind, ErrorKind::kEnvironment);
}

TEST_F(CommandFlow, FindsTheTargetInAPrivateFileThatGoesAway) {
    const SyncReport report = Sync(
        "cp \"$PLUMB_TARGET\" seen; stat -c %a \"$PLUMB_TARGET\"; echo \"$PLUMB_TARGET\" > path");
    EXPECT_THAT(report.evidence, ElementsAre(HasSubstr("600\n")));
    const Json seen = ParseJson(ReadAll(folder_.Path() / "seen"));
    EXPECT_EQ(seen["systems"],
              Json({{"youtrack", {{"url", "http://yt"}, {"token", "perm:secret"}}}}));
    EXPECT_EQ(seen["checklist"], std::filesystem::absolute("specs/a.yaml").string());
    std::string path = ReadAll(folder_.Path() / "path");
    path.pop_back();
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(CommandFlow, NeverShowsSecrets) {
    flow_.sync = Shell("echo perm:secret; echo perm%3Asecret >&2; exit 1");
    const auto report = Make()->Sync({kLong});
    ASSERT_THAT(report, IsOk());
    EXPECT_THAT(report->detail, Not(HasSubstr("secret")));
    for (const std::string& text : report->evidence) EXPECT_THAT(text, Not(HasSubstr("secret")));
    flow_.sync.argv.push_back("perm:secret");
    EXPECT_THAT(Make()->Describe(), AllOf(HasSubstr("command /bin/sh"), HasSubstr("***")));
}

TEST_F(CommandFlow, OffersWhatItsCommandsCanDo) {
    EXPECT_THAT(Make()->GetCapabilities(), IsEmpty());
    flow_.links = Shell("echo '[]'");
    flow_.restart = Shell("exit 0");
    EXPECT_THAT(Make()->GetCapabilities(),
                ElementsAre(target::Capability::kLinks, target::Capability::kRestart));
}

TEST_F(CommandFlow, PrintsItsLinks) {
    flow_.links = Shell(
        R"(echo '[{"source":{"entity":"users","id":"u1"},"target":{"entity":"customers","id":7}},
        {"source":{"entity":"users","id":"u1"},"target":{"entity":"contactperson","id":"8"}}]')");
    const auto links = Make()->ReadLinks("users", "customers");
    ASSERT_THAT(links, IsOk());
    EXPECT_THAT(*links, ElementsAre(Link{{"users", "u1"}, {"customers", "7"}}));
}

class BrokenLinks : public CommandFlow, public ::testing::WithParamInterface<const char*> {};

TEST_P(BrokenLinks, CannotBeRead) {
    flow_.links = Shell(GetParam());
    EXPECT_THAT(Make()->ReadLinks("users", "customers"), Fails(HasSubstr("links cannot be read")));
}

INSTANTIATE_TEST_SUITE_P(
    Outputs, BrokenLinks,
    ::testing::Values(
        "exit 1", "true", "echo garbage", "echo '{}'", "echo '[7]'", "echo '[{}]'",
        R"(echo '[{"source":{"entity":"users","id":"u"}}]')",
        R"(echo '[{"source":{"entity":"users","id":1.5},"target":{"entity":"customers","id":"7"}}]')",
        R"(echo '[{"source":{"entity":"users","id":"u"},"target":{"entity":"customers","id":"7"},"x":1}]')",
        R"(echo '[{"source":{"entity":"users","id":"u","x":1},"target":{"entity":"customers","id":"7"}}]')",
        "echo '[] []'", "head -c 100000 /dev/zero | tr '\\0' '['",
        "head -c 20000000 /dev/zero | tr '\\0' ' '", "kill -KILL $$"));

/// A program that is done with what it can read, and has not read yet what it wrote.
TEST_F(CommandFlow, IsRunAgainAfterTheLagOfAReplicaUntilARunHasWrittenNothing) {
    constexpr Milliseconds kLag = 30'000;
    testing::FakeClock clock;
    flow_.sync = Shell("echo run >> runs");
    target_.dataflow = flow_;
    const auto rounds = [&](std::function<std::uint64_t()> writes, Milliseconds deadline) {
        std::filesystem::remove(folder_.Path() / "runs");
        const DriverContext context{http_, clock, "a.yaml", std::move(writes), {}, kLag};
        return *(*MakeDriver(target_, context))->Sync({deadline});
    };
    const auto twice = [&] { return static_cast<std::uint64_t>(std::min(Runs(), 2)); };
    EXPECT_EQ(rounds(twice, 10 * kLag).rounds, 3);
    EXPECT_EQ(clock.Now(), 2 * kLag);
    EXPECT_EQ(rounds([] { return std::uint64_t{7}; }, 10 * kLag).rounds, 1) << "it wrote nothing";
    EXPECT_EQ(rounds({}, 10 * kLag).rounds, 2) << "nobody counts";
    const SyncReport late = rounds(twice, kLag / 2);
    EXPECT_EQ(late.end, SyncEnd::kBusy);
    EXPECT_THAT(late.detail, HasSubstr("the time was up after 1 runs"));
}

TEST_F(CommandFlow, IsRestartedByItsCommand) {
    flow_.restart = Shell("echo restarted >> runs");
    flow_.sync = Shell("exit 0");
    const auto driver = Make();
    EXPECT_THAT(driver->Restart(), IsOk());
    EXPECT_EQ(Runs(), 1);
    EXPECT_EQ(driver->Sync({kLong})->end, SyncEnd::kQuiet);
}

TEST_F(CommandFlow, ThatDoesNotComeBackFailsTheNextSync) {
    flow_.restart = Shell("exit 4");
    for (const char* sync : {"exit 0", "exit 1"}) {
        flow_.sync = Shell(sync);
        const auto driver = Make();
        EXPECT_THAT(driver->Restart(), IsOk());
        const auto report = driver->Sync({kLong});
        EXPECT_EQ(report->end, SyncEnd::kFailed) << sync;
        EXPECT_THAT(report->detail, HasSubstr("restart before this sync failed: exit status 4"))
            << sync;
    }
}

TEST_F(CommandFlow, NeedsCommandsForLinksAndRestart) {
    EXPECT_THAT(Make()->ReadLinks("a", "b"), Fails(HasSubstr("no links command")));
    EXPECT_THAT(Make()->Restart(), Fails(HasSubstr("no restart command")));
}

TEST_F(CommandFlow, MayBeWrittenInPython) {
    folder_.Write("flow.py",
                  "import json, os, sys\n"
                  "target = json.load(open(os.environ['PLUMB_TARGET']))\n"
                  "print(sys.argv[1], target['systems']['youtrack']['url'])\n"
                  "sys.exit(0)\n");
    flow_.sync = {{"python3", "flow.py", "sync"}, 60};
    const auto report = Make()->Sync({kLong});
    ASSERT_THAT(report, IsOk());
    EXPECT_THAT(report->evidence, ElementsAre(HasSubstr("sync http://yt")));
}

TEST(Driver, NeedsADataflow) {
    ::testing::StrictMock<system::testing::MockHttpClient> http;
    WallClock clock;
    EXPECT_THAT(MakeDriver(target::Target{}, {http, clock, "", {}}),
                Fails(HasSubstr("no data flow")));
}

}  // namespace
}  // namespace plumb::dataflow
