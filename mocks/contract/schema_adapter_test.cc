#include "mocks/contract/schema_adapter.h"

#include <gmock/gmock.h>

namespace plumb::mocks::contract {
namespace {

Json Adapted(const Json& schema, Direction direction = Direction::kResponse) {
    const Json document = {
        {"schema", schema},
        {"components",
         {{"schemas",
           {{"Name", {{"type", "string"}}},
            {"Tree",
             {{"type", "object"},
              {"properties",
               {{"children",
                 {{"type", "array"}, {"items", {{"$ref", "#/components/schemas/Tree"}}}}}}}}},
            {"Stamp", {{"type", "string"}, {"readOnly", true}}}}}}}};
    return ToJsonSchema(*Element(document).Find("schema"), direction);
}

TEST(SchemaAdapter, TurnsOpenApiIntoJsonSchema) {
    struct Case {
        const char* what;
        const char* openapi;
        const char* json_schema;
    };
    for (const Case& c : {
             Case{"what is the same stays", R"({"type": "string", "maxLength": 3})",
                  R"({"type": "string", "maxLength": 3})"},
             Case{"descriptions go", R"({"type": "string", "example": "a", "x-unique": true})",
                  R"({"type": "string"})"},
             Case{"null joins a type", R"({"type": "string", "nullable": true})",
                  R"({"type": ["string", "null"]})"},
             Case{"null joins an enum", R"({"type": "string", "enum": ["a"], "nullable": true})",
                  R"({"type": ["string", "null"], "enum": ["a", null]})"},
             Case{"null is let through where there is no type",
                  R"({"nullable": true, "allOf": [{"type": "string"}]})",
                  R"({"if": {"type": "null"}, "else": {"allOf": [{"type": "string"}]}})"},
             Case{"not nullable is not", R"({"type": "string", "nullable": false})",
                  R"({"type": "string"})"},
             Case{"an exclusive bound is a number",
                  R"({"type": "integer", "minimum": 3, "exclusiveMinimum": true})",
                  R"({"type": "integer", "exclusiveMinimum": 3})"},
             Case{"an inclusive bound stays", R"({"maximum": 3, "exclusiveMaximum": false})",
                  R"({"maximum": 3})"},
             Case{"int32 has bounds", R"({"type": "integer", "format": "int32"})",
                  R"({"type": "integer",
                      "allOf": [{"minimum": -2147483648, "maximum": 2147483647}]})"},
             Case{"patterns hold for short texts", R"({"type": "string", "pattern": "^a"})",
                  R"({"type": "string",
                      "allOf": [{"if": {"maxLength": 500}, "then": {"pattern": "^a"}}]})"},
             Case{"unknown formats say nothing", R"({"type": "string", "format": "email"})",
                  R"({"type": "string"})"},
             Case{"a reference is a definition",
                  R"({"type": "array", "items": {"$ref": "#/components/schemas/Name"}})",
                  R"({"type": "array", "items": {"$ref": "#/definitions/components.schemas.Name"},
                      "definitions": {"components.schemas.Name": {"type": "string"}}})"},
             Case{"a reference in the place of the whole is followed",
                  R"({"$ref": "#/components/schemas/Name"})", R"({"type": "string"})"},
             Case{"other members may be forbidden", R"({"additionalProperties": false})",
                  R"({"additionalProperties": false})"},
             Case{"other members may have a schema",
                  R"({"additionalProperties": {"type": "integer", "nullable": true}})",
                  R"({"additionalProperties": {"type": ["integer", "null"]}})"},
             Case{"alternatives are adapted too",
                  R"({"oneOf": [{"type": "string", "nullable": true}]})",
                  R"({"oneOf": [{"type": ["string", "null"]}]})"},
         }) {
        EXPECT_EQ(Adapted(ParseJson(c.openapi)), ParseJson(c.json_schema)) << c.what;
    }
}

TEST(SchemaAdapter, ForbidsReadOnlyMembersInRequestsAndWriteOnlyOnesInAnswers) {
    const Json schema = ParseJson(R"({"type": "object", "required": ["id", "name", "secret"],
        "properties": {"id": {"type": "string", "readOnly": true}, "name": {"type": "string"},
                       "secret": {"type": "string", "writeOnly": true},
                       "changed": {"$ref": "#/components/schemas/Stamp"}}})");
    const Json forbidden = {{"not", Json::object()}};
    const Json request = Adapted(schema, Direction::kRequest);
    EXPECT_EQ(request["properties"]["id"], forbidden);
    EXPECT_EQ(request["properties"]["changed"], forbidden) << "a reference is looked through";
    EXPECT_EQ(request["required"], (Json{"name", "secret"}));
    const Json response = Adapted(schema, Direction::kResponse);
    EXPECT_EQ(response["properties"]["secret"], forbidden);
    EXPECT_EQ(response["required"], (Json{"id", "name"}));
}

TEST(SchemaAdapter, EndsWithASchemaThatContainsItself) {
    const Json adapted = Adapted({{"$ref", "#/components/schemas/Tree"}});
    const Json again = {{"$ref", "#/definitions/components.schemas.Tree"}};
    EXPECT_EQ(adapted["properties"]["children"]["items"], again);
    EXPECT_TRUE(adapted["definitions"].contains("components.schemas.Tree"));
}

}  // namespace
}  // namespace plumb::mocks::contract
