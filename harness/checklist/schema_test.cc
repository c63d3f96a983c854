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

namespace plumb::checklist {
namespace {

namespace fs = std::filesystem;
using ::plumb::testing::FixtureFolder;
using ::plumb::testing::IsOk;
using valijson::adapters::NlohmannJsonAdapter;

std::string ErrorsOf(const fs::path& yaml) {
    const auto schema_file = fs::path(PLUMB_SOURCE_DIR) / "specs/schema/checklist.schema.json";
    const auto schema_json = nlohmann::json::parse(testing::ReadAll(schema_file));
    valijson::Schema schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(NlohmannJsonAdapter(schema_json), schema);
    const auto node = yaml::ParseFile(yaml.string());
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

TEST(Schema, AcceptsEveryChecklistThatTheProjectHas) {
    for (const fs::path& folder : {fs::path(PLUMB_SOURCE_DIR) / "specs/checklists",
                                   FixtureFolder("checklists"), FixtureFolder("documents")}) {
        for (const fs::path& file : YamlFilesIn(folder)) EXPECT_EQ(ErrorsOf(file), "") << file;
    }
}

TEST(Schema, RefusesWhatTheReaderRefuses) {
    for (const char* name :
         {"empty", "misspelt-keys", "misspelt-values", "no-slugs", "pairs", "lines", "properties",
          "digest", "flows-is-a-list", "two-create-rules"}) {
        EXPECT_NE(ErrorsOf(FixtureFolder("broken/checklists") / (std::string(name) + ".yaml")), "")
            << name;
    }
}

}  // namespace
}  // namespace plumb::checklist
