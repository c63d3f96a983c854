#include "harness/explore/generator.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "harness/explore/model.h"
#include "harness/explore/test_landscapes.h"
#include "harness/scenario/step_writer.h"
#include "harness/testing/golden.h"

namespace plumb::explore {
namespace {

using testing::Dated;
using testing::TwoFlows;

std::string Written(std::uint64_t seed, std::uint64_t number) {
    return scenario::WriteSteps(
        WalkThrough(Generate(seed, number, Dated(), {}), Dated(), true).steps);
}

TEST(Generator, DrawsTheSameSequenceOnEveryMachine) {
    plumb::testing::ExpectGolden("explore/seed-1.yaml", Written(1, 1) + "---\n" + Written(1, 2));
    EXPECT_NE(Written(1, 3), Written(2, 3));
}

TEST(Generator, DrawsNothingThatTheModelRefuses) {
    for (std::uint64_t number = 1; number <= 200; ++number) {
        const Sequence sequence = Generate(7, number, TwoFlows(), {});
        EXPECT_EQ(Sensible(sequence, TwoFlows()), sequence);
        EXPECT_LE(sequence.size(), 14u);
    }
}

TEST(Generator, LeavesOutWhatATargetCannotDo) {
    Size size;
    size.restarts = size.troubles = false;
    for (std::uint64_t number = 1; number <= 100; ++number) {
        for (const Action& action : Generate(7, number, TwoFlows(), size)) {
            EXPECT_FALSE(std::holds_alternative<Restart>(action));
            EXPECT_FALSE(std::holds_alternative<Trouble>(action));
        }
    }
}

template <class Kind>
long CountOf(const Sequence& sequence) {
    return std::ranges::count_if(
        sequence, [](const Action& action) { return std::holds_alternative<Kind>(action); });
}

/// Kinds of faults that meet a write that an edit has made due, in so many sequences.
std::set<int> KindsThatMeetAWrite(std::uint64_t seed, std::uint64_t sequences) {
    const Landscape landscape = TwoFlows();
    std::set<int> met;
    for (std::uint64_t number = 1; number <= sequences; ++number) {
        Model model(landscape, true);
        for (const Action& action : Generate(seed, number, landscape, {})) {
            const auto* trouble = std::get_if<Trouble>(&action);
            const auto* record = trouble == nullptr ? nullptr : model.Find(trouble->record);
            if (record != nullptr && model.IsWriteDue(*record)) met.insert(trouble->verdict);
            model.Take(action);
        }
    }
    return met;
}

TEST(Generator, LetsEveryKindOfFaultMeetAWriteSoon) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        EXPECT_EQ(KindsThatMeetAWrite(seed, 400).size(), kVerdicts) << seed;
}

/// A sequence of the generator that holds an edit after a restart.
bool EditsAfterARestart(const Sequence& sequence) {
    bool restarted = false;
    for (const Action& action : sequence) {
        restarted = restarted || std::holds_alternative<Restart>(action);
        if (restarted && std::holds_alternative<Edit>(action)) return true;
    }
    return false;
}

TEST(Shrinking, EndsWithTheFewestActionsAndThePlainestOnes) {
    int shrunk = 0;
    for (std::uint64_t number = 1; number <= 60; ++number) {
        const Sequence sequence = Generate(3, number, TwoFlows(), {});
        if (!EditsAfterARestart(sequence)) continue;
        const Sequence shortest = Shrink(sequence, TwoFlows(), EditsAfterARestart, 10'000);
        EXPECT_EQ(shortest.size(), 3u) << number;
        EXPECT_EQ(CountOf<Birth>(shortest), 1) << number;
        EXPECT_EQ(CountOf<Restart>(shortest), 1) << number;
        EXPECT_EQ(CountOf<Edit>(shortest), 1) << number;
        ++shrunk;
    }
    EXPECT_GT(shrunk, 5);
}

TEST(Shrinking, TakesFaultsOutToo) {
    const Sequence sequence{Birth{1, 0}, Trouble{1, 5, 1, true}, Restart{}, Pause{}};
    const auto restarts = [](const Sequence& one) { return CountOf<Restart>(one) > 0; };
    EXPECT_EQ(Shrink(sequence, TwoFlows(), restarts, 1'000), Sequence{Restart{}});
}

TEST(Shrinking, StopsWhenTheAttemptsAreUsedUp) {
    int asked = 0;
    const auto never = [&](const Sequence&) { return ++asked, false; };
    const Sequence sequence = Generate(1, 1, TwoFlows(), {});
    EXPECT_EQ(Shrink(sequence, TwoFlows(), never, 3), sequence);
    EXPECT_EQ(asked, 3);
}

}  // namespace
}  // namespace plumb::explore
