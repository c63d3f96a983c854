// The structure of the house is a test, not a wish: who includes whom, and how long a file may be.

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "harness/base/text.h"
#include "harness/testing/golden.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;
using testing::ReadAll;

const fs::path kRoot = PLUMB_SOURCE_DIR;

std::set<std::string> WordsIn(const std::string& text) {
    std::istringstream words(text);
    return {std::istream_iterator<std::string>(words), {}};
}

/// The names of the folders that the files of one folder may include.
struct Row {
    std::set<std::string> sources;
    std::set<std::string> tests;
};

/// From "harness/run", from the include table.
std::map<std::string, Row> IncludeTable() {
    std::map<std::string, Row> table;
    const std::string text = ReadAll(kRoot / "CMakeLists.txt");
    const std::regex entry(
        R"(plumb_folder\(([a-z/]+)\s*(?:NEEDS ([a-z\s]+))?(?:TESTED_WITH ([a-z\s]+))?\))");
    for (std::sregex_iterator at(text.begin(), text.end(), entry), end; at != end; ++at) {
        Row& row = table[(*at)[1]];
        row.sources = WordsIn((*at)[2]);
        row.sources.insert(fs::path((*at)[1].str()).filename().string());
        row.tests = WordsIn((*at)[3]);
        row.tests.insert(row.sources.begin(), row.sources.end());
    }
    return table;
}

std::vector<fs::path> Sources(const fs::path& folder) {
    std::vector<fs::path> sources;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string ending = entry.path().extension().string();
        if (ending == ".h" || ending == ".cc") sources.push_back(entry.path());
    }
    return sources;
}

std::vector<std::string> LinesOf(const fs::path& file) {
    std::vector<std::string> lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

TEST(Layout, EveryFolderIncludesOnlyWhatTheTableAllows) {
    const auto table = IncludeTable();
    ASSERT_EQ(table.size(), 26u);
    const std::regex include(R"re(#include "((?:harness|mocks)/[a-z]+)/[^"]+")re");
    for (const auto& [folder, allowed] : table) {
        for (const fs::path& source : Sources(kRoot / folder)) {
            const std::string stem = source.stem().string();
            const bool is_test = stem.ends_with("_test") || stem.starts_with("test_");
            for (const std::string& line : LinesOf(source)) {
                std::smatch found;
                if (!std::regex_search(line, found, include)) continue;
                const fs::path included = found[1].str();
                if (is_test && included == "harness/testing") continue;
                if (included.filename() == "testing") continue;
                const auto& names = is_test ? allowed.tests : allowed.sources;
                EXPECT_TRUE(names.contains(included.filename().string()))
                    << source << " includes " << included;
            }
        }
    }
}

TEST(Layout, TheHarnessReachesTheMocksOverHttpOnly) {
    for (const fs::path& source : Sources(kRoot / "harness")) {
        const std::string place = source.string();
        if (place.find("/cli/") != std::string::npos || place.find("/tests/") != std::string::npos)
            continue;
        EXPECT_THAT(ReadAll(source), ::testing::Not(::testing::HasSubstr("#include \"mocks/")))
            << source;
    }
}

TEST(Layout, MocksShareNoCodeWithTheHarnessThatReadsThem) {
    const std::set<std::string> allowed{"harness/base", "harness/yaml", "harness/checklist",
                                        "harness/testing"};
    const std::regex include(R"re(#include "(harness/[a-z]+)/)re");
    for (const fs::path& source : Sources(kRoot / "mocks")) {
        for (const std::string& line : LinesOf(source)) {
            std::smatch found;
            if (!std::regex_search(line, found, include)) continue;
            EXPECT_TRUE(allowed.contains(found[1])) << source << ": " << line;
        }
    }
}

// Tests may be longer: a table of cases is easier to read in one piece.
TEST(Layout, NoFileIsLongerThanFourHundredLines) {
    for (const char* folder : {"harness", "mocks"}) {
        for (const fs::path& source : Sources(kRoot / folder)) {
            const bool is_test = source.stem().string().ends_with("_test");
            EXPECT_LE(LinesOf(source).size(), is_test ? 500u : 400u) << source;
        }
    }
}

TEST(Layout, HeadersNameThirdPartyLibrariesOnlyWhereTheyAreAllowed) {
    const std::regex include(
        R"(#include <(yaml-cpp|httplib|pugixml|CLI|valijson|spdlog|date|openssl)[/.])");
    for (const char* folder : {"harness", "mocks"}) {
        for (const fs::path& source : Sources(kRoot / folder)) {
            if (source.extension() != ".h") continue;
            if (source.string().find("/testing/") != std::string::npos) continue;
            EXPECT_FALSE(std::regex_search(ReadAll(source), include)) << source;
        }
    }
}

TEST(Layout, EveryFuzzTargetStandsInTheirTable) {
    const std::string table = ReadAll(kRoot / "fuzz/README.md");
    for (const auto& entry : fs::directory_iterator(kRoot / "fuzz")) {
        const std::string file = entry.path().filename().string();
        if (!file.ends_with("_fuzz.cc")) continue;
        const std::string name = file.substr(0, file.size() - std::string("_fuzz.cc").size());
        EXPECT_THAT(table, ::testing::HasSubstr("`" + name + "`"));
    }
}

TEST(Layout, NothingIsLeftOpenInTheCode) {
    for (const char* folder : {"harness", "mocks"}) {
        for (const fs::path& source : Sources(kRoot / folder)) {
            if (source.filename() == "layout_test.cc") continue;
            EXPECT_FALSE(std::regex_search(ReadAll(source), std::regex(R"(\b(TODO|FIXME|XXX)\b)")))
                << source;
        }
    }
}

}  // namespace
}  // namespace plumb
