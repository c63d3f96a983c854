#include "harness/explore/explorer.h"

#include <gmock/gmock.h>

#include <atomic>

#include "harness/explore/test_landscapes.h"
#include "harness/testing/result_matchers.h"

namespace plumb::explore {
namespace {

using plumb::testing::IsOk;
using scenario::Scenario;
using scenario::Verdict;
using ::testing::SizeIs;
using testing::TwoFlows;

Ending Passed() {
    return {{Verdict::kPass, "all is well", false}, std::nullopt, "", ""};
}

/// A data flow that carries no edit of an user: the first expectation that one arrives fails.
Ending OfAFlowThatCarriesNothing(const Scenario& scenario) {
    std::size_t number = 0;
    std::string edited;
    for (const scenario::Step& step : scenario.steps) {
        if (const auto* edit = std::get_if<scenario::Edit>(&step.action)) edited = edit->handle;
        const auto* expect = std::get_if<scenario::Expect>(&step.action);
        if (expect == nullptr) continue;
        const auto* value = std::get_if<scenario::ValueIs>(&expect->what);
        if (value != nullptr && !edited.empty() && value->handle != edited &&
            std::get<scenario::AsEdited>(value->expected).handle == edited)
            return {{Verdict::kFail, "it did not arrive", false}, number, "new", "old"};
        ++number;
    }
    return Passed();
}

Explorer::Run RunOf(Ending (*judge)(const Scenario&)) {
    return [judge](const std::vector<Scenario>& scenarios) -> Result<std::vector<Ending>> {
        std::vector<Ending> endings;
        for (const Scenario& scenario : scenarios) endings.push_back(judge(scenario));
        return endings;
    };
}

TEST(Explorer, FindsWhatIsWrongAndMakesItAsShortAsItCanBe) {
    const Landscape map = TwoFlows();
    const Options options;
    const auto exploration = Explorer(map, options, RunOf(OfAFlowThatCarriesNothing)).Explore({});
    ASSERT_THAT(exploration, IsOk());
    ASSERT_THAT(exploration->findings, SizeIs(1));
    const Finding& finding = exploration->findings.front();
    EXPECT_EQ(finding.promise, Promise::kArrives);
    EXPECT_TRUE(finding.alone);
    // Two births, an edit; the sync that links and the one that carries follow by themselves or
    // not.
    EXPECT_LE(finding.actions, 4u);
    EXPECT_EQ(OfAFlowThatCarriesNothing(finding.scenario).outcome.verdict, Verdict::kFail);
    EXPECT_THAT(scenario::ReadScenario(WriteScenario([&] {
                                           Scenario scenario = finding.scenario;
                                           scenario.checklist = "c";
                                           return scenario;
                                       }()),
                                       "found.yaml"),
                IsOk());
}

TEST(Explorer, TellsTheSameWhateverTheNumberOfJobs) {
    const Landscape map = TwoFlows();
    std::vector<std::string> found;
    for (const int jobs : {1, 3}) {
        Options options;
        options.jobs = jobs;
        const auto exploration =
            Explorer(map, options, RunOf(OfAFlowThatCarriesNothing)).Explore({});
        ASSERT_THAT(exploration, IsOk());
        ASSERT_THAT(exploration->findings, SizeIs(1));
        found.push_back(WriteScenario(exploration->findings.front().scenario));
    }
    EXPECT_EQ(found[0], found[1]);
}

TEST(Explorer, SaysWhenSomethingFailsOnlyInCompany) {
    const Landscape map = TwoFlows();
    const Options options;
    const auto crowded = [](const std::vector<Scenario>& scenarios) {
        std::vector<Ending> endings(scenarios.size(), Passed());
        if (scenarios.size() > 1)
            endings[1] = {{Verdict::kFail, "disturbed", false}, 0, "one", "another"};
        return Result<std::vector<Ending>>(endings);
    };
    const auto exploration = Explorer(map, options, crowded).Explore({});
    ASSERT_THAT(exploration, IsOk());
    ASSERT_THAT(exploration->findings, SizeIs(1));
    const Finding& finding = exploration->findings.front();
    EXPECT_FALSE(finding.alone);
    EXPECT_EQ(finding.number, 2);
    EXPECT_EQ(finding.companions, 0u);  // nobody could repeat it as one scenario
    EXPECT_THAT(finding.scenario.cases, SizeIs(0));
}

/// Sequence 5 fails where sequence 3 is its neighbour.
std::vector<Ending> OfAFlowThatMixesUpTwo(const std::vector<std::string>& names) {
    std::vector<Ending> endings(names.size(), Passed());
    const bool neighbour = std::ranges::count(names, "sequence-3") > 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (neighbour && names[i] == "sequence-5")
            endings[i] = {{Verdict::kFail, "mixed up", false}, 0, "one", "another"};
    }
    return endings;
}

TEST(Explorer, KeepsTheCompanionsWithoutWhichItDoesNotFail) {
    const Landscape map = TwoFlows();
    const Options options;
    const auto crowded = [](const std::vector<Scenario>& scenarios) {
        std::vector<std::string> names;
        for (const Scenario& scenario : scenarios) {
            if (scenario.cases.empty()) names.push_back(scenario.name);
            for (const scenario::SideCase& one : scenario.cases) names.push_back(one.name);
        }
        return Result<std::vector<Ending>>(OfAFlowThatMixesUpTwo(names));
    };
    const auto exploration = Explorer(map, options, crowded).Explore({});
    ASSERT_THAT(exploration, IsOk());
    ASSERT_THAT(exploration->findings, SizeIs(1));
    const Finding& finding = exploration->findings.front();
    EXPECT_EQ(finding.companions, 1u);
    ASSERT_THAT(finding.scenario.cases, SizeIs(2));
    EXPECT_EQ(finding.scenario.cases[0].name, "sequence-3");
    EXPECT_EQ(finding.scenario.cases[1].name, "sequence-5");
}

TEST(Explorer, TellsWhatItSawBeforeAnInterrupt) {
    const Landscape map = TwoFlows();
    std::atomic<bool> stop = false;
    Options options;
    options.interrupt = Interrupt(stop);
    const auto run = [&](const std::vector<Scenario>& scenarios) -> Result<std::vector<Ending>> {
        if (stop.exchange(true)) return std::vector<Ending>();  // cut off
        std::vector<Ending> endings(scenarios.size(), Passed());
        endings[1] = {{Verdict::kFail, "it did not arrive", false}, 0, "one", "another"};
        return endings;
    };
    const auto exploration = Explorer(map, options, run).Explore({});
    ASSERT_THAT(exploration, IsOk());
    EXPECT_EQ(exploration->sequences, 10);
    ASSERT_THAT(exploration->findings, SizeIs(1));
    EXPECT_EQ(exploration->findings.front().number, 2);
}

TEST(Explorer, FindsNothingWhereNothingIsWrong) {
    const Landscape map = TwoFlows();
    Options options;
    options.sequences = 55;
    std::atomic<int> run = 0;
    const auto count = [&](const std::vector<Scenario>& scenarios) {
        run += static_cast<int>(scenarios.size());
        return Result<std::vector<Ending>>(std::vector<Ending>(scenarios.size(), Passed()));
    };
    const auto exploration = Explorer(map, options, count).Explore({});
    ASSERT_THAT(exploration, IsOk());
    EXPECT_THAT(exploration->findings, SizeIs(0));
    EXPECT_EQ(exploration->sequences, 55);
    EXPECT_EQ(run, 55);
}

TEST(Explorer, NeverBlamesTheDataFlowForWhatBrokeOnOurSide) {
    const Landscape map = TwoFlows();
    Options options;
    options.sequences = 5;
    const auto broken = RunOf([](const Scenario&) {
        return Ending{{Verdict::kError, "503 four times", false}, std::nullopt, "", ""};
    });
    const auto exploration = Explorer(map, options, broken).Explore({});
    ASSERT_THAT(exploration, IsOk());
    EXPECT_THAT(exploration->findings, SizeIs(0));
    EXPECT_THAT(exploration->errors, SizeIs(5));
}

}  // namespace
}  // namespace plumb::explore
