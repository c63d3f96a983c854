// People who connect a data flow of their own see where it departs from the APIs' documents.

#include <gmock/gmock.h>
#include <httplib.h>

#include "harness/base/json_path.h"
#include "harness/checklist/reader.h"
#include "harness/cli/embedded.h"
#include "harness/testing/result_matchers.h"
#include "harness/tests/program.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// The answer's text to a GET with a token.
std::string Get(const Json& access, const std::string& target) {
    httplib::Client client(TextAt(access, "url"));
    client.set_bearer_token_auth(TextAt(access, "token"));
    const auto answer = client.Get(target);
    EXPECT_TRUE(answer) << target;
    return answer ? answer->body : "";
}

/// "departures" of the only request in the log of the running mock, after one that departs.
Json DeparturesIn(const std::string& line_of_mock) {
    const Json youtrack = ParseJson(line_of_mock)["systems"]["youtrack"];
    Get(youtrack, "/hub/rest/users?top=50");
    const Json log = ParseJson(Get(youtrack["admin"], "/_mock/requests"));
    EXPECT_EQ(log["requests"].size(), 1u) << Dump(log);
    return log["requests"][0]["departures"];
}

TEST(MockContract, IsSwitchedOnByAFlagAndThenTheLogTells) {
    const testing::MockProcess mock("--contract --without-sesam");
    EXPECT_THAT(DeparturesIn(mock.Line()),
                ElementsAre(HasSubstr("query parameter 'top': is not documented; the answer was "
                                      "200; hub-users.yaml#/paths/~1users/get/parameters")));
}

TEST(MockContract, IsOffUnlessAskedFor) {
    const testing::MockProcess mock("--without-sesam");
    EXPECT_THAT(DeparturesIn(mock.Line()), IsEmpty());
}

TEST(MockContract, HoldsTheSesamNodeAgainstItsDocumentToo) {
    const auto checklist =
        checklist::ReadFile(std::string(PLUMB_SOURCE_DIR) + "/" + testing::kChecklists.front());
    ASSERT_THAT(checklist, testing::IsOk());
    cli::EmbeddedOptions options;
    options.contract = true;
    const auto embedded = cli::Embedded::Start(*checklist, options);
    ASSERT_THAT(embedded, testing::IsOk());
    const Json node = (*embedded)->TargetJson()["dataflow"];
    Get(node, "/api/pipes");
    EXPECT_THAT((*embedded)->Departures(), IsEmpty());
    Get(node, "/api/pipes?verbose=perhaps");
    EXPECT_THAT((*embedded)->Departures(), ElementsAre(HasSubstr("'verbose'")));
}

}  // namespace
}  // namespace plumb
