#include "harness/report/json.h"

#include <gmock/gmock.h>

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "harness/report/made_journal.h"
#include "harness/report/made_model.h"
#include "harness/testing/golden.h"

namespace plumb::report {
namespace {

using nlohmann::json;
using plumb::testing::ExpectGolden;
using ::testing::IsEmpty;

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

TEST(Json, LooksLikeItsGoldenFile) {
    ExpectGolden("report.json", WriteJson(ModelOf(MadeJournal())));
}

TEST(Json, IsWhatItsSchemaDescribes) {
    journal::Journal unstarted;
    unstarted.events.push_back(journal::Noted{0, "port in use", true});
    for (const auto& journal : {MadeJournal(), MadeJournal(false), LargeJournal(3), unstarted}) {
        const json report = json::parse(WriteJson(ModelOf(journal)));
        EXPECT_THAT(Violations("report.schema.json", report), IsEmpty());
    }
}

TEST(Json, SchemaRefusesWhatIsNoReport) {
    json report = json::parse(WriteJson(ModelOf(MadeJournal())));
    report["cases"][0]["verdict"] = "splendid";
    EXPECT_NE(Violations("report.schema.json", report), "");
    EXPECT_NE(Violations("report.schema.json", json::object()), "");
}

TEST(JournalSchema, DescribesEveryLineThatIsWritten) {
    for (const journal::Event& event : MadeJournal().events) {
        const std::string line = journal::ToLine(event);
        EXPECT_THAT(Violations("journal.schema.json", json::parse(line)), IsEmpty()) << line;
    }
}

TEST(JournalSchema, RefusesALineWithoutWhatNamesItsSubject) {
    EXPECT_NE(Violations("journal.schema.json", {{"event", "noted"}}), "");
    EXPECT_NE(Violations("journal.schema.json", {{"event", "coffee-made"}}), "");
}

}  // namespace
}  // namespace plumb::report
