#include "harness/catalogue/expand.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "harness/catalogue/shipped.h"
#include "harness/catalogue/specimen.h"
#include "harness/scenario/barriers.h"
#include "harness/scenario/needs.h"
#include "harness/scenario/step_lint.h"
#include "harness/scenario/step_writer.h"

namespace plumb::catalogue {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using scenario::Basis;
using ::testing::ElementsAre;
using testing::ExpandAll;
using testing::FirstChecklist;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::ReadChecklist;
using testing::ShippedCatalogue;
using ::testing::SizeIs;

std::vector<Instance> CasesOf(const std::vector<Instance>& instances, const std::string& check) {
    std::vector<Instance> found;
    std::copy_if(instances.begin(), instances.end(), std::back_inserter(found),
                 [&](const Instance& one) { return one.check->check == check; });
    return found;
}

std::vector<std::string> VariantsIn(const std::vector<Instance>& instances) {
    std::vector<std::string> variants;
    for (const Instance& one : instances) variants.push_back(one.variant);
    return variants;
}

bool IsIdText(const std::string& id) {
    return std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/';
    });
}

/// Expanded once: with sanitizers it takes seconds.
const std::vector<Instance>& FirstCases() {
    static const std::vector<Instance> kCases = ExpandAll(FirstChecklist());
    return kCases;
}

/// The first checklist, the made-up ones, and the specimen with everything.
const std::vector<std::vector<Instance>>& AllExpansions() {
    static const std::vector<std::vector<Instance>> kAll = [] {
        std::vector<std::vector<Instance>> all{FirstCases()};
        for (const std::string& path : testing::MadeUpChecklists()) {
            all.push_back(ExpandAll(ReadChecklist(path)));
        }
        auto specimen = Expand(SpecimenChecklist(), ShippedCatalogue(), SpecimenProfiles());
        EXPECT_THAT(specimen, IsOk());
        if (specimen) all.push_back(*specimen);
        return all;
    }();
    return kAll;
}

TEST(FirstChecklist, GivesAtLeast150CasesThatCanBeRun) {
    const std::vector<Instance>& instances = FirstCases();
    const auto runnable = std::count_if(instances.begin(), instances.end(),
                                        [](const Instance& one) { return !one.skip; });
    EXPECT_GE(runnable, 150);
    for (const std::string flow : {"users-to-contactperson", "users-to-customers"}) {
        EXPECT_GE(std::count_if(instances.begin(), instances.end(),
                                [&](const Instance& one) { return one.flow == flow; }),
                  75);
    }
}

TEST(FirstChecklist, CountsForEveryClause) {
    std::set<std::string> clauses;
    for (const Instance& one : FirstCases()) {
        clauses.insert(one.clauses.begin(), one.clauses.end());
    }
    EXPECT_THAT(clauses,
                ElementsAre("users-to-contactperson/create", "users-to-contactperson/keep-in-sync",
                            "users-to-contactperson/merge/1", "users-to-contactperson/nothing-else",
                            "users-to-customers/create", "users-to-customers/keep-in-sync",
                            "users-to-customers/merge/1", "users-to-customers/nothing-else"));
}

TEST(FirstChecklist, TakesAtMostSixSyncsAndThreeWithRestarts) {
    for (const Instance& one : FirstCases()) {
        const auto needs = scenario::NeedsOf(one.steps);
        // With a fault it is apart from those that only restart.
        const bool restarts = needs.contains(target::Capability::kRestart) &&
                              !needs.contains(target::Capability::kFaults);
        // More than a page is made after the first sync.
        const int start = std::max(one.check->start_after, 1);
        EXPECT_LE(scenario::SyncsIn(one.steps) + start, restarts ? 3 : 6) << one.id;
    }
}

TEST(FirstChecklist, RestsOnAssumptionsWhereTheDocumentListsNoProperty) {
    for (const Instance& one : FirstCases()) {
        const bool keep = one.clauses.front().ends_with("/keep-in-sync");
        if (!keep) continue;
        EXPECT_NE(one.basis, Basis::kStated) << one.id;
        EXPECT_NE(one.basis, Basis::kImplied) << one.id;
    }
    const auto edits = CasesOf(FirstCases(), "edit-arrives");
    ASSERT_THAT(edits, SizeIs(4));
    EXPECT_EQ(edits[0].basis, Basis::kAssumed);
    EXPECT_EQ(edits[0].id, "users-to-contactperson/edit-arrives/to-target");
    EXPECT_EQ(edits[0].summary,
              "An edit of profile.email.email in YouTrack users arrives as emailAddress in "
              "PowerOffice GO contactperson.");
}

TEST(FirstChecklist, HasOneCaseForTheUserOfBothFlows) {
    const auto both = CasesOf(FirstCases(), "one-record-links-in-both-flows");
    ASSERT_THAT(both, SizeIs(1));
    EXPECT_EQ(both[0].id, "users-to-contactperson/one-record-links-in-both-flows/plain");
    EXPECT_THAT(both[0].clauses,
                ElementsAre("users-to-contactperson/merge/1", "users-to-customers/merge/1"));
}

