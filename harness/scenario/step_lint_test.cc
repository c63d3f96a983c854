#include "harness/scenario/step_lint.h"

#include <gmock/gmock.h>

#include "harness/scenario/needs.h"
#include "harness/scenario/step_reader.h"
#include "harness/testing/result_matchers.h"

namespace plumb::scenario {
namespace {

using plumb::testing::IsOk;
using target::Capability;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<Step> Read(const std::string& yaml) {
    auto steps = ReadSteps(yaml, "t.yaml");
    EXPECT_THAT(steps, IsOk()) << yaml;
    return steps ? *steps : std::vector<Step>();
}

std::string Lint(const std::string& yaml, bool observes = false) {
    const std::vector<Problem> problems = LintSteps(Read(yaml), observes);
    return problems.empty() ? "" : ToString(problems.front());
}

TEST(StepLint, AcceptsACaseThatMakesSense) {
    EXPECT_EQ(Lint("[given: linked-pair, sync, mark: m, edit: {record: source, set: {x: fresh}}, "
                   "sync, expect: {unchanged: {record: target, since: m}}]"),
              "");
    EXPECT_EQ(Lint("[create: {source: a}, sync, delete: a, sync, "
                   "observe: {none: {in: target, resembling: a}}]",
                   true),
              "");
}

TEST(StepLint, NamesWhatIsUsedBeforeItExists) {
    EXPECT_THAT(Lint("[edit: {record: user, set: {x: 1}}, sync, expect: {agree: [user, user]}]"),
                HasSubstr("t.yaml:1:2: no record 'user' has been made"));
    EXPECT_THAT(Lint("[given: linked-pair, sync, expect: {linked: [source, tarket]}]"),
                HasSubstr("did you mean 'target'"));
    EXPECT_THAT(Lint("[create: {source: a, matching: b}, sync, expect: {unlinked: a}]"),
                HasSubstr("no record 'b'"));
    EXPECT_THAT(Lint("[create: {source: a}, sync, expect: {unchanged: {record: a, since: m}}]"),
                HasSubstr("no moment 'm'"));
    EXPECT_THAT(Lint("[create: {source: a}, create: {target: a}, sync, expect: {unlinked: a}]"),
                HasSubstr("'a' exists already"));
    EXPECT_THAT(Lint("[create: {source: a}, sync, delete: a, edit: {record: a, set: {x: 1}}, "
                     "sync, expect: {unlinked: a}]"),
                HasSubstr("'a' is deleted"));
    EXPECT_EQ(Lint("[create: {source: a}, sync, delete: a, create: {target: b, like: a}, sync, "
                   "expect: {unlinked: b}]"),
              "");
}

TEST(StepLint, RefusesACaseThatCannotFail) {
    EXPECT_THAT(Lint("[given: linked-pair, sync]"), HasSubstr("cannot fail"));
    EXPECT_THAT(Lint("[given: linked-pair, sync, observe: {linked: [source, target]}]"),
                HasSubstr("cannot fail"));
    EXPECT_THAT(Lint("[given: linked-pair, expect: {linked: [source, target]}]"),
                HasSubstr("before the first sync"));
    EXPECT_THAT(Lint("[given: linked-pair, sync, expect: {linked: [source, target]}]", true),
                HasSubstr("use 'observe'"));
    EXPECT_THAT(Lint("[given: linked-pair, sync]", true), HasSubstr("observes nothing"));
}

TEST(StepLint, AFaultOnAWholeSystemMatchesNothingButTheSystem) {
    const auto lint = [](const std::string& fault) {
        return Lint("[given: linked-pair, fault: " + fault + ", sync, expect: becomes-quiet]");
    };
    for (const char* verdict : {"refuse", "{is: refuse, ms: 5}", "{is: clock-skew, ms: -5}"}) {
        EXPECT_EQ(lint("{match: {system: target}, verdict: " + std::string(verdict) + "}"), "");
        EXPECT_THAT(
            lint("{match: {system: target, nth: 2}, verdict: " + std::string(verdict) + "}"),
            HasSubstr("nothing but 'system'"))
            << verdict;
    }
    EXPECT_EQ(lint("{match: {system: target, nth: 2}, verdict: truncate}"), "");
}

TEST(Needs, AreWhatTheStepsAskOfATarget) {
    const std::pair<const char*, target::Capabilities> cases[] = {
        {"[create: {source: a}, sync, expect: {none: {in: target, resembling: a}}]", {}},
        {"[given: linked-pair, sync, expect: {linked: [source, target]}]", {Capability::kLinks}},
        {"[given: linked-pair, sync, expect: {unlinked: source}]", {Capability::kLinks}},
        {"[given: linked-pair, restart, sync, expect: {agree: [source, target]}]",
         {Capability::kRestart}},
        {"[given: linked-pair, fault: {match: {system: target, record: target}, verdict: "
         "truncate}, "
         "sync, expect: becomes-quiet]",
         {Capability::kFaults}},
        {"[given: linked-pair, mark: m, sync, expect: {writes: {to: source, since: m, at-most: "
         "0}}]",
         {Capability::kWriteLog}},
        {"[given: linked-pair, sync, observe: {linked: [source, target]}]", {}},
    };
    for (const auto& [yaml, needs] : cases) EXPECT_EQ(NeedsOf(Read(yaml)), needs) << yaml;
    for (const Capability capability :
         {Capability::kLinks, Capability::kWriteLog, Capability::kFaults, Capability::kClock,
          Capability::kRestart}) {
        EXPECT_FALSE(HowToOffer(capability).empty());
    }
}

TEST(Needs, CountTheSyncs) {
    EXPECT_EQ(SyncsIn(Read("[given: linked-pair, sync, sync: {times: 3}]")), 4);
}

TEST(Needs, AskForAControlWhereNothingMustHappen) {
    const std::pair<const char*, bool> cases[] = {
        {"expect: {none: {in: target, resembling: a}}", true},
        {"expect: {not-linked: [a, b]}", true},
        {"expect: {unlinked: a}", true},
        {"expect: {unchanged: {record: a, since: m}}", true},
        {"expect: {writes: {to: a, since: m, at-most: 1}}", true},
        {"expect: {count: {in: target, where: {x: 1}, is: 0}}", true},
        {"expect: {count: {in: target, where: {x: 1}, is: 1}}", true},
        {"expect: {linked: [a, b]}", false},
        {"expect: {value: {record: a, path: x, is: 1}}", false},
        {"expect: {agree: [a, b]}", false},
        {"expect: becomes-quiet", true},
        {"observe: {unlinked: a}", true},
        {"observe: {linked: [a, b]}", false},
    };
    for (const auto& [yaml, needed] : cases) {
        EXPECT_EQ(NeedsControl(Read(std::string("- ") + yaml)), needed) << yaml;
    }
}

TEST(Needs, AskForAControlWhereARecordMustKeepWhatItWasGiven) {
    const std::string edit =
        "[given: linked-pair, sync, edit: {record: source, set: {x: $fresh.a}}, ";
    const std::pair<const char*, bool> cases[] = {
        {"sync, expect: {value: {record: source, path: x, is: $fresh.a}}]", true},
        {"sync, expect: {value: {record: source, path: x, as-edited: source}}]", true},
        {"sync, expect: {value: {record: source, path: x, is: $fresh.b}}]", false},
        {"sync, expect: {value: {record: target, path: x, is: $fresh.a}}]", false},
        {"sync, expect: {value: {record: target, path: x, is: $fresh.a, or-absent: true}}]", true},
        {"sync, expect: {value: {record: target, path: x, as-edited: source}}]", false},
    };
    for (const auto& [rest, needed] : cases)
        EXPECT_EQ(NeedsControl(Read(edit + rest)), needed) << rest;
}

}  // namespace
}  // namespace plumb::scenario
