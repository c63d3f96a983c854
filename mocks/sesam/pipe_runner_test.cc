#include "mocks/sesam/pipe_runner.h"

#include <gmock/gmock.h>

#include "mocks/sesam/test_node.h"

namespace plumb::mocks::sesam {
namespace {

using ::testing::HasSubstr;

/// A flow that changes something in each of its first runs.
struct Flow {
    int changing = 0;
    int runs = 0;
    std::string failure;
    FakeClock clock;
    PipeRunner runner{[this] {
                          clock.Wait(1000);
                          return PipeRunner::Round{++runs <= changing, failure};
                      },
                      clock};
};

// sesam.md, 3 "Run whole flow" and "Quiescence recipe": N extra runs without a change, at most so
// many runs, at most so long.
TEST(PipeRunner, RunsUntilNothingChangesAnyMore) {
    struct Case {
        int changing;
        PipeRunner::Task task;
        const char* status;
        int runs;
    };
    for (const Case& c : {
             Case{0, {}, "success", 3},
             Case{4, {}, "success", 7},
             Case{4, {.extra_zero_runs = 0}, "success", 5},
             Case{1000, {}, "failed", 100},
             Case{4, {.max_runs = 6}, "failed", 6},
             Case{1000, {.max_run_time = 5000}, "failed", 6},
         }) {
        Flow flow;
        flow.changing = c.changing;
        EXPECT_EQ((*flow.runner.RunNow(c.task))["status"], c.status);
        EXPECT_EQ(flow.runs, c.runs);
    }
}

// sesam.md, section 3: "Run whole flow", additional_info.
TEST(PipeRunner, SaysWhichPipeFailed) {
    Flow flow;
    flow.failure = "p: no answer";
    const Json ended = *flow.runner.RunNow({.max_runs = 3});
    EXPECT_EQ(ended["status"], "failed");
    EXPECT_EQ(ended["additional_info"], "p: no answer");
}

// sesam.md, 3 "Run whole flow": the options of the call, which is not in the published schema.
TEST(RunAllPipes, SyncsEverythingInOneCall) {
    TestNode house;
    house.AddFamily("a@a.example");
    EXPECT_EQ(ParseJson(house
                            .Call("POST",
                                  "/api/pipes/run-all-pipes?extra_zero_runs=1&"
                                  "output_run_statistics=true&scheduler_mode=active")
                            .body)["status"],
              "success");
    house.systems[0].Edit("1", kUserEmail, "b@a.example");
    house.Call("POST", "/api/pipes/run-all-pipes?request_mode=sync");
    EXPECT_EQ(house.systems[2].Get("1", "EmailAddress"), "b@a.example");
    house.systems[2].unavailable = 1'000'000;
    house.systems[0].Edit("1", kUserEmail, "c@a.example");
    const Json failed = ParseJson(house.Call("POST", "/api/pipes/run-all-pipes?max_runs=2").body);
    EXPECT_EQ(failed["status"], "failed");
    EXPECT_THAT(failed["additional_info"].get<std::string>(), HasSubstr("customers-share"));
    EXPECT_EQ(house.Call("POST", "/api/pipes/run-all-pipes?request_mode=later").status, 400);
}

// sesam.md, 3 "Run whole flow" (async gives a token) and "Async status / log / stop".
TEST(RunAllPipes, WorksWhileOthersAsk) {
    TestNode house;
    house.AddFamily("a@a.example");
    const Json begun =
        ParseJson(house.Call("POST", "/api/pipes/run-all-pipes?request_mode=async").body);
    const std::string token = begun.value("token", "");
    ASSERT_FALSE(token.empty());
    const auto status = [&](const std::string& of) {
        return house.Get("/api/pipes/get-pipe-runner-status?token=" + of)["status"];
    };
    while (status(token) == "running") std::this_thread::yield();
    EXPECT_EQ(status(token), "success");
    EXPECT_EQ(status("another"), "not-running");
    const Json log = house.Get("/api/pipes/get-run-all-pipes-log?since=0&token=" + token);
    ASSERT_GE(log.size(), 3U);
    EXPECT_THAT(log[0]["logdata"].get<std::string>(), HasSubstr("run 1: changes"));
    EXPECT_EQ(log[0]["loglevel"], "INFO");
    EXPECT_TRUE(log[0]["timestamp"].is_string());
    EXPECT_EQ(house.Get("/api/pipes/get-run-all-pipes-log?since=1&token=" + token).size(),
              log.size() - 1);
    EXPECT_EQ(house.Call("POST", "/api/pipes/stop-run-all-pipes?terminate_timeout=30").status, 200);
}

// sesam.md, section 3: "Async status / log / stop".
TEST(RunAllPipes, CanBeStoppedAndIsOneAtATime) {
    TestNode house;
    std::atomic<bool> open = false;
    std::atomic<bool> inside = false;
    house.AddFamily("a@a.example");
    house.RunAll();
    house.systems[2].stores = [&](const std::string&, Json value) {
        inside = true;
        while (!open) std::this_thread::yield();
        return value;
    };
    house.systems[0].Edit("1", kUserEmail, "b@a.example");
    const std::string path = "/api/pipes/run-all-pipes?request_mode=";
    const Json begun =
        ParseJson(house.Call("POST", path + "async&extra_zero_runs=100000&max_runs=100000").body);
    while (!inside) std::this_thread::yield();
    EXPECT_EQ(house.Call("POST", path + "sync").status, 409);
    EXPECT_EQ(house.Call("POST", path + "async").status, 409);
    const std::string status = "/api/pipes/get-pipe-runner-status?token=";
    EXPECT_EQ(house.Get(status + begun["token"].get<std::string>())["status"], "running");
    std::thread stop([&] { house.Call("POST", "/api/pipes/stop-run-all-pipes"); });
    open = true;
    stop.join();
    const Json ended = house.Get(status + begun["token"].get<std::string>());
    EXPECT_EQ(ended["status"], "failed");
    EXPECT_EQ(ended["additional_info"], "it was stopped");
}

// sesam.md, 3 "Run whole flow": reset_pipes_and_delete_sink_datasets.
TEST(RunAllPipes, CanForgetEverythingFirst) {
    TestNode house;
    house.AddFamily("a@a.example");
    house.RunAll();
    const std::string dataset = "/api/datasets/youtrack-users-collect/entities";
    const auto before = house.Get(dataset)[0]["_updated"].get<std::int64_t>();
    // Linked records that match no more: only a memory of them keeps them linked.
    house.systems[0].Edit("1", kUserEmail, "b@a.example");
    house.Call("POST", "/api/pipes/run-all-pipes?reset_pipes_and_delete_sink_datasets=true");
    EXPECT_EQ(house.systems[2].Get("1", "EmailAddress"), "a@a.example");
    const Json after = house.Get(dataset);
    ASSERT_EQ(after.size(), 1U);
    EXPECT_GT(after[0]["_updated"].get<std::int64_t>(), before);
}

}  // namespace
}  // namespace plumb::mocks::sesam
