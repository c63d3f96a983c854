#include "mocks/http/fault_reader.h"

#include <gmock/gmock.h>

namespace plumb::mocks::http {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using Kind = Operation::Kind;

const std::vector<KnownSystem> kSystems = {
    {"youtrack",
     {{"GET", "/hub/rest/users", "users", Kind::kList},
      {"GET", "/hub/rest/users/{id}", "users", Kind::kRead},
      {"POST", "/hub/rest/users/{id}", "users", Kind::kUpdate}}},
    {"poweroffice-go",
     {{"POST", "/OAuth/Token", "", Kind::kToken},
      {"POST", "/Customer/{party}/Contact", "contactperson", Kind::kCreateOrUpdate}}}};

/// "LINE:COLUMN message" of each problem, or the fault as it was understood.
std::string Read(const std::string& text) {
    const auto node = yaml::Parse(text, "faults.yaml");
    if (!node) return ToString(node.error());
    std::vector<Problem> problems;
    const Fault fault = ReadFault(*node, kSystems, problems);
    std::string all;
    for (const Problem& problem : problems) {
        all += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) +
               " " + problem.message + " " + problem.hint + "\n";
    }
    return problems.empty() ? ToJson(fault).dump() : all;
}

TEST(FaultReader, ReadsWhatItWrites) {
    const std::string match = R"("match":{"nth":1,"times":1},)";
    for (
        const char* verdict :
        {R"({"is":"status","status":503})",
         R"({"body":"{}","content_type":"text/plain","headers":{"X":"1"},"is":"status","retry_after_as_date":true,"retry_after_s":2,"status":429})",
         R"({"is":"delay","ms":50})", R"({"is":"reset","when":"before-all"})",
         R"({"is":"reset","when":"before-body"})", R"({"is":"reset","when":"after-body"})",
         R"({"is":"truncate"})", R"({"is":"malformed"})",
         R"({"is":"content-type","type":"text/html"})", R"({"is":"commit-then-drop"})",
         R"({"is":"commit-then-status","status":502})", R"({"is":"duplicate"})",
         R"({"is":"stale-read"})", R"({"is":"page-shift","records":-1})",
         R"({"is":"lost-item","place":-1})", R"({"id":"7","is":"lost-item"})",
         R"({"is":"expired-token"})"}) {
        const std::string text = "{" + match + "\"verdict\":" + verdict + "}";
        EXPECT_EQ(Read(text), text);
    }
    for (const char* window :
         {R"({"is":"refuse"})", R"({"is":"refuse","ms":9})", R"({"is":"clock-skew","ms":-5})"}) {
        const std::string text =
            R"({"match":{"system":"youtrack"},"verdict":)" + std::string(window) + "}";
        EXPECT_EQ(Read(text), text);
    }
    const std::string all =
        R"({"match":{"chance":0.5,"client":"all","contains":"x","entity":"users","method":"POST",)"
        R"("nth":2,"operation":"update","path":"/hub/rest/users/*","record":"7","seed":9,)"
        R"("system":"youtrack","times":0},"verdict":{"is":"truncate"}})";
    EXPECT_EQ(Read(all), all);
}

TEST(FaultReader, AVerdictWithoutDetailsMayBeItsNameAlone) {
    EXPECT_EQ(Read("verdict: commit-then-drop"),
              R"({"match":{"nth":1,"times":1},"verdict":{"is":"commit-then-drop"}})");
}

TEST(FaultReader, RefusesWhatCannotBeMeantWithItsPlace) {
    struct Row {
        const char* text;
        const char* problem;
    };
    for (const Row& row :
         {Row{"match: {}", "verdict"},
          Row{"verdict: explode", "1:10 'explode' is no verdict"},
          Row{"verdict: truncated", "did you mean 'truncate'"},
          Row{"verdict: {status: 500}", "is"},
          Row{"verdict: {is: status, status: 99}", "1:31"},
          Row{"verdict: {is: status, status: 600}", "1:31"},
          Row{"verdict: {is: delay}", "ms"},
          Row{"verdict: {is: delay, ms: -1}", "1:26"},
          Row{"verdict: {is: truncate, ms: 1}", "1:25"},
          Row{"verdict: {is: page-shift, records: 0}", "1:36 a shift by 0"},
          Row{"verdict: {is: lost-item, id: 7, place: 1}", "1:40 an item is lost by its 'id' or"},
          Row{"verdict: {is: status, status: 204, body: x}", "1:42 an answer 204 has no body"},
          Row{"verdict: {is: status, retry_after_as_date: true}", "needs 'retry_after_s'"},
          Row{"verdict: {is: status, headers: {a b: x}}", "1:33 'a b' is no name of a header"},
          Row{"verdict: {is: status, headers: {content-length: 3}}", "the server itself sets"},
          Row{R"(verdict: {is: status, headers: {X: "a\r\nY: b"}})", "one line of text"},
          Row{R"(verdict: {is: content-type, type: "a\nb"})", "1:35 'type' must be one line"},
          Row{"verdict: truncate\nmatch: {chance: 0}", "2:17 with the chance 0"},
          Row{"verdict: truncate\nmatch: {path: ''}", "2:15 'path' is empty"},
          Row{"verdict: truncate\nmatch: {record: ''}", "'record' is empty"},
          Row{"verdict: truncate\nmatch: {contains: ''}", "'contains' is empty"},
          Row{"verdict: truncate\nmatch: {nth: 0}", "2:14"},
          Row{"verdict: truncate\nmatch: {chance: 2}", "2:17"},
          Row{"verdict: truncate\nmatch: {mthod: GET}", "2:9"},
          Row{"verdict: truncate\nmatch: {method: get}", "2:17"},
          Row{"verdict: truncate\nmatch: {system: salesforce}", "2:17"},
          Row{"verdict: truncate\nmatch: {entity: invoices}", "2:17"},
          Row{"verdict: truncate\nmatch: {operation: upsert}", "2:20"},
          Row{"verdict: truncate\nmatch: {client: me}", "2:17"},
          Row{"verdict: truncate\ncolour: red", "2:1"}}) {
        EXPECT_THAT(Read(row.text), HasSubstr(row.problem)) << row.text;
    }
}

TEST(FaultReader, RefusesAMatchThatCanNeverOccur) {
    for (const char* text :
         {"verdict: truncate\nmatch: {system: youtrack, path: /v2/customers}",
          "verdict: truncate\nmatch: {method: DELETE}",
          "verdict: truncate\nmatch: {system: youtrack, entity: contactperson}",
          "verdict: truncate\nmatch: {system: youtrack, operation: token}",
          "verdict: lost-item\nmatch: {operation: update}",
          "verdict: page-shift\nmatch: {system: poweroffice-go}",
          "verdict: stale-read\nmatch: {method: POST}",
          "verdict: expired-token\nmatch: {operation: token}",
          "verdict: truncate\nmatch: {operation: list, entity: users, record: 7}",
          "verdict: truncate\nmatch: {operation: token, record: 7}",
          "verdict: truncate\nmatch: {path: /hub/rest/users/8, method: GET, record: 7}"}) {
        EXPECT_THAT(Read(text), AllOf(HasSubstr("2:8"), HasSubstr("no request can ever be met")))
            << text;
    }
    EXPECT_THAT(Read("verdict: truncate\nmatch: {operation: create, entity: contactperson}"),
                HasSubstr("truncate"));
    for (const char* match : {"{record: 7}", "{record: 7, path: '/hub/rest/**'}",
                              "{record: 7, path: /hub/rest/users/7, method: GET}",
                              "{record: 7, path: /Customer/8/Contact}"}) {
        EXPECT_THAT(Read("verdict: truncate\nmatch: " + std::string(match)),
                    HasSubstr(R"("record":"7")"));
    }
    EXPECT_THAT(Read("verdict: refuse"), HasSubstr("needs 'system'"));
    EXPECT_THAT(Read("verdict: refuse\nmatch: {system: youtrack, nth: 2}"),
                AllOf(HasSubstr("2:27"), HasSubstr("can never be fulfilled")));
}

}  // namespace
}  // namespace plumb::mocks::http
