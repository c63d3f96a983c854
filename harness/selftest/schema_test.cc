#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "harness/selftest/html.h"
#include "harness/selftest/json.h"
#include "harness/selftest/made_evidence.h"
#include "harness/selftest/proof.h"
#include "harness/testing/golden.h"
#include "harness/yaml/node.h"

namespace plumb::selftest {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using valijson::adapters::NlohmannJsonAdapter;

/// What is wrong with `value` by the schema of this name, in words; "" when nothing is.
std::string Departures(const std::string& schema_name, const nlohmann::json& value) {
    const auto file = std::filesystem::path(PLUMB_SOURCE_DIR) / "specs/schema" / schema_name;
    const auto schema_text = nlohmann::json::parse(testing::ReadAll(file));
    valijson::Schema schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(NlohmannJsonAdapter(schema_text), schema);
    valijson::ValidationResults results;
    if (valijson::Validator().validate(schema, NlohmannJsonAdapter(value), &results)) return "";
    std::string text;
    for (const auto& error : results) text += error.description + "\n";
    return text;
}

nlohmann::json ShippedYaml(const std::string& path) {
    return yaml::ToJson(*yaml::ParseFile(std::string(PLUMB_SOURCE_DIR) + "/" + path));
}

Matrix Made() {
    MadeEvidence made;
    made.Add(kInCompany, "f/c/plain", scenario::Verdict::kFail);
    made.Add(kAlone, "f/c/plain", scenario::Verdict::kFail).cases["f/c/plain"].reason = "<b>&";
    return made.Judged();
}

TEST(SelftestSchema, AcceptsTheShippedDefectsAndProof) {
    EXPECT_THAT(Departures("defects.schema.json", ShippedYaml("fixtures/defects.yaml")), IsEmpty());
    EXPECT_THAT(Departures("proof.schema.json", ShippedYaml("specs/proof.yaml")), IsEmpty());
}

TEST(SelftestSchema, RefusesADefectThatCanBeSeenAndThatNoCheckCatches) {
    const auto defects = nlohmann::json::parse(
        R"({"defects": {"d": {"does": "it", "family": "P1", "shows_on": ["a"], "caught_by": []}}})");
    EXPECT_THAT(Departures("defects.schema.json", defects), Not(IsEmpty()));
}

TEST(SelftestSchema, AcceptsAMatrixAsJson) {
    const auto json = nlohmann::json::parse(MatrixJson(Made()));
    EXPECT_THAT(Departures("selftest.schema.json", json), IsEmpty());
    EXPECT_EQ(json["checks"][0]["proven_by"], nlohmann::json({"d"}));
    EXPECT_EQ(json["caught"], 1);
}

TEST(MatrixHtml, HoldsNothingThatCouldBreakThePage) {
    const std::string html = MatrixHtml(Made());
    EXPECT_THAT(html, HasSubstr("&lt;b&gt;&amp;"));
    EXPECT_THAT(html, Not(HasSubstr("<b>&\"")));
    EXPECT_THAT(html, Not(HasSubstr("http://")));
}

TEST(Proof, ReadsBackWhatWasWrittenAndHoldsOnlyForTheSameTemplate) {
    Proof proof;
    proof.checks["c"] = {"0123456789abcdef", {"d", "e"}};
    const auto back = ReadProof(*yaml::Parse(WriteProof(proof), "proof.yaml"));
    ASSERT_TRUE(back) << ToString(back.error());
    catalogue::Catalogue catalogue;
    catalogue.checks.emplace_back().check = "c";
    catalogue.checks.back().digest = "0123456789abcdef";
    EXPECT_THAT(ProvenIn(*back, catalogue).at("c"), ::testing::ElementsAre("d", "e"));
    catalogue.checks.back().digest = "fedcba9876543210";
    EXPECT_THAT(ProvenIn(*back, catalogue), IsEmpty());
}

TEST(Proof, IsRefusedWhereItHoldsNoIdsAndDigests) {
    const std::pair<const char*, const char*> broken[] = {
        {"proof:\n  c:\n    template: 0123456789abcdef\n    defects: [\"a]\"]\n",
         "'a]' is no id of a defect"},
        {"proof:\n  C c:\n    template: 0123456789abcdef\n    defects: [d]\n",
         "'C c' is no id of a check"},
        {"proof:\n  c:\n    template: \"0123\"\n    defects: [d]\n", "16 hexadecimal digits"},
        {"proof:\n  c:\n    template: 0123456789abcdeg\n    defects: [d]\n",
         "16 hexadecimal digits"}};
    for (const auto& [text, problem] : broken) {
        const auto proof = ReadProof(*yaml::Parse(text, "proof.yaml"));
        ASSERT_FALSE(proof) << text;
        EXPECT_THAT(ToString(proof.error()), HasSubstr(problem));
        EXPECT_THAT(ToString(proof.error()), HasSubstr("proof.yaml:"));
    }
}

}  // namespace
}  // namespace plumb::selftest
