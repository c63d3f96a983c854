#include "harness/storm/storm.h"

#include <gmock/gmock.h>

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "harness/testing/golden.h"

namespace plumb::storm {
namespace {

using nlohmann::json;

/// What is wrong with `value` by the schema of this name, in words; "" when nothing is.
std::string Violations(const std::string& schema_name, const json& value) {
    const auto file = std::filesystem::path(PLUMB_SOURCE_DIR) / "specs" / "schema" / schema_name;
    const json schema_text = json::parse(plumb::testing::ReadAll(file));
    valijson::Schema schema;
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_text), schema);
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(value), &results)) {
        return "";
    }
    std::string text;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        for (const std::string& step : error.context) text += step;
        text += ": " + error.description + "\n";
    }
    return text;
}

TEST(StormJson, IsWhatItsSchemaDescribes) {
    Storm storm;
    storm.requests = {
        {1, 1, "youtrack", Purpose::kRead, false, "GET", "/hub/rest/users", "users", "list users"}};
    storm.kinds = FaultKinds();
    storm.workload = {{"flow/check/plain", "An edit arrives."}};
    storm.left_out = {{"flow/check/1", "type not evaluated"}};
    for (const Fate fate : {Fate::kSurvived, Fate::kFailed, Fate::kNotDecidable, Fate::kNotMet,
                            Fate::kInconclusive, Fate::kError}) {
        storm.points.push_back({{0, 0}, fate, "because", {{"flow/check/plain", "lost"}}, "1.yaml"});
    }
    EXPECT_EQ(Violations("storm.schema.json", json::parse(ToJson(storm))), "");
    auto wrong = json::parse(ToJson(storm));
    wrong["points"][0]["fate"] = "fine";
    EXPECT_NE(Violations("storm.schema.json", wrong), "");
}

}  // namespace
}  // namespace plumb::storm
