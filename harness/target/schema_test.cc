#include <gmock/gmock.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "harness/base/json_path.h"
#include "harness/target/test_profiles.h"
#include "harness/testing/fixture_files.h"
#include "harness/yaml/node.h"

namespace plumb::target {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

/// What a schema says against a YAML text; "" for nothing.
std::string Complaints(const std::string& schema_name, const std::string& yaml) {
    const Json schema_json = ParseJson(SpecText("schema/" + schema_name + ".schema.json"));
    EXPECT_TRUE(schema_json.is_object()) << schema_name;
    valijson::Schema schema;
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json),
                                            schema);
    const auto node = yaml::Parse(yaml, "test.yaml");
    if (!node) return ToString(node.error());
    const Json value = yaml::ToJson(*node);
    valijson::ValidationResults results;
    valijson::Validator().validate(schema, valijson::adapters::NlohmannJsonAdapter(value),
                                   &results);
    std::string complaints;
    for (valijson::ValidationResults::Error error; results.popError(error);) {
        for (const std::string& part : error.context) complaints += part;
        complaints += ": " + error.description + "\n";
    }
    return complaints;
}

TEST(Schema, AcceptsEveryFileThatIsShipped) {
    EXPECT_EQ(Complaints("profile", SpecText("systems/youtrack.yaml")), "");
    EXPECT_EQ(Complaints("profile", SpecText("systems/poweroffice-go.yaml")), "");
    EXPECT_EQ(Complaints("target", SpecText("targets/mock.yaml")), "");
    EXPECT_EQ(Complaints("target", SpecText("targets/sandbox.example.yaml")), "");
    EXPECT_EQ(Complaints("mock-settings", SpecText("mocks/settings.yaml")), "");
    const std::string faults = std::string(PLUMB_SOURCE_DIR) + "/fixtures/faults.yaml";
    EXPECT_EQ(Complaints("faults", plumb::testing::ReadAll(faults)), "");
}

TEST(Schema, RefusesFaultsAsTheirReaderDoes) {
    for (const char* broken :
         {"fault: []", "faults: [{match: {}}]", "faults: [{verdict: drop}]",
          "faults: [{verdict: delay}]", "faults: [{verdict: {is: delay, ms: -1}}]",
          "faults: [{verdict: {is: status, status: 999}}]",
          "faults: [{verdict: {is: truncate, ms: 1}}]",
          "faults: [{verdict: {is: page-shift, records: 0}}]",
          "faults: [{verdict: {is: lost-item, id: a, place: 1}}]", "faults: [{verdict: refuse}]",
          "faults: [{verdict: {is: clock-skew, ms: 5}}]",
          "faults: [{match: {system: youtrack, nth: 2}, verdict: refuse}]",
          "faults: [{match: {system: hub}, verdict: truncate}]",
          "faults: [{match: {path: ''}, verdict: truncate}]",
          "faults: [{match: {chance: 0}, verdict: truncate}]",
          "faults: [{match: {sytem: youtrack}, verdict: truncate}]"}) {
        EXPECT_THAT(Complaints("faults", broken), Not(IsEmpty())) << broken;
    }
}

TEST(Schema, RefusesMisspeltKeysAsTheReaderDoes) {
    for (const char* kind : {"profile", "target"}) {
        const auto folder = plumb::testing::FixtureFolder(std::string("broken/") + kind + "s");
        for (const char* name : {"misspelt-keys.yaml", "empty.yaml"}) {
            EXPECT_THAT(Complaints(kind, plumb::testing::ReadAll(folder / name)), Not(IsEmpty()))
                << kind << " " << name;
        }
    }
}

}  // namespace
}  // namespace plumb::target
