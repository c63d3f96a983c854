#include "mocks/contract/schema.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"
#include "harness/yaml/node.h"

namespace plumb::mocks::contract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A document with one schema, "User", and what it refers to.
const Json& UserDocument() {
    static const Json document = yaml::ToJson(*yaml::Parse(R"(
components:
  schemas:
    User:
      type: object
      required: [name]
      additionalProperties: false
      properties:
        id: {type: string, readOnly: true}
        name: {type: string, maxLength: 3}
        secret: {type: string, writeOnly: true}
        age: {type: integer, nullable: true, minimum: 0}
        size: {type: integer, format: int32}
        kind: {type: string, nullable: true, enum: [a, b]}
        born: {type: string, format: date}
        changed: {type: string, format: date-time}
        key: {type: string, format: uuid}
        login: {type: string, pattern: '^\S+$'}
        mail: {nullable: true, allOf: [{$ref: '#/components/schemas/Mail'}]}
        mails: {type: array, maxItems: 2, items: {$ref: '#/components/schemas/Mail'}}
        code: {oneOf: [{type: string}, {type: integer}]}
        notes: {type: object, additionalProperties: {type: string}}
    Mail:
      type: object
      required: [email]
      properties:
        email: {type: string}
)",
                                                           "user.yaml"));
    return document;
}

Schema UserSchema(Direction direction = Direction::kResponse) {
    return {*Element(UserDocument()).Find("components")->Find("schemas")->Find("User"), direction};
}

TEST(Schema, AcceptsWhatKeepsToIt) {
    const Schema schema = UserSchema();
    EXPECT_THAT(schema.Compile(), plumb::testing::IsOk());
    for (const char* value : {
             R"({"name": "Ann"})",
             R"({"name": "Åsé", "id": "7", "age": null, "size": -2147483648, "kind": null})",
             R"({"name": "", "kind": "b", "born": "2024-02-29", "mail": null, "code": 4})",
             R"({"name": "x", "changed": "2023-10-25T07:58:57.1234567Z", "code": "4"})",
             R"({"name": "x", "changed": "2023-10-25T07:58:57+02:00", "login": "å"})",
             R"({"name": "x", "key": "C6b6e9c6-0f42-42f3-ac96-2ea69ac758fd"})",
             R"({"name": "x", "mails": [{"email": "a"}, {"email": "b"}], "notes": {"a": "b"}})",
         }) {
        EXPECT_THAT(schema.Check(ParseJson(value)), IsEmpty()) << value;
    }
}

struct Wrong {
    const char* value;
    const char* place;
    const char* what;
    const char* rule;  ///< below the schema, or from the root when it begins with '/'
};

class WrongValues : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongValues, AreToldWithTheirPlaceAndTheRule) {
    const Wrong& wrong = GetParam();
    const std::string rule =
        wrong.rule[0] == '/' ? wrong.rule : std::string("/components/schemas/User/") + wrong.rule;
    EXPECT_THAT(UserSchema().Check(ParseJson(wrong.value)),
                ElementsAre(Violation{wrong.place, wrong.what, rule}))
        << wrong.value;
}

