#include "mocks/sesam/node.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"
#include "mocks/sesam/start.h"
#include "mocks/sesam/test_node.h"

namespace plumb::mocks::sesam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

// sesam.md, section 3: "Auth".
TEST(Node, IsOpenOnlyToItsToken) {
    TestNode house;
    for (const char* other : {"wrong", "", " "})
        EXPECT_EQ(house.Call("GET", "/api/ping", "", other).status, 401) << other;
    EXPECT_EQ(house.Get("/api/ping"), (Json{{"status", "running"}}));
}

TEST(Node, SaysWhatARequestIsAboutAndWhetherThereIsSuchAnOperation) {
    struct Row {
        const char* method;
        const char* target;
        const char* entity;
        const char* record;
        bool matched;
    };
    TestNode house;
    for (const Row& row :
         {Row{"GET", "/api/ping", "", "", true}, Row{"GET", "/api/pipes", "pipes", "", true},
          Row{"GET", "/api/pipes/x/pump", "pipes", "x", true},
          Row{"GET", "/api/datasets/d%3A1/entities", "datasets", "d:1", true},
          Row{"GET", "/api/pumps", "", "", false}, Row{"PUT", "/api/pipes", "pipes", "", false}}) {
        const http::Effect effect = house.Call(row.method, row.target).effect;
        EXPECT_EQ(effect.entity, row.entity) << row.target;
        EXPECT_EQ(effect.record, row.record) << row.target;
        EXPECT_EQ(effect.matched, row.matched) << row.target;
    }
}

// sesam.md, section 3: "Start/stop" and "Wait".
TEST(Node, RunsAPipeBeforeItAnswersTheStart) {
    TestNode house;
    house.AddFamily("a@a.example");
    EXPECT_EQ(house.Get("/api/pipes/youtrack-users-collect/pump")["runtime"]["last-run"], nullptr);
    const Json first = house.Start("youtrack-users-collect")["runtime"];
    EXPECT_EQ(first["is-running"], false);
    EXPECT_EQ(first["progress"]["processed"], 1);
    EXPECT_TRUE(first["last-run"].is_string());
    // The clock stands still: the time of the last run moves nevertheless.
    EXPECT_NE(house.Start("youtrack-users-collect")["runtime"]["last-run"], first["last-run"]);
}

// sesam.md, section 3: "Observing links".
TEST(Node, ShowsLinksAsIdsOfOneEntity) {
    TestNode house;
    house.AddFamily("a@a.example");
    house.RunAll();
    const Json links =
        house.Get("/api/datasets/global-person/entities?history=false&deleted=false");
    ASSERT_EQ(links.size(), 1u);
    EXPECT_THAT(links[0]["$ids"],
                UnorderedElementsAre("~:youtrack-users:1", "~:powerofficego-contactperson:1",
                                     "~:powerofficego-customers:1"));
}

// sesam.md, section 3: "Read dataset".
TEST(Node, ReadsDatasetsSinceWithLimitAndInReverse) {
    TestNode house;
    for (const char* email : {"a@a.example", "b@a.example", "c@a.example"}) house.AddFamily(email);
    house.RunAll();
    const std::string dataset = "/api/datasets/youtrack-users-collect";
    const Json all = house.Get(dataset + "/entities");
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(*Find(all[0], kUserEmail), "a@a.example");
    const Json newest = house.Get(dataset + "/entities?reverse=true&limit=1");
    ASSERT_EQ(newest.size(), 1u);
    EXPECT_EQ(newest[0], all[2]);
    EXPECT_EQ(house.Get(dataset)["runtime"]["last-updated"], all[2]["_updated"]);
    const std::string since = Dump(all[0]["_updated"]);
    EXPECT_EQ(house.Get(dataset + "/entities?since=" + since).size(), 2u);
}

// sesam.md, section 3: "Observing links" ($error in -share), "Quiescence recipe" (queues).
TEST(Node, ShowsRefusedWritesAndWhatStillWaits) {
    TestNode house;
    house.AddFamily("a@a.example");
    house.RunAll();
    house.systems[1].refuses = [](const std::string&, const Json&) { return true; };
    house.systems[2].unavailable = 3;
    house.systems[0].Edit("1", kUserEmail, "b@a.example");
    house.RunAll();
    const Json notes = house.Get("/api/datasets/powerofficego-contactperson-share/entities");
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_EQ(notes[0]["$error"], "emailAddress is refused");
    EXPECT_EQ(notes[0]["response_status"], 400);
    const Json waiting = house.Get("/api/pipes/powerofficego-customers-share/pump")["runtime"];
    EXPECT_EQ(waiting["queues"]["source"], 1);
    EXPECT_THAT(waiting["last-original-error-message"].get<std::string>(), HasSubstr("no answer"));
    house.RunAll();
    const Json done = house.Get("/api/pipes/powerofficego-customers-share/pump")["runtime"];
    EXPECT_EQ(done["queues"]["source"], 0);
    EXPECT_EQ(done["last-original-error-message"], nullptr);
}

