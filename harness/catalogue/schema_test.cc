#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "harness/testing/fixture_files.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"
#include "harness/yaml/node.h"

namespace plumb::catalogue {
namespace {

namespace fs = std::filesystem;
using plumb::testing::FixtureFolder;
using plumb::testing::IsOk;
using plumb::testing::ReadAll;
using valijson::adapters::NlohmannJsonAdapter;

std::string ErrorsOf(const std::string& schema_name, const fs::path& file) {
    const auto schema_json = nlohmann::json::parse(
        ReadAll(fs::path(PLUMB_SOURCE_DIR) / "specs/schema" / (schema_name + ".schema.json")));
    valijson::Schema schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(NlohmannJsonAdapter(schema_json), schema);
    const auto node = yaml::ParseFile(file.string());
    EXPECT_THAT(node, IsOk());
    const nlohmann::json document = yaml::ToJson(*node);
    valijson::ValidationResults results;
    valijson::Validator().validate(schema, NlohmannJsonAdapter(document), &results);
    std::string text;
    for (const auto& error : results) {
        for (const std::string& part : error.context) text += part;
        text += ": " + error.description + "\n";
    }
    return text;
}

std::vector<fs::path> YamlFilesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    return files;
}

TEST(CheckSchema, AcceptsEveryCheckThatTheProjectShips) {
    const fs::path folder = fs::path(PLUMB_SOURCE_DIR) / "specs/checks";
    for (const fs::path& file : YamlFilesIn(folder)) EXPECT_EQ(ErrorsOf("check", file), "") << file;
}

TEST(CheckSchema, RefusesWhatTheReaderRefuses) {
    for (const char* name : {"misspelt-keys", "misspelt-words", "steps", "not-a-table", "empty"}) {
        EXPECT_NE(ErrorsOf("check", FixtureFolder("broken/checks") / (std::string(name) + ".yaml")),
                  "")
            << name;
    }
}

TEST(ValuesSchema, AcceptsEveryTableThatTheProjectShips) {
    const fs::path folder = fs::path(PLUMB_SOURCE_DIR) / "specs/checks/values";
    for (const fs::path& file : YamlFilesIn(folder))
        EXPECT_EQ(ErrorsOf("values", file), "") << file;
}

TEST(ValuesSchema, RefusesWhatTheReaderRefuses) {
    for (const fs::path& file : YamlFilesIn(FixtureFolder("broken/checks/values"))) {
        EXPECT_NE(ErrorsOf("values", file), "") << file;
    }
}

}  // namespace
}  // namespace plumb::catalogue