INSTANTIATE_TEST_SUITE_P(
    Schema, WrongValues,
    ::testing::Values(
        Wrong{R"([])", "", "is [], not object", "type"},
        Wrong{R"({})", "", "lacks the member 'name'", "required"},
        Wrong{R"({"name": 1})", "/name", "is 1, not string", "properties/name/type"},
        Wrong{R"({"name": null})", "/name", "is null, not string", "properties/name/type"},
        Wrong{R"({"name": "x", "Name": "x"})", "", "has the member 'Name', which is not documented",
              "additionalProperties"},
        Wrong{R"({"name": "x", "secret": "s"})", "/secret", "is write-only", "properties/secret"},
        Wrong{R"({"name": "x", "age": "4"})", "/age", "is \"4\", not integer or null",
              "properties/age/type"},
        Wrong{R"({"name": "x", "kind": "c"})", "/kind", "is \"c\", none of [\"a\",\"b\"]",
              "properties/kind/enum"},
        Wrong{R"({"name": "x", "born": "24-02-29"})", "/born",
              "is \"24-02-29\", which does not fit 'date'", "properties/born/format"},
        Wrong{R"({"name": "x", "changed": "2024-02-29"})", "/changed",
              "is \"2024-02-29\", which does not fit 'date-time'", "properties/changed/format"},
        Wrong{R"({"name": "x", "changed": "2024-02-29T25:00:00Z"})", "/changed",
              "is \"2024-02-29T25:00:00Z\", which does not fit 'date-time'",
              "properties/changed/format"},
        Wrong{R"({"name": "x", "key": "7"})", "/key", "is \"7\", which does not fit 'uuid'",
              "properties/key/format"},
        Wrong{R"({"name": "x", "login": "a b"})", "/login",
              "is \"a b\", which does not fit '^\\S+$'", "properties/login/pattern"},
        Wrong{R"({"name": "x", "mail": {}})", "/mail", "lacks the member 'email'",
              "/components/schemas/Mail/required"},
        Wrong{R"({"name": "x", "mail": "a@b"})", "/mail", "is \"a@b\", not object",
              "/components/schemas/Mail/type"},
        Wrong{R"({"name": "x", "mails": [{"email": "a"}, {"email": 2}]})", "/mails/1/email",
              "is 2, not string", "/components/schemas/Mail/properties/email/type"},
        Wrong{R"({"name": "x", "mails": [{}]})", "/mails/0", "lacks the member 'email'",
              "/components/schemas/Mail/required"},
        Wrong{R"({"name": "x", "code": true})", "/code",
              "is true: Failed to validate against any child schemas allowed by oneOf constraint.",
              "properties/code"},
        Wrong{R"({"name": "x", "notes": {"a": 1}})", "/notes/a", "is 1, not string",
              "properties/notes/additionalProperties/type"}));

TEST(Schema, TellsBrokenBoundsInTheWordsOfTheLibrary) {
    for (const char* value :
         {R"({"name": "Anna"})", R"({"name": "x", "age": -1})",
          R"({"name": "x", "size": 2147483648})",
          R"({"name": "x", "mails": [{"email": "a"}, {"email": "a"}, {"email": "a"}]})"}) {
        const auto violations = UserSchema().Check(ParseJson(value));
        EXPECT_EQ(violations.size(), 1u) << value << ::testing::PrintToString(violations);
    }
}

TEST(Schema, EndsForTextsOfAnyLength) {
    for (const char* member : {"login", "born", "changed", "key"}) {
        const Json value = {{"name", "x"}, {member, std::string(1'000'000, '(')}};
        EXPECT_THAT(UserSchema().Check(value), IsEmpty()) << member;
    }
}

TEST(Schema, TellsAllThatIsWrong) {
    const auto violations = UserSchema().Check(ParseJson(R"({"age": "x", "born": "y", "z": 1})"));
    EXPECT_EQ(violations.size(), 4u) << ::testing::PrintToString(violations);
}

TEST(Schema, LetsReadOnlyMembersThroughInOneDirectionOnly) {
    const Json value = ParseJson(R"({"name": "x", "id": "7"})");
    EXPECT_THAT(UserSchema(Direction::kResponse).Check(value), IsEmpty());
    EXPECT_THAT(
        UserSchema(Direction::kRequest).Check(value),
        ElementsAre(Violation{"/id", "is read-only", "/components/schemas/User/properties/id"}));
}

TEST(Schema, KeepsValuesToItselfWhenAsked) {
    const auto violations =
        UserSchema().Check(ParseJson(R"({"name": {"password": "hunter2"}})"), Values::kHidden);
    ASSERT_EQ(violations.size(), 1u);
    EXPECT_THAT(violations[0].what, ::testing::Not(HasSubstr("hunter2")));
}

TEST(Schema, ThatMakesNoSenseSaysSoInsteadOfAcceptingEverything) {
    const Json document = {{"bad", {{"type", 7}}}};
    const Schema schema(*Element(document).Find("bad"), Direction::kRequest);
    EXPECT_FALSE(schema.Compile());
    const auto violations = schema.Check("anything");
    ASSERT_EQ(violations.size(), 1u);
    EXPECT_THAT(violations[0].what, HasSubstr("cannot be used"));
}

}  // namespace
}  // namespace plumb::mocks::contract
