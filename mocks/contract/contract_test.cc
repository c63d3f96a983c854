#include "mocks/contract/contract.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"
#include "mocks/contract/testing/shipped_contract.h"
#include "mocks/http/target.h"

namespace plumb::mocks::contract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kShop = R"(
openapi: 3.0.3
x-case-insensitive: [paths, query]
servers: [{url: 'https://shop.example/api/v1/'}, {url: /old}]
security: [{key: []}, {token: []}]
paths:
  /items:
    parameters: [{name: page, in: query, schema: {type: integer}}]
    get:
      parameters:
        - {name: page, in: query, schema: {type: integer, minimum: 1}}
        - {name: open, in: query, schema: {type: boolean}}
        - {name: tag, in: query, required: true, schema: {type: string}}
        - {name: X-Trace, in: header, schema: {type: string, maxLength: 3}}
      responses:
        200: {description: '', content: {application/json: {schema: {type: array, items: {type: integer}}}}}
        4XX: {description: ''}
    post:
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Item'}}
          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Item'}}
      responses:
        201: {description: ''}
        202: {description: '', x-may-be-empty: true, content: {text/plain: {schema: {type: string, minLength: 3}}}}
        default: {description: '', content: {application/json: {schema: {type: object}}}}
  /items/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get:
      security: []
      responses: {200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}}
    patch:
      requestBody:
        content:
          application/json-patch+json:
            schema: {type: array, items: {type: object, required: [op, path]}}
            x-patch-of: {$ref: '#/components/schemas/Item'}
      responses: {200: {description: ''}}
  /items/latest:
    get: {responses: {200: {description: ''}}}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: key}
    token: {type: http, scheme: bearer}
  schemas:
    Item:
      type: object
      additionalProperties: false
      properties:
        id: {type: integer, readOnly: true}
        Name: {type: string, maxLength: 5}
        Sizes: {type: array, items: {type: integer}}
        Place: {type: object, additionalProperties: false, properties: {City: {type: string}}}
)";

const Contract& Shop() {
    static const plumb::testing::TempDir folder;
    static const auto contract =
        Contract::Read({{"shop", {folder.Write("shop.yaml", kShop).string()}}});
    EXPECT_THAT(contract, plumb::testing::IsOk());
    return *contract;
}

struct Exchange {
    const char* method;
    const char* target;
    const char* body = "";
    const char* type = "application/json";
    int status = 200;
    const char* answer = "";
    const char* answer_type = "application/json";
};

http::Request RequestOf(const Exchange& exchange) {
    http::Request request;
    request.method = exchange.method;
    http::SetTarget(request, exchange.target);
    request.body = exchange.body;
    if (!request.body.empty()) request.headers["content-type"] = exchange.type;
    request.headers["authorization"] = "Bearer t";
    return request;
}

std::vector<std::string> DeparturesOf(const Exchange& exchange) {
    http::Response response;
    response.status = exchange.status;
    response.body = exchange.answer;
    response.content_type = exchange.answer_type;
    return Shop().Explain("shop", RequestOf(exchange), &response);
}

TEST(Contract, FindsNothingInMessagesThatKeepToTheDocument) {
    for (const Exchange& e : {
             Exchange{"GET", "/api/v1/items?tag=a&page=2&open=true", "", "", 200, "[1, 2]"},
             Exchange{"GET", "/API/V1/Items?TAG=a", "", "", 200, "[]"},
             Exchange{"GET", "/old/items?tag=", "", "", 404, ""},
             Exchange{"POST", "/old/items", R"({"Name": "a"})", "application/json", 201},
             Exchange{"POST", "/old/items", "Name=a+b%21", "application/x-www-form-urlencoded", 202,
                      "yes", "text/plain; charset=utf-8"},
             Exchange{"POST", "/old/items", "{}", "Application/JSON; charset=utf-8", 202},
             Exchange{"POST", "/old/items", "{}", "application/json", 503, "{}"},
             Exchange{"GET", "/old/items/7", "", "", 200, R"({"id": 7})"},
             Exchange{"GET", "/old/items/latest"},
             Exchange{"PATCH", "/old/items/7",
                      R"([{"op": "replace", "path": "/place/city", "value": "Oslo"},
                          {"op": "add", "path": "/SIZES/-", "value": 4},
                          {"op": "replace", "path": "/Place", "value": {"city": "Oslo"}},
                          {"op": "remove", "path": "/Name"}])",
                      "application/json-patch+json"},
         }) {
        EXPECT_THAT(DeparturesOf(e), IsEmpty()) << e.method << " " << e.target;
    }
}

