#include <gmock/gmock.h>

#include <filesystem>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "harness/base/json_path.h"
#include "harness/deviation/list.h"
#include "harness/testing/golden.h"
#include "harness/yaml/node.h"

namespace plumb::deviation {
namespace {

bool SchemaAccepts(const std::string& list) {
    const auto path =
        std::filesystem::path(PLUMB_SOURCE_DIR) / "specs/schema/deviations.schema.json";
    const Json text = ParseJson(plumb::testing::ReadAll(path));
    EXPECT_TRUE(text.is_object());
    valijson::Schema schema;
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
    const auto node = yaml::Parse(list, "d.yaml");
    if (!node) return false;
    const Json value = yaml::ToJson(*node);
    return valijson::Validator().validate(schema, valijson::adapters::NlohmannJsonAdapter(value),
                                          nullptr);
}

/// As a run takes it: readable, and nothing in it is still to be filled in.
bool ReaderAccepts(const std::string& text) {
    const auto list = Read(text, "d.yaml");
    return list && WhatIsMissing(*list).empty();
}

struct ListRow {
    const char* name;
    const char* text;
    bool accepted;
};

class ListsOfDeviations : public ::testing::TestWithParam<ListRow> {};

TEST_P(ListsOfDeviations, MeanTheSameToTheSchemaAndToTheReader) {
    EXPECT_EQ(ReaderAccepts(GetParam().text), GetParam().accepted);
    EXPECT_EQ(SchemaAccepts(GetParam().text), GetParam().accepted);
}

INSTANTIATE_TEST_SUITE_P(
    Schema, ListsOfDeviations,
    ::testing::Values(
        ListRow{"Whole",
                "deviations: [{case: a/b/*, reason: r, owner: o, ticket: T-1, "
                "expires: 2027-03-31, message: seen}]",
                true},
        ListRow{"WithoutMessage",
                "deviations: [{case: a/b/c, reason: r, owner: o, ticket: T-1, "
                "expires: 2027-03-31}]",
                true},
        ListRow{"NumberAsTicket",
                "deviations: [{case: a/b/c, reason: r, owner: o, ticket: 12, "
                "expires: 2027-03-31}]",
                true},
        ListRow{"Empty", "deviations: []", true}, ListRow{"Nothing", "deviations:", true},
        ListRow{"NoList", "deviations: a/b/c", false}, ListRow{"NoKey", "{}", false},
        ListRow{"MisspeltKey", "deviation: []", false},
        ListRow{"MisspeltKeyWithin",
                "deviations: [{case: a/b/c, reasons: r, reason: r, owner: o, ticket: t, "
                "expires: 2027-03-31}]",
                false},
        ListRow{"NoCase", "deviations: [{reason: r, owner: o, ticket: t, expires: 2027-03-31}]",
                false},
        ListRow{"EmptyCase",
                "deviations: [{case: '', reason: r, owner: o, ticket: t, expires: 2027-03-31}]",
                false},
        ListRow{"NoOwner", "deviations: [{case: a/b/c, reason: r, ticket: t, expires: 2027-03-31}]",
                false},
        ListRow{"EmptyOwner",
                "deviations: [{case: a/b/c, reason: r, owner: '', ticket: t, "
                "expires: 2027-03-31}]",
                false},
        ListRow{"ToBeFilled",
                "deviations: [{case: a/b/c, reason: TO BE FILLED, owner: o, ticket: t, "
                "expires: 2027-03-31}]",
                false},
        ListRow{"NoDay", "deviations: [{case: a/b/c, reason: r, owner: o, ticket: t}]", false},
        ListRow{"WrongDay",
                "deviations: [{case: a/b/c, reason: r, owner: o, ticket: t, expires: soon}]",
                false}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace plumb::deviation
