#include "harness/dataflow/sesam_scheduler.h"

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

class SesamSchedulerTest : public testing::SesamFlowTest {
  protected:
    SesamSchedulerTest() { flow_.may_pause_scheduler = true; }
};

TEST_F(SesamSchedulerTest, IsOutOfReachWhereTheTargetDoesNotAllowToPauseIt) {
    EXPECT_NE(Make()->GetScheduler(), nullptr);
    flow_.may_pause_scheduler = false;
    EXPECT_EQ(Make()->GetScheduler(), nullptr);
}

struct Metadata {
    const char* name;
    const char* before;
    const char* paused;
};

class EveryNode : public testing::SesamFlowTest, public ::testing::WithParamInterface<Metadata> {};

TEST_P(EveryNode, HasAllItsMetadataAfterwardsAsTheyWereBefore) {
    flow_.may_pause_scheduler = true;
    node_.metadata = Json::parse(GetParam().before);
    const auto driver = Make();
    Scheduler& scheduler = *driver->GetScheduler();
    const auto before = scheduler.Read();
    ASSERT_THAT(before, IsOk());
    EXPECT_FALSE(before->is_paused);
    EXPECT_THAT(scheduler.Pause(), IsOk());
    EXPECT_EQ(node_.metadata, Json::parse(GetParam().paused));
    node_.metadata["colleague"] = "was here";
    EXPECT_THAT(scheduler.Restore(before->words), IsOk());
    EXPECT_EQ(node_.metadata.value("colleague", ""), "was here");
    node_.metadata.erase("colleague");
    EXPECT_EQ(node_.metadata, Json::parse(GetParam().before));
}

INSTANTIATE_TEST_SUITE_P(
    Sesam, EveryNode,
    ::testing::Values(
        Metadata{"WithoutAny", "{}", R"({"task_manager":{"disable_user_pipes":true}})"},
        Metadata{"ThatSaysFalse", R"({"task_manager":{"disable_user_pipes":false,"x":1}})",
                 R"({"task_manager":{"disable_user_pipes":true,"x":1}})"},
        Metadata{"WithAnEmptySection", R"({"task_manager":{}})",
                 R"({"task_manager":{"disable_user_pipes":true}})"},
        Metadata{"WithOthers", R"({"_id":"node","global_defaults":{"a":1.5}})",
                 R"({"_id":"node","global_defaults":{"a":1.5},
                     "task_manager":{"disable_user_pipes":true}})"}),
    [](const auto& test) { return test.param.name; });

TEST_F(SesamSchedulerTest, IsToldWithNothingElseOfTheMetadata) {
    node_.metadata = {{"task_manager", {{"disable_user_pipes", true}, {"x", 1}}}, {"y", 2}};
    const auto driver = Make();
    const auto setting = driver->GetScheduler()->Read();
    ASSERT_THAT(setting, IsOk());
    EXPECT_TRUE(setting->is_paused);
    EXPECT_EQ(setting->words, Json({{"task_manager", {{"disable_user_pipes", true}}}}));
}

TEST_F(SesamSchedulerTest, IsNotWrittenWhereTheMetadataAreOfAnUnknownForm) {
    const auto driver = Make();
    for (const char* odd : {R"([])", R"({"task_manager":7})", R"({"config":{"original":{}}})"}) {
        node_.metadata = Json::parse(odd);
        EXPECT_THAT(driver->GetScheduler()->Pause(), Fails(HasSubstr("a form that is not known")))
            << odd;
    }
    EXPECT_EQ(node_.Count("PUT"), 0);
}

TEST_F(SesamSchedulerTest, IsPausedWhenItReadsBackAsPausedAndNotBefore) {
    const auto driver = Make();
    node_.on_request = [](const std::string& method, const std::string&) {
        return method == "PUT" ? std::optional<Result<system::HttpResponse>>(
                                     testing::FakeNode::Answer(Json::object()))
                               : std::nullopt;
    };
    EXPECT_THAT(driver->GetScheduler()->Pause(), Fails(HasSubstr("still shows the old one")));
    node_.on_request = [this](const std::string& method,
                              const std::string&) -> std::optional<Result<system::HttpResponse>> {
        if (method != "PUT") return std::nullopt;
        node_.metadata["task_manager"]["disable_user_pipes"] = true;
        return EnvironmentError("the connection was closed");
    };
    EXPECT_THAT(driver->GetScheduler()->Pause(), IsOk()) << "only the answer was lost";
}

TEST_F(SesamSchedulerTest, TellsWhatTheNodeSaysWithoutItsToken) {
    const auto driver = Make();
    node_.on_request = [](const std::string& method, const std::string&) {
        return method == "PUT" ? std::optional<Result<system::HttpResponse>>(
                                     system::HttpResponse{403, {}, "not you, the-jwt-token"})
                               : std::nullopt;
    };
    EXPECT_THAT(
        driver->GetScheduler()->Pause(),
        Fails(AllOf(HasSubstr("answered 403: not you, ***"), Not(HasSubstr("the-jwt-token")))));
}

TEST_F(SesamSchedulerTest, IsSetByHandTheSameWay) {
    const auto driver = Make();
    const Scheduler& scheduler = *driver->GetScheduler();
    EXPECT_EQ(scheduler.Url(), "http://node/api/metadata");
    EXPECT_THAT(scheduler.ByHand(Json::object()),
                HasSubstr("take task_manager.disable_user_pipes out of it"));
    EXPECT_THAT(scheduler.ByHand({{"task_manager", {{"disable_user_pipes", false}}}}),
                HasSubstr("set task_manager.disable_user_pipes in it to false"));
}

}  // namespace
}  // namespace plumb::dataflow