struct Broken {
    Exchange exchange;
    const char* departure;
};

class BrokenExchanges : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenExchanges, AreToldInOneLineWithTheirPlaceInTheDocument) {
    EXPECT_THAT(DeparturesOf(GetParam().exchange), ElementsAre(GetParam().departure));
}

INSTANTIATE_TEST_SUITE_P(
    Contract, BrokenExchanges,
    ::testing::Values(
        Broken{{"GET", "/api/v1/shelves", "", "", 404},
               "GET /api/v1/shelves: no document has this operation; the answer was 404; "
               "shop.yaml"},
        Broken{{"GET", "/items?tag=a", "", "", 200, "[]"},
               "GET /items?tag=a: no document has this operation; the answer was 200; shop.yaml"},
        Broken{{"DELETE", "/old/items/7", "", "", 405},
               "DELETE /old/items/7: the path has no DELETE; the answer was 405; "
               "shop.yaml#/paths/~1items~1{id}"},
        Broken{{"GET", "/old/items?tag=a&size=4", "", "", 200, "[]"},
               "GET /old/items?tag=a&size=4: query parameter 'size': is not documented; the answer "
               "was 200; shop.yaml#/paths/~1items/get/parameters"},
        Broken{{"GET", "/old/items", "", "", 400},
               "GET /old/items: query parameter 'tag': is missing; the answer was 400; "
               "shop.yaml#/paths/~1items/get/parameters/2"},
        Broken{{"GET", "/old/items?tag=a&page=x", "", "", 400},
               "GET /old/items?tag=a&page=x: query parameter 'page': is \"x\", not integer; the "
               "answer was 400; shop.yaml#/paths/~1items/get/parameters/0/schema/type"},
        Broken{{"GET", "/old/items?tag=a&open=1", "", "", 400},
               "GET /old/items?tag=a&open=1: query parameter 'open': is 1, not boolean; the answer "
               "was 400; shop.yaml#/paths/~1items/get/parameters/1/schema/type"},
        Broken{{"GET", "/old/items/x", "", "", 200, "{}"},
               "GET /old/items/x: path parameter 'id': is \"x\", not integer; the answer was 200; "
               "shop.yaml#/paths/~1items~1{id}/parameters/0/schema/type"},
        Broken{{"GET", "/old/items?tag=a", "", "", 200, R"([1, "2"])"},
               "GET /old/items?tag=a: response 200: body /1: is \"2\", not integer; "
               "shop.yaml#/paths/~1items/get/responses/200/content/application~1json/schema/items/"
               "type"},
        Broken{{"GET", "/old/items?tag=a", "", "", 301},
               "GET /old/items?tag=a: response 301: the status is not documented; "
               "shop.yaml#/paths/~1items/get/responses"},
        Broken{{"GET", "/old/items?tag=a"},
               "GET /old/items?tag=a: response 200: body: is missing; "
               "shop.yaml#/paths/~1items/get/responses/200"},
        Broken{{"GET", "/old/items?tag=a", "", "", 404, "{}"},
               "GET /old/items?tag=a: response 404: body: is not documented; "
               "shop.yaml#/paths/~1items/get/responses/4XX"},
        Broken{{"GET", "/old/items?tag=a", "", "", 200, "[1"},
               "GET /old/items?tag=a: response 200: body: is no JSON; "
               "shop.yaml#/paths/~1items/get/responses/200"},
        Broken{{"GET", "/old/items?tag=a", "", "", 200, "1", "text/html"},
               "GET /old/items?tag=a: response 200: body: has the media type 'text/html', not "
               "application/json; shop.yaml#/paths/~1items/get/responses/200/content"},
        Broken{{"GET", "/old/items?tag=a", "{}", "application/json", 200, "[]"},
               "GET /old/items?tag=a: body: is not documented; the answer was 200; "
               "shop.yaml#/paths/~1items/get"},
        Broken{{"POST", "/old/items", "", "", 201},
               "POST /old/items: body: is missing; the answer was 201; "
               "shop.yaml#/paths/~1items/post/requestBody"},
        Broken{{"POST", "/old/items", R"({"id": 1})", "application/json", 201},
               "POST /old/items: body /id: is read-only; the answer was 201; "
               "shop.yaml#/components/schemas/Item/properties/id"},
        Broken{{"POST", "/old/items", R"({"name": "a"})", "application/json", 201},
               "POST /old/items: body: has the member 'name', which is not documented; the answer "
               "was 201; shop.yaml#/components/schemas/Item/additionalProperties"},
        Broken{{"POST", "/old/items", "Nam=a", "application/x-www-form-urlencoded", 201},
               "POST /old/items: body: has the member 'Nam', which is not documented; the answer "
               "was 201; shop.yaml#/components/schemas/Item/additionalProperties"},
        Broken{{"POST", "/old/items", "{}", "application/json", 202, "no", "text/plain"},
               "POST /old/items: response 202: body: is \"no\": String should be no fewer than 3 "
               "characters in length.; "
               "shop.yaml#/paths/~1items/post/responses/202/content/text~1plain/schema"},
        Broken{{"PATCH", "/old/items/7", "[]", "application/json"},
               "PATCH /old/items/7: body: has the media type 'application/json', not "
               "application/json-patch+json; the answer was 200; "
               "shop.yaml#/paths/~1items~1{id}/patch/requestBody/content"},
        Broken{{"PATCH", "/old/items/7", R"([{"op": "replace", "path": "/id", "value": 8}])",
                "application/json-patch+json"},
               "PATCH /old/items/7: body /0 (/id): is read-only; the answer was 200; "
               "shop.yaml#/components/schemas/Item/properties/id"},
        Broken{{"PATCH", "/old/items/7",
                R"([{"op": "remove", "path": "/Name"},
                    {"op": "add", "path": "/place/town", "value": ""}])",
                "application/json-patch+json"},
               "PATCH /old/items/7: body /1 (/place/town): has the member 'town', which is not "
               "documented; the answer was 200; "
               "shop.yaml#/components/schemas/Item/properties/Place/additionalProperties"},
        Broken{{"PATCH", "/old/items/7", R"([{"op": "add", "path": "/sizes/-", "value": "x"}])",
                "application/json-patch+json"},
               "PATCH /old/items/7: body /0 (/sizes/-): is \"x\", not integer; the answer was 200; "
               "shop.yaml#/components/schemas/Item/properties/Sizes/items/type"},
        Broken{{"PATCH", "/old/items/7", R"([{"op": "replace", "path": "/Name"}])",
                "application/json-patch+json"},
               "PATCH /old/items/7: body /0: has no value, or a path that does not begin with '/'; "
               "the answer was 200; shop.yaml#/components/schemas/Item"}));