TEST(FirstChecklist, EditsAtOnceWhatNewRecordsHaveNotAndRetiresRecordsApartFromThat) {
    const std::string others = "rarely-used-properties-outlive-an-edit";
    for (const Instance& one : CasesOf(FirstCases(), others)) {
        if (one.id != "users-to-customers/" + others + "/to-source") continue;
        for (const char* edited : {"CurrencyCode", "IsVatFree", "MailAddress.AddressLine2"})
            EXPECT_THAT(one.summary, HasSubstr(edited));
        for (const char* spared : {"IsArchived", "IsPerson", " Number", "Phone"})
            EXPECT_THAT(one.summary, ::testing::Not(HasSubstr(spared)));
    }
    const auto retired = CasesOf(FirstCases(), "retired-record-stays-retired");
    ASSERT_THAT(retired, SizeIs(4));
    EXPECT_THAT(retired[3].summary, HasSubstr("IsArchived"));
}

TEST(FirstChecklist, IsListedAsItIs) {
    std::string lines;
    for (const Instance& one : FirstCases()) {
        lines += one.id + " " + std::string(scenario::ToString(one.basis)) + "\n";
    }
    plumb::testing::ExpectGolden("catalogue/first-checklist.txt", lines);
}

TEST(Expansion, GivesEveryCaseAnIdOfItsOwn) {
    for (const std::vector<Instance>& instances : AllExpansions()) {
        std::set<std::string> ids;
        for (const Instance& one : instances) {
            EXPECT_TRUE(IsIdText(one.id)) << one.id;
            EXPECT_TRUE(ids.insert(one.id).second) << one.id;
            EXPECT_FALSE(one.summary.empty()) << one.id;
            EXPECT_EQ(one.summary.find_first_of("{}$"), std::string::npos) << one.summary;
            EXPECT_FALSE(one.clauses.empty()) << one.id;
        }
        EXPECT_THAT(instances, ::testing::Not(IsEmpty()));
    }
}

TEST(Expansion, GivesOnlyCasesThatMakeSenseAndCanFail) {
    for (const std::vector<Instance>& instances : AllExpansions()) {
        for (const Instance& one : instances) {
            if (one.skip) continue;
            const bool observes = one.basis == Basis::kObserved;
            for (const Problem& problem : scenario::LintSteps(one.steps, observes)) {
                ADD_FAILURE() << one.id << ": " << ToString(problem);
            }
            for (const Problem& problem :
                 scenario::LintBarriers(one.steps, one.check->start_after)) {
                ADD_FAILURE() << one.id << ": " << ToString(problem);
            }
        }
    }
}

TEST(Expansion, RunsEveryCheckOfTheCatalogueSomewhere) {
    std::set<std::string> run;
    for (const std::vector<Instance>& instances : AllExpansions()) {
        for (const Instance& one : instances) {
            if (!one.skip) run.insert(one.check->check);
        }
    }
    for (const CheckTemplate& check : ShippedCatalogue().checks) {
        EXPECT_TRUE(run.contains(check.check)) << check.check;
    }
}

TEST(Expansion, SaysWhyWhatCannotBeTestedIsSkipped) {
    checklist::Checklist list = ReadChecklist("fixtures/checklists/create-or-merge-customers.yaml");
    checklist::Flow& flow = list.flows.front();
    flow.properties = {
        {{"name", "", {}}, "\"string\"", false},
        {{"name", "Name", {}}, "\"if\", \"is-decimal\"]", true},
        {{"name", "Name", {}}, R"(["replace"," ","","_."])", false},
        {{"name", "Name", {{checklist::Side::kTarget, "", "NO"}}}, "\"string\"", false},
        {{"creationTime", "Number", {}}, "\"integer\"", false},
        {{"profile.unverifiedEmail", "Name", {}}, "\"string\"", false},
        {{"login", "Number", {}}, "\"integer\"", false},
    };
    const char* reasons[] = {"leaves one side of this row empty",
                             "unreadable",
                             "type not evaluated: [\"replace\"",
                             "condition of this row empty",
                             "creationTime is kept by youtrack itself",
                             "holds an object or a list",
                             "type not evaluated backwards"};
    const auto edits = CasesOf(ExpandAll(list), "edit-arrives");
    ASSERT_THAT(edits, SizeIs(2 * std::size(reasons)));
    for (std::size_t i = 0; i < std::size(reasons); ++i) {
        const Instance& back = edits[2 * i + 1];
        EXPECT_EQ(back.variant, std::to_string(i + 1) + ".to-source");
        EXPECT_THAT(back.clauses, ElementsAre(flow.id + "/property/" + std::to_string(i + 1)));
        ASSERT_TRUE(back.skip.has_value()) << i;
        EXPECT_THAT(back.skip->reason, HasSubstr(reasons[i]));
        EXPECT_FALSE(back.skip->missing_need);
    }
}

