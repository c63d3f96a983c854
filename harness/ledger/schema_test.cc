#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "harness/ledger/line.h"
#include "harness/testing/golden.h"

namespace plumb::ledger {
namespace {

using valijson::adapters::NlohmannJsonAdapter;

bool IsValid(const std::string& line) {
    const auto schema_json = nlohmann::json::parse(plumb::testing::ReadAll(
        std::filesystem::path(PLUMB_SOURCE_DIR) / "specs/schema/ledger.schema.json"));
    valijson::Schema schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(NlohmannJsonAdapter(schema_json), schema);
    const auto document = nlohmann::json::parse(line);
    return valijson::Validator().validate(schema, NlohmannJsonAdapter(document), nullptr);
}

TEST(LedgerSchema, AcceptsEveryKindOfLineThatALedgerHas) {
    EXPECT_TRUE(IsValid(ToLine(Header{"p1", "2026-11-27T00:00:00.000Z", "/t.yaml", "/c.yaml"})));
    for (const State state :
         {State::kIntended, State::kMade, State::kRefused, State::kRemoved, State::kArchived}) {
        for (const bool adopted : {false, true}) {
            const Entry entry{
                1,       "youtrack", "users",
                "",      "ada.p1c1", "24-1",
                adopted, state,      state == State::kArchived ? "it owns a project" : ""};
            EXPECT_TRUE(IsValid(ToLine(entry))) << ToLine(entry);
        }
    }
    for (const PauseState state : {PauseState::kPaused, PauseState::kRestored, PauseState::kLeft}) {
        const Pause pause{state, {{"task_manager", {{"disable_user_pipes", false}}}}};
        EXPECT_TRUE(IsValid(ToLine(pause))) << ToLine(pause);
    }
}

TEST(LedgerSchema, RefusesWhatIsNoLineOfALedger) {
    EXPECT_FALSE(IsValid(R"({"scheduler":"asleep","former":{}})"));
    EXPECT_FALSE(IsValid(R"({"entry":1,"state":"lent"})"));
}

}  // namespace
}  // namespace plumb::ledger