TEST(Contract, WantsOneOfTheCredentials) {
    const http::Response answer{.status = 404};
    http::Request request = RequestOf({"GET", "/old/items?tag=a"});
    request.headers["authorization"] = "Basic t";
    EXPECT_THAT(Shop().Explain("shop", request, &answer),
                ElementsAre(HasSubstr("credentials: lacks key or token")));
    request = RequestOf({"GET", "/old/items?tag=a&key=k"});
    request.headers.erase("authorization");
    EXPECT_THAT(Shop().Explain("shop", request, &answer), IsEmpty());
    request = RequestOf({"GET", "/old/items/7"});
    request.headers.erase("authorization");
    EXPECT_THAT(Shop().Explain("shop", request, nullptr), IsEmpty()) << "open to all";
}

TEST(Contract, LooksAtHeadersThatTheDocumentNames) {
    http::Request request = RequestOf({"GET", "/old/items?tag=a"});
    request.headers["x-trace"] = "long";
    EXPECT_THAT(Shop().Explain("shop", request, nullptr),
                ElementsAre(HasSubstr("header parameter 'x-trace'")));
}

TEST(Contract, CountsTheCharactersOfTextsThatAreNoUtf8) {
    const std::string bytes = "\xFF\xAF\xAF\xAF\xAF\xAF\xAF\xAF\xAF";
    http::Request request = RequestOf({"GET", "/old/items?tag=a"});
    request.headers["x-trace"] = bytes;
    EXPECT_THAT(Shop().Explain("shop", request, nullptr), ElementsAre(HasSubstr("'x-trace'")));
    request = RequestOf({"POST", "/old/items", "Name=a", "application/x-www-form-urlencoded"});
    request.body = "Name=" + bytes;
    const http::Response answer{.status = 202, .body = bytes, .content_type = "text/plain"};
    EXPECT_THAT(Shop().Explain("shop", request, &answer), ElementsAre(HasSubstr("body /Name")));
}

