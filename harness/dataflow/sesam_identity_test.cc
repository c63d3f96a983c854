#include "harness/dataflow/sesam_identity.h"

#include <gmock/gmock.h>

#include "harness/dataflow/testing/sesam_fixture.h"
#include "harness/testing/result_matchers.h"

namespace plumb::dataflow {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class SesamIdentity : public testing::SesamFlowTest {};

TEST_F(SesamIdentity, IsFineWhenAllPipesAre) {
    EXPECT_THAT(Make()->Check(), IsOk());
    EXPECT_EQ(node_.Count("POST"), 0);
}

TEST_F(SesamIdentity, TellsAllPipesThatCannotBeDrivenAtOnce) {
    flow_.pipes = {"a-collect", "b-share", "c", "d/e"};
    node_.pumps["a-collect"].extra = {{"is-disabled", true}};
    node_.pumps["b-share"].extra = {
        {"is-valid-config", false},
        {"config-errors", {{{"level", "error"}, {"msg", "no system 'x' the-jwt-token"}}, "odd"}}};
    node_.pumps["c"] = {};
    const Status checked = Make()->Check();
    EXPECT_THAT(checked,
                Fails(AllOf(HasSubstr("pipe 'a-collect' is disabled"),
                            HasSubstr("'b-share' is not valid: no system 'x' ***; odd"),
                            HasSubstr("has no pipe 'd/e'"),
                            HasSubstr("correct 'pipes' of 'dataflow'"), Not(HasSubstr("'c'")))));
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().kind, ErrorKind::kEnvironment);
    EXPECT_EQ(node_.Count("POST"), 0);
}

TEST_F(SesamIdentity, CannotBeCheckedWhereTheNodeCannotBeAsked) {
    node_.on_request = [](const std::string&, const std::string&) {
        return system::HttpResponse{401, {}, "no"};
    };
    EXPECT_THAT(Make()->Check(), Fails(HasSubstr("check the token of 'dataflow'")));
}

TEST_F(SesamIdentity, HasOneDigestPerConfiguration) {
    node_.pumps["a-collect"].config = Json::parse(R"({"b":1,"a":{"y":[1,2],"x":"secret"}})");
    const Identity first = Make()->Identify();
    EXPECT_EQ(first.version, "7.1");
    EXPECT_EQ(first.configuration.size(), 64U);
    node_.pumps["a-collect"].config = Json::parse(R"( {"a":{"x":"secret","y":[1,2]}, "b":1} )");
    EXPECT_EQ(Make()->Identify().configuration, first.configuration);
    node_.pumps["a-collect"].config["b"] = 2;
    EXPECT_NE(Make()->Identify().configuration, first.configuration);
}

TEST_F(SesamIdentity, HasNoDigestWhereAPipeIsNotShown) {
    node_.pumps["b-share"].config = nullptr;
    EXPECT_EQ(Make()->Identify().configuration, "");
    node_.on_request = [](const std::string&, const std::string&) -> Result<system::HttpResponse> {
        return EnvironmentError("no connection");
    };
    EXPECT_EQ(Make()->Identify().version, "");
}

}  // namespace
}  // namespace plumb::dataflow