// sesam.md, section 3: "Node restart", node_start_time.
TEST(Node, ForgetsNothingAtARestart) {
    TestNode house;
    house.AddFamily("a@a.example");
    house.RunAll();
    const Json before = house.Get("/api/status");
    EXPECT_EQ(house.Call("POST", "/api/admin", "operation=restart").status, 200);
    EXPECT_NE(house.Get("/api/status")["node_start_time"], before["node_start_time"]);
    house.systems[2].Edit("1", "EmailAddress", "b@a.example");
    house.clock.Wait(1'000);
    house.RunAll();
    EXPECT_EQ(house.systems[0].Get("1", kUserEmail), "b@a.example");
    EXPECT_EQ(house.Get("/api/datasets/global-person/entities?history=false&deleted=false").size(),
              1u);
}

// sesam.md, section 3: "List pipes"; ids in paths are quoted.
TEST(Node, ListsItsPipesAndDatasets) {
    TestNode house;
    const Json pipes = house.Get("/api/pipes");
    ASSERT_EQ(pipes.size(), 6u);
    EXPECT_EQ(pipes[0]["_id"], "youtrack-users-collect");
    EXPECT_EQ(house.Get("/api/pipes/youtrack%2Dusers-share")["_id"], "youtrack-users-share");
    EXPECT_EQ(house.Get("/api/datasets").size(), 7u);
    EXPECT_EQ(house.Get("/api/pipes/youtrack-users-share/log"), Json::array());
}

// sesam.md, section 3: disable.
TEST(Node, DisablesAPumpForTheScheduleOnly) {
    TestNode house;
    house.AddFamily("a@a.example");
    for (const Pipe& pipe : house.node.Pipes()) {
        house.Call("POST", "/api/pipes/" + pipe.id + "/pump", "operation=disable");
    }
    house.node.RunAll();
    EXPECT_EQ(house.systems[0].lists, 0);
    house.Call("POST", "/api/pipes/youtrack-users-collect/pump", "operation=enable");
    house.node.RunAll();
    EXPECT_EQ(house.systems[0].lists, 1);
}

TEST(Node, RefusesWhatItDoesNotKnow) {
    TestNode house;
    struct Case {
        const char* method;
        const char* target;
        const char* body;
        int status;
    };
    for (const Case& c :
         {Case{"GET", "/api/pipes/nothing", "", 404},
          Case{"GET", "/api/pipes/nothing/pump", "", 404},
          Case{"POST", "/api/pipes/nothing/pump", "operation=start", 404},
          Case{"GET", "/api/datasets/nothing", "", 404},
          Case{"GET", "/api/datasets/nothing/entities", "", 404},
          Case{"GET", "/api/nothing", "", 404}, Case{"DELETE", "/api/pipes", "", 405},
          Case{"POST", "/api/admin", "operation=explode", 400},
          Case{"POST", "/api/pipes/youtrack-users-share/pump", "operation=fly", 400},
          Case{"POST", "/api/pipes/youtrack-users-share/pump", "\xff%zz&=&&", 400}}) {
        EXPECT_EQ(house.Call(c.method, c.target, c.body).status, c.status) << c.target;
    }
    EXPECT_EQ(house.Call("GET", "/api/datasets/global-person/entities?since=x&limit=-3").status,
              200);
}

TEST(Sesam, StartsOverTheSystemsOfTheChecklist) {
    FakeClock clock;
    Options options;
    options.checklist = LinkOnlyChecklist();
    options.youtrack = {"http://127.0.0.1:1", "token"};
    options.poweroffice = {"http://127.0.0.1:1", "http://127.0.0.1:1", "app", "client", "sub"};
    const auto sesam = StartSesam(options, clock);
    ASSERT_THAT(sesam, plumb::testing::IsOk());
    EXPECT_THAT(sesam->url, HasSubstr("http://127.0.0.1:"));
    EXPECT_FALSE(sesam->token.empty());
    EXPECT_EQ(sesam->pipes.size(), 6u);
    EXPECT_EQ(sesam->links_dataset, "global-person");
    EXPECT_EQ(sesam->links_ids.at("powerofficego-contactperson"), "contactperson");
    EXPECT_THAT(sesam->share_datasets,
                ElementsAre("youtrack-users-share", "powerofficego-contactperson-share",
                            "powerofficego-customers-share"));
}

TEST(Sesam, RefusesAnUnknownDefect) {
    FakeClock clock;
    Options options;
    options.checklist = LinkOnlyChecklist();
    options.defects = {"pingpong"};
    EXPECT_THAT(StartSesam(options, clock), plumb::testing::Fails(HasSubstr("ping-pong")));
}

}  // namespace
}  // namespace plumb::mocks::sesam