TEST(Contract, LooksAtARequestAloneWhereAFaultAnswered) {
    EXPECT_THAT(Shop().Explain("shop", RequestOf({"GET", "/old/items?tag=a"}), nullptr), IsEmpty());
    EXPECT_THAT(Shop().Explain("shop", RequestOf({"GET", "/old/items"}), nullptr),
                ElementsAre("GET /old/items: query parameter 'tag': is missing; the answer was a "
                            "fault's; shop.yaml#/paths/~1items/get/parameters/2"));
}

TEST(Contract, SaysNothingOfASystemWithoutDocuments) {
    EXPECT_THAT(Shop().Check("bank", RequestOf({"GET", "/"}), nullptr), IsEmpty());
}

TEST(Contract, TellsWhoDeparts) {
    const http::Response answer;
    const auto departures =
        Shop().Check("shop", RequestOf({"GET", "/old/items?x=1&tag=a"}), &answer);
    ASSERT_EQ(departures.size(), 2u);
    EXPECT_EQ(departures[0].side, Departure::Side::kRequest);
    EXPECT_EQ(departures[1].side, Departure::Side::kResponse);
}

TEST(Contract, RefusesDocumentsThatItCannotUse) {
    const plumb::testing::TempDir folder;
    struct Case {
        const char* text;
        const char* problem;
    };
    for (const Case& c :
         {Case{"a: [", "bad.yaml:"}, Case{"swagger: '2.0'", "no OpenAPI 3.0 document"},
          Case{"openapi: 3.0.1\npaths: {/a: {$ref: '#/b'}}", "'#/b' leads nowhere"},
          Case{"openapi: 3.0.1\npaths: {/a: {$ref: 'other.yaml#/b'}}", "leads nowhere"},
          Case{"openapi: 3.0.1\npaths: {}\nb: {$ref: '#/b'}", "'#/b' leads nowhere"}}) {
        const std::string file = folder.Write("bad.yaml", c.text).string();
        EXPECT_THAT(Contract::Read({{"shop", {file}}}),
                    plumb::testing::Fails(HasSubstr(c.problem)));
    }
    EXPECT_THAT(Contract::Read({{"shop", {"/nowhere.yaml"}}}),
                plumb::testing::Fails(HasSubstr("/nowhere.yaml")));
}

void ExpectUsable(const std::optional<Schema>& schema) {
    if (!schema) return;
    EXPECT_THAT(schema->Compile(), plumb::testing::IsOk());
}

TEST(ShippedDocuments, HaveSchemasThatMakeSense) {
    int operations = 0;
    for (const char* system : {"youtrack", "poweroffice-go", "sesam"}) {
        for (const Document& document : plumb::testing::TheContract().DocumentsOf(system)) {
            for (const Operation& operation : document.Operations()) {
                ++operations;
                SCOPED_TRACE(document.Name() + operation.pointer);
                EXPECT_FALSE(operation.responses.empty());
                for (const Parameter& parameter : operation.parameters) {
                    ExpectUsable(parameter.schema);
                }
                std::vector<Body> bodies;
                if (operation.body) bodies.push_back(*operation.body);
                for (const auto& [status, body] : operation.responses) bodies.push_back(body);
                for (const Body& body : bodies) {
                    for (const Content& content : body.contents) {
                        ExpectUsable(content.schema);
                        ExpectUsable(content.patched);
                    }
                }
            }
        }
    }
    EXPECT_GT(operations, 20);
}

}  // namespace
}  // namespace plumb::mocks::contract
