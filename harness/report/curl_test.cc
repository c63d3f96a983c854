#include "harness/report/curl.h"

#include <gmock/gmock.h>

#include "harness/report/repeat.h"

namespace plumb::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

journal::Exchange Request() {
    journal::Exchange exchange;
    exchange.system = "poweroffice-go";
    exchange.method = "PATCH";
    exchange.url = "http://127.0.0.1:41002/v2/customers/7?a=b&c=d";
    exchange.headers = {{"Authorization", "Bearer ***"}, {"Accept", "application/json"}};
    exchange.request = R"({"Name":"O'Hara"})";
    return exchange;
}

TEST(CurlLine, CanBePastedIntoAShellOnceTheVariablesAreSet) {
    EXPECT_EQ(CurlLine(Request()),
              "curl -X PATCH 'http://127.0.0.1:41002/v2/customers/7?a=b&c=d' \\\n"
              "  -H \"Authorization: Bearer $POWEROFFICE_GO_TOKEN\" \\\n"
              "  -H 'Accept: application/json' \\\n"
              "  --data-raw '{\"Name\":\"O'\\''Hara\"}'");
}

TEST(CurlLine, NeverShowsTheValueOfASecretHeaderEvenIfItCameUnmasked) {
    journal::Exchange exchange = Request();
    exchange.headers = {{"authorization", "Basic c2VjcmV0OnNlY3JldA=="},
                        {"Ocp-Apim-Subscription-Key", "abcdef"},
                        {"X-Trace", "a***b"}};
    const std::string line = CurlLine(exchange);
    EXPECT_THAT(line, HasSubstr("\"authorization: Basic $POWEROFFICE_GO_BASIC_AUTH\""));
    EXPECT_THAT(line, HasSubstr("$POWEROFFICE_GO_OCP_APIM_SUBSCRIPTION_KEY\""));
    EXPECT_THAT(line, HasSubstr("\"X-Trace: $POWEROFFICE_GO_X_TRACE\""));
    EXPECT_THAT(line, Not(HasSubstr("c2VjcmV0")));
    EXPECT_THAT(line, Not(HasSubstr("abcdef")));
}

TEST(CurlLine, LeavesAPlaceForSecretsInUrlAndBodyAndLetsNothingElseExpand) {
    journal::Exchange exchange = Request();
    exchange.method = "GET";
    exchange.url = "http://h/?token=***&x=$HOME";
    exchange.headers.clear();
    exchange.request = "key=***`id`";
    EXPECT_EQ(CurlLine(exchange),
              "curl \"http://h/?token=${POWEROFFICE_GO_SECRET}&x=\\$HOME\" \\\n"
              "  --data-raw \"key=${POWEROFFICE_GO_SECRET}\\`id\\`\"");
}

struct Repeat {
    const char* name;
    std::string command;
    std::string repeat;
};

class Repeats : public ::testing::TestWithParam<Repeat> {};

TEST_P(Repeats, SelectJustTheOneCase) {
    EXPECT_EQ(RepeatCommand(GetParam().command, "flow/check/1.a"), GetParam().repeat);
}

INSTANTIATE_TEST_SUITE_P(
    RepeatCommand, Repeats,
    ::testing::Values(Repeat{"WholeRun", "plumb run a.yaml",
                             "plumb run a.yaml --filter flow/check/1.a"},
                      Repeat{"NoCommand", "", "plumb run --filter flow/check/1.a"},
                      Repeat{"OtherFilter", "plumb run --filter 'x y' --seed 7 --shard=2/5",
                             "plumb run --seed 7 --filter flow/check/1.a"},
                      Repeat{"QuotedWord", "plumb run 'my list.yaml' --tester \"A B\"",
                             "plumb run 'my list.yaml' --tester \"A B\" --filter flow/check/1.a"},
                      Repeat{"EscapedQuote", "plumb run 'it'\\''s.yaml'  --flow x",
                             "plumb run 'it'\\''s.yaml' --filter flow/check/1.a"}),
    [](const auto& test) { return test.param.name; });

TEST(RepeatCommand, QuotesAnIdThatTheShellWouldRead) {
    EXPECT_EQ(RepeatCommand("plumb run", "a/b/$(x) 'y'"),
              R"(plumb run --filter 'a/b/$(x) '\''y'\''')");
}

}  // namespace
}  // namespace plumb::report