TEST(Expansion, KeepsUnknownEntitiesAndSystemsVisible) {
    checklist::Checklist list = FirstChecklist();
    list.flows.front().target = "invoices";
    for (const Instance& one : ExpandAll(list)) {
        if (one.flow != list.flows.front().id) continue;
        ASSERT_TRUE(one.skip.has_value()) << one.id;
        EXPECT_TRUE(one.skip->missing_need);
        EXPECT_THAT(one.skip->reason, HasSubstr("no entity invoices"));
    }
    list.target = "hubspot";
    for (const Instance& one : ExpandAll(list)) {
        ASSERT_TRUE(one.skip.has_value()) << one.id;
        EXPECT_THAT(one.skip->reason, HasSubstr("no profile describes the system hubspot"));
    }
}

TEST(Expansion, ObservesWhereTheChecklistAssumesNothing) {
    checklist::Checklist list = FirstChecklist();
    for (checklist::Flow& flow : list.flows) {
        flow.when_no_properties = checklist::WhenNoProperties::kNothing;
    }
    const auto edits = CasesOf(ExpandAll(list), "edit-arrives");
    ASSERT_THAT(edits, SizeIs(4));
    for (const Instance& one : edits) {
        EXPECT_EQ(one.basis, Basis::kObserved);
        for (const scenario::Step& step : one.steps) {
            const auto* expect = std::get_if<scenario::Expect>(&step.action);
            EXPECT_TRUE(expect == nullptr || expect->only_observe);
        }
    }
    EXPECT_THAT(CasesOf(ExpandAll(list), "link-outlives-a-change-of-the-key"), IsEmpty());
    EXPECT_THAT(CasesOf(ExpandAll(list), "link-when-the-keys-come-to-differ"), SizeIs(4));
}

TEST(Expansion, TakesEachPairOfAnAlternativeForItself) {
    checklist::Checklist list = FirstChecklist();
    list.flows.resize(1);
    list.flows[0].merge_when_any = {
        {{"profile.email.email", "emailAddress", {}}},
        {{"name", "lastName", {}}, {"login", "externalCode", {}}},
    };
    const auto pages = CasesOf(ExpandAll(list), "more-than-a-page-links-completely");
    EXPECT_THAT(VariantsIn(pages), ElementsAre("1", "2.pair-1", "2.pair-2"));
    EXPECT_THAT(pages[2].clauses, ElementsAre("users-to-contactperson/merge/2"));
    EXPECT_EQ(pages[2].pair->pair.target, "externalCode");
    EXPECT_THAT(pages[2].alternative, SizeIs(2));
}

TEST(Expansion, ShowsConditionalCreationAsNotTested) {
    checklist::Checklist list = ReadChecklist("fixtures/checklists/always-customers.yaml");
    list.flows[0].create = checklist::CreateWhen{"When a user is an agent"};
    const auto created = CasesOf(ExpandAll(list), "unmatched-source-record-is-created");
    ASSERT_THAT(created, SizeIs(1));
    ASSERT_TRUE(created[0].skip.has_value());
    EXPECT_TRUE(created[0].skip->missing_need);
    EXPECT_THAT(CasesOf(ExpandAll(list), "unmatched-record-creates-nothing"), IsEmpty());
}

TEST(Expansion, FitsValuesToTheFieldsThatHoldThem) {
    const auto list = ReadChecklist("fixtures/checklists/create-or-merge-customers.yaml");
    std::map<std::string, std::string> steps;
    for (const Instance& one : ExpandAll(list)) {
        if (!one.skip) steps[one.check->check + "/" + one.variant] = WriteSteps(one.steps);
    }
    EXPECT_THAT(steps["values-arrive-intact/4.to-target.zero"],
                HasSubstr("profile.locale.name: \"0\""))
        << "a number for a text field is written as a text";
    EXPECT_THAT(steps["created-record-has-the-listed-value/4.zero"],
                HasSubstr("ExternalNumber: 0"));
    EXPECT_THAT(steps["created-record-has-the-listed-value/3.true"], HasSubstr("banned: true"));
    const std::string longest = steps["values-arrive-intact/1.to-target.longest"];
    EXPECT_GT(longest.size(), 100u);
    EXPECT_EQ(longest.find("{fill}"), std::string::npos);
}

TEST(Expansion, NamesTheTemplateThatRefersToNothing) {
    Catalogue broken;
    std::vector<Problem> problems;
    const auto node = yaml::Parse(
        "check: broken\nof: merge\nbasis: stated\nsummary: Broken.\nsteps:\n"
        "  - create: {source: source, with: {$merge.sorce: fresh}}\n  - sync\n"
        "  - expect: {unlinked: source}\n",
        "broken.yaml");
    ASSERT_THAT(node, IsOk());
    broken.checks = {ReadCheckTemplate(*node, problems)};
    ASSERT_THAT(problems, IsEmpty());
    EXPECT_THAT(Expand(FirstChecklist(), broken, testing::ShippedProfiles()),
                Fails(HasSubstr("broken.yaml:6:37: $merge.sorce stands for nothing here")));
}

}  // namespace
}  // namespace plumb::catalogue
