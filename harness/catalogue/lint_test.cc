#include "harness/catalogue/lint.h"

#include <gmock/gmock.h>

#include "harness/catalogue/shipped.h"
#include "harness/catalogue/variants.h"
#include "harness/testing/fixture_files.h"
#include "harness/testing/temp_dir.h"

namespace plumb::catalogue {
namespace {

using plumb::testing::ExpectGolden;
using plumb::testing::Fails;
using plumb::testing::FixtureFolder;
using plumb::testing::FixtureNames;
using plumb::testing::IsOk;
using plumb::testing::TempDir;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string Told(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) text += ToString(problem) + "\n";
    return text;
}

TEST(Catalogue, ThatTheProjectShipsIsWithoutFault) {
    EXPECT_EQ(Told(Lint(testing::ShippedCatalogue())), "");
}

/// What is wrong in one file of fixtures/broken/checks, read beside the shipped tables.
std::string ToldOf(const std::string& name) {
    const auto path = FixtureFolder("broken/checks") / (name + ".yaml");
    const auto root = yaml::Parse(plumb::testing::ReadAll(path), name + ".yaml");
    if (!root) return ToString(root.error());
    Catalogue catalogue;
    std::vector<Problem> problems;
    if (root->IsList()) {
        for (const yaml::Node& item : root->items) {
            catalogue.checks.push_back(ReadCheckTemplate(item, problems));
        }
    } else {
        catalogue.checks.push_back(ReadCheckTemplate(*root, problems));
    }
    if (!problems.empty()) return Told(problems);
    for (const CheckTemplate& check : catalogue.checks) {
        for (const ValueTable* table : check.variants
                                           ? TablesOf(*check.variants, testing::ShippedCatalogue())
                                           : std::vector<const ValueTable*>()) {
            catalogue.tables.insert_or_assign(table->name, *table);
        }
    }
    return Told(Lint(catalogue));
}

class BrokenCheck : public ::testing::TestWithParam<std::string> {};

TEST_P(BrokenCheck, IsRefusedWithItsPlace) {
    const std::string told = ToldOf(GetParam());
    EXPECT_THAT(told, HasSubstr(GetParam() + ".yaml:"));
    ExpectGolden("../broken/checks/" + GetParam() + ".problems", told);
}

INSTANTIATE_TEST_SUITE_P(Files, BrokenCheck,
                         ::testing::ValuesIn(FixtureNames("broken/checks", ".yaml")),
                         [](const auto& name) { return plumb::testing::TestName(name.param); });

class BrokenTable : public ::testing::TestWithParam<std::string> {};

TEST_P(BrokenTable, IsRefusedWithItsPlace) {
    const auto path = FixtureFolder("broken/checks/values") / (GetParam() + ".yaml");
    const auto root = yaml::Parse(plumb::testing::ReadAll(path), GetParam() + ".yaml");
    ASSERT_THAT(root, IsOk());
    std::vector<Problem> problems;
    ReadValueTable(*root, problems);
    EXPECT_THAT(Told(problems), HasSubstr(GetParam() + ".yaml:"));
    ExpectGolden("../broken/checks/values/" + GetParam() + ".problems", Told(problems));
}

INSTANTIATE_TEST_SUITE_P(Files, BrokenTable,
                         ::testing::ValuesIn(FixtureNames("broken/checks/values", ".yaml")),
                         [](const auto& name) { return plumb::testing::TestName(name.param); });

constexpr const char* kCheck =
    "check: own-check\nof: merge\nbasis: stated\nsummary: Records link.\nsteps:\n"
    "  - create: {source: source}\n  - create: {target: target, matching: source}\n  - sync\n"
    "  - expect: {linked: [source, target]}\n";

TEST(Catalogue, TakesChecksFromFoldersOfOnesOwn) {
    const TempDir own;
    own.Write("own.yaml", kCheck);
    const auto catalogue =
        ReadCatalogue({std::string(PLUMB_SOURCE_DIR) + "/specs/checks", own.Path().string()});
    ASSERT_THAT(catalogue, IsOk());
    EXPECT_EQ(catalogue->checks.size(), testing::ShippedCatalogue().checks.size() + 1);
    EXPECT_EQ(catalogue->checks.back().check, "own-check");
    EXPECT_NE(catalogue->text, testing::ShippedCatalogue().text);
}

TEST(Catalogue, RefusesTwoChecksOfOneName) {
    const TempDir own;
    own.Write("a.yaml", kCheck);
    own.Write("b.yaml", kCheck);
    EXPECT_THAT(ReadCatalogue({own.Path().string()}),
                Fails(AllOf(HasSubstr("b.yaml:1:1: there is another check 'own-check'"),
                            HasSubstr("a.yaml:1:1"))));
}

TEST(Catalogue, RefusesTablesThatAreNotNamedLikeTheirFiles) {
    const TempDir own;
    own.Write("values/one.yaml",
              "values: two\ncolumns: [value]\nrows:\n  - {id: plain, value: 1, why: so}\n");
    EXPECT_THAT(ReadCatalogue({own.Path().string()}),
                Fails(HasSubstr("name it like its file: one")));
}

TEST(Catalogue, NamesAFolderWithoutChecks) {
    const TempDir empty;
    EXPECT_THAT(ReadCatalogue({empty.Path().string()}),
                Fails(HasSubstr("there are no checks here")));
    EXPECT_THAT(ReadCatalogue({"/nowhere"}), Fails(HasSubstr("/nowhere")));
}

TEST(Catalogue, FindsTablesThatNoCheckUses) {
    Catalogue catalogue = testing::ShippedCatalogue();
    ValueTable spare = catalogue.tables.at("emails");
    spare.name = "spare";
    catalogue.tables.emplace("spare", spare);
    EXPECT_THAT(Told(Lint(catalogue)), HasSubstr("no check uses the value table 'spare'"));
}

}  // namespace
}  // namespace plumb::catalogue
