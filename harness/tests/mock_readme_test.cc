// What the mocks' README says about itself: the tests and the settings that it names exist, and it
// names every setting.

#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "harness/base/text.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"
#include "harness/yaml/node.h"

namespace plumb {
namespace {

using ::testing::ContainerEq;
using testing::ReadAll;

const std::filesystem::path kHouse = PLUMB_SOURCE_DIR;

/// The test files of the mocks, and the one that makes the calls of Sesam's connectors.
std::vector<std::filesystem::path> TestFiles() {
    std::vector<std::filesystem::path> files{kHouse / "harness/tests/connector_calls_test.cc"};
    for (const auto& file : std::filesystem::recursive_directory_iterator(kHouse / "mocks")) {
        if (file.path().string().ends_with("_test.cc")) files.push_back(file.path());
    }
    return files;
}

/// "Suite.Name" of every test of the mocks, with its text and the comment above it.
std::map<std::string, std::string> TestsOfTheMocks() {
    std::map<std::string, std::string> tests;
    const std::regex test(R"(\bTEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\))");
    for (const auto& file : TestFiles()) {
        const std::string text = ReadAll(file);
        std::string* before = nullptr;
        for (std::sregex_iterator at(text.begin(), text.end(), test), end; at != end; ++at) {
            const std::size_t begin = text.rfind("\n\n", static_cast<std::size_t>(at->position()));
            if (before != nullptr) before->resize(before->size() - (text.size() - begin));
            before = &tests[(*at)[1].str() + "." + (*at)[2].str()];
            *before = text.substr(begin);
        }
    }
    return tests;
}

/// Names a source of the api facts ("S4"), a section of them ("facts A6") or their page.
bool CitesTheFacts(const std::string& test) {
    static const std::regex citation(
        R"(\bS[0-9]+\b|\b[A-D][0-9]\b|\b[Ff]acts [A-D]\b|\b[a-z-]+\.md\b)");
    return std::regex_search(test, citation);
}

/// "system.setting" of every setting that the shipped file holds.
std::set<std::string> ShippedSettings() {
    std::set<std::string> settings;
    const auto file = yaml::ParseFile((kHouse / "specs/mocks/settings.yaml").string());
    EXPECT_THAT(file, testing::IsOk());
    for (const yaml::Node::Entry& system : file->entries) {
        for (const yaml::Node::Entry& setting : system.value.entries)
            settings.insert(system.key + "." + setting.key);
    }
    return settings;
}

/// The cells of the tables in the README, without the heads and the lines below them.
std::vector<std::vector<std::string>> Rows() {
    std::vector<std::vector<std::string>> rows;
    const std::string text = ReadAll(kHouse / "mocks/README.md");
    for (const std::string_view line : Split(text, '\n')) {
        if (!line.starts_with("| ") || line.starts_with("| fact ")) continue;
        std::vector<std::string> cells;
        for (const std::string_view cell : Split(line.substr(1, line.size() - 2), '|'))
            cells.emplace_back(Trim(cell));
        rows.push_back(std::move(cells));
    }
    return rows;
}

/// What stands between backquotes in the text.
std::vector<std::string> Quoted(const std::string& text) {
    std::vector<std::string> quoted;
    const auto spans = Split(text, '`');
    for (std::size_t i = 1; i < spans.size(); i += 2) quoted.emplace_back(spans[i]);
    return quoted;
}

bool IsFact(const std::vector<std::string>& row) {
    return row.size() == 3 && row[0] != "system" && !row[1].starts_with("`systems.") &&
           !row[1].starts_with("`dataflow.");
}

TEST(MockReadme, EveryFactNamesATestThatCitesItOrSaysWhyItIsLeftOut) {
    const auto tests = TestsOfTheMocks();
    int facts = 0;
    for (const auto& row : Rows()) {
        if (!IsFact(row)) continue;
        ++facts;
        const bool left_out = row[2].starts_with("left out: ");
        const std::vector<std::string> named = Quoted(left_out ? "" : row[2]);
        EXPECT_EQ(named.empty(), left_out) << row[0];
        for (const std::string& test : named) {
            const auto found = tests.find(test);
            ASSERT_NE(found, tests.end()) << test << " of: " << row[0];
            EXPECT_TRUE(CitesTheFacts(found->second)) << test << " says not where its fact stands";
        }
    }
    EXPECT_GT(facts, 100);
}

TEST(MockReadme, NamesEverySettingThatThereIsAndNoOther) {
    std::set<std::string> named;
    for (const auto& row : Rows()) {
        if (!IsFact(row) && row.size() != 2) continue;
        for (std::string& name : Quoted(row.size() == 2 ? row[0] : row[1])) {
            const bool setting =
                name.starts_with("youtrack.") || name.starts_with("poweroffice-go.");
            if (setting) named.insert(std::move(name));
        }
    }
    EXPECT_THAT(named, ContainerEq(ShippedSettings()));
}

}  // namespace
}  // namespace plumb
