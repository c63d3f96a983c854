#include "harness/cli/gtest_front.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace plumb::cli {

namespace {

using scenario::Verdict;

class CaseTest final : public testing::Test {
  public:
    CaseTest(const plan::Case& one, const Outcomes& outcomes) : case_(one), outcomes_(outcomes) {}

    void TestBody() override {
        const auto found = outcomes_.find(case_.id);
        if (found == outcomes_.end()) GTEST_SKIP() << "not run";
        const scenario::Outcome& outcome = found->second;
        switch (outcome.verdict) {
            case Verdict::kPass:
            case Verdict::kObserved:
                SUCCEED() << outcome.reason;
                return;
            case Verdict::kFail:
            case Verdict::kError:
                FAIL() << ToString(outcome.verdict) << ": " << outcome.reason;
            case Verdict::kInconclusive:
            case Verdict::kSkipped:
                break;
        }
        GTEST_SKIP() << ToString(outcome.verdict) << ": " << outcome.reason;
    }

  private:
    const plan::Case& case_;
    const Outcomes& outcomes_;
};

/// Runs the lockstep once GoogleTest has applied its filter and shard.
class LockstepEnvironment final : public testing::Environment {
  public:
    LockstepEnvironment(const GtestRun& run, Outcomes& outcomes) : run_(run), outcomes_(outcomes) {}

    void SetUp() override {
        std::vector<std::size_t> selected;
        for (std::size_t i = 0; i < run_.plan.cases.size(); ++i) {
            if (IsSelected(run_.plan.cases[i])) selected.push_back(i);
        }
        outcomes_ = run_.run(selected);
    }

  private:
    bool IsSelected(const plan::Case& one) const {
        const auto [suite_name, test_name] = GtestName(one);
        const testing::UnitTest& unit = *testing::UnitTest::GetInstance();
        if (index_.empty()) {
            for (int s = 0; s < unit.total_test_suite_count(); ++s) {
                const testing::TestSuite& suite = *unit.GetTestSuite(s);
                for (int t = 0; t < suite.total_test_count(); ++t) {
                    const testing::TestInfo& info = *suite.GetTestInfo(t);
                    if (info.should_run()) index_.emplace(suite.name(), info.name());
                }
            }
        }
        return index_.contains({suite_name, test_name});
    }

    const GtestRun& run_;
    Outcomes& outcomes_;
    mutable std::set<std::pair<std::string, std::string>> index_;
};

Status Refuse(const GtestRun& run) {
    if (GTEST_FLAG_GET(shuffle))
        return InputError("--gtest_shuffle has no meaning here: cases run side by side", {},
                          "--seed N gives another order and other data");
    if (GTEST_FLAG_GET(break_on_failure))
        return InputError("--gtest_break_on_failure is refused: it would leave records behind");
    if (GTEST_FLAG_GET(repeat) != 1 && run.is_live)
        return InputError("--gtest_repeat is refused on live targets");
    return {};
}

}  // namespace

std::pair<std::string, std::string> GtestName(const plan::Case& one) {
    const std::size_t slash = one.id.find('/');
    std::string suite = one.id.substr(0, slash);
    std::string name = one.id.substr(slash + 1);
    std::ranges::replace(suite, '-', '_');
    std::ranges::replace(name, '-', '_');
    return {suite, name};
}

Result<bool> RunThroughGtest(const GtestRun& run, const std::vector<std::string>& gtest_arguments) {
    std::vector<std::string> arguments{"plumb"};
    std::ranges::copy(gtest_arguments, std::back_inserter(arguments));
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    int argc = static_cast<int>(arguments.size());
    testing::InitGoogleTest(&argc, argv.data());
    if (argc > 1) return InputError(std::string("GoogleTest does not know ") + argv[1]);
    if (Status refused = Refuse(run); !refused) return tl::make_unexpected(refused.error());
    GTEST_FLAG_SET(recreate_environments_when_repeating, true);

    Outcomes outcomes;
    for (const plan::Case& one : run.plan.cases) {
        const auto [suite, name] = GtestName(one);
        testing::RegisterTest(
            suite.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
            [&one, &outcomes]() -> testing::Test* { return new CaseTest(one, outcomes); });
    }
    testing::AddGlobalTestEnvironment(new LockstepEnvironment(run, outcomes));
    // Plumb tells the progress itself; GoogleTest's own lines would say everything twice.
    testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
    delete listeners.Release(listeners.default_result_printer());
    // The exit status is Plumb's own: see report::ExitStatus.
    [[maybe_unused]] const int ignored = RUN_ALL_TESTS();
    return !GTEST_FLAG_GET(list_tests);
}

}  // namespace plumb::cli
