#include "mocks/http/fault_book.h"

#include <gmock/gmock.h>
#include <httplib.h>

#include <cerrno>
#include <tuple>

#include "harness/base/json_path.h"
#include "harness/testing/result_matchers.h"
#include "mocks/http/fault_effect.h"
#include "mocks/http/raw_client.h"
#include "mocks/http/tenant.h"

namespace plumb::mocks::http {
namespace {

using ::plumb::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using Kind = Operation::Kind;

/// A system of numbers: POST adds one, GET lists them by skip and top, and a token is needed.
class NumberSystem final {
  public:
    explicit NumberSystem(std::vector<int> numbers) : numbers_(std::move(numbers)) {}

    Response Handle(const Request& request) {
        Response response;
        if (request.Header("authorization") == "Bearer expired") {
            response.status = 401;
            return response;
        }
        const std::lock_guard lock(mutex_);
        if (request.method == "POST") {
            numbers_.push_back(static_cast<int>(numbers_.size()) + 1);
            response.effect = {.entity = "numbers", .write = true, .created = true};
        }
        Json items = Json::array();
        for (std::size_t i = static_cast<std::size_t>(request.page_shift); i < numbers_.size(); ++i)
            items.push_back(Shown(numbers_[i], request.Query("fields")));
        response.body = Dump({{"numbers", items}});
        return response;
    }
    std::vector<int> Get() const { return numbers_; }

  private:
    /// Its id, or what was asked for instead of it.
    static Json Shown(int number, const std::string* fields) {
        return fields == nullptr ? Json{{"id", number}} : Json{{*fields, 2 * number}};
    }

    std::mutex mutex_;
    std::vector<int> numbers_;
};

class FaultBookTest : public ::testing::Test {
  protected:
    explicit FaultBookTest(MockClock::Kind clock = MockClock::Kind::kVirtual) : tenant_(clock) {
        const auto handler = [](std::shared_ptr<NumberSystem> numbers) -> Server::Handler {
            return [=](const Request& request) { return numbers->Handle(request); };
        };
        Service service{.system = "maths",
                        .operations = {{"GET", "/numbers", "numbers", Kind::kList},
                                       {"POST", "/numbers", "numbers", Kind::kCreate}},
                        .handler = handler(numbers_),
                        .freeze = [=, this] {
                            ++copies_;
                            return handler(std::make_shared<NumberSystem>(numbers_->Get()));
                        }};
        auto server = Serve(tenant_, std::move(service), {});
        EXPECT_THAT(server, IsOk());
        server_ = std::move(*server);
        client_ = std::make_unique<httplib::Client>(server_->Url());
        client_->set_default_headers({{"Authorization", "Bearer one"}});
    }

    std::string Set(const std::string& fault) {
        const auto id = tenant_.faults.Set(*yaml::Parse(fault, "fault"));
        EXPECT_THAT(id, IsOk());
        return id.value_or("");
    }
    /// The ids in the list; -1 for an answer that is no such list.
    std::vector<int> List() {
        const auto answer = client_->Get("/numbers");
        const Json body = answer ? ParseJson(answer->body) : Json();
        if (!body.is_object() || !body.contains("numbers")) return {-1};
        std::vector<int> ids;
        for (const Json& item : body["numbers"]) ids.push_back(item["id"]);
        return ids;
    }
    /// The status, or 0 when no answer came.
    int Post() {
        const auto answer = client_->Post("/numbers", "{}", "application/json");
        return answer ? answer->status : 0;
    }
    std::string RawGet() {
        RawClient raw(server_->Url());
        raw.Send("GET /numbers HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        std::string answer = raw.ReadToTheEnd();
        error_ = raw.LastError();
        return answer;
    }

    Tenant tenant_;
    std::shared_ptr<NumberSystem> numbers_ =
        std::make_shared<NumberSystem>(std::vector<int>{1, 2, 3});
    std::shared_ptr<Server> server_;
    std::unique_ptr<httplib::Client> client_;
    int error_ = 0;
    int copies_ = 0;  ///< of all records of the system
};

TEST_F(FaultBookTest, AStatusIsAnsweredInsteadOfHandlingTheRequest) {
    Set("{match: {operation: create}, verdict: {is: status, status: 429, body: {a: 1}, "
        "headers: {X-Why: test}, retry_after_s: 2}}");
    const auto answer = client_->Post("/numbers", "{}", "application/json");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 429);
    EXPECT_EQ(answer->body, R"({"a":1})");
    EXPECT_EQ(answer->get_header_value("X-Why"), "test");
    EXPECT_EQ(answer->get_header_value("Retry-After"), "2");
    EXPECT_THAT(List(), ElementsAre(1, 2, 3));
}

TEST_F(FaultBookTest, RetryAfterMayBeADate) {
    Set("verdict: {is: status, status: 503, retry_after_s: 2, retry_after_as_date: true}");
    const auto answer = client_->Get("/numbers");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->get_header_value("Retry-After"), HttpDate(tenant_.clock.Now() + 2000));
}

TEST_F(FaultBookTest, MeetsTheNthFittingRequestSoManyTimes) {
    Set("{match: {operation: create, nth: 2, times: 2}, verdict: {is: status, status: 503}}");
    EXPECT_THAT(List(), ElementsAre(1, 2, 3));
    EXPECT_THAT((std::vector{Post(), Post(), Post(), Post()}), ElementsAre(200, 503, 503, 200));
    const Json described = tenant_.faults.Describe();
    EXPECT_EQ(described[0]["fitting"], 4);
    EXPECT_EQ(described[0]["met"], 2);
}

TEST_F(FaultBookTest, TheSameSeedMeetsTheSameRequests) {
    const auto pattern = [&](int seed) {
        const std::string id = Set("{match: {times: 0, chance: 0.5, seed: " + std::to_string(seed) +
                                   "}, verdict: {is: status, status: 503}}");
        std::vector<bool> met;
        for (int i = 0; i < 20; ++i) met.push_back(client_->Get("/numbers")->status == 503);
        tenant_.faults.Remove(id);
        return met;
    };
    const auto first = pattern(1);
    EXPECT_EQ(first, pattern(1));
    EXPECT_NE(first, pattern(2));
}

TEST_F(FaultBookTest, TheHarnessIsMetOnlyWhenItIsMeant) {
    Set("{match: {times: 0}, verdict: {is: status, status: 503}}");
    httplib::Client harness(server_->Url());
    harness.set_default_headers({{"User-Agent", "plumb/1 run/2"}});
    EXPECT_EQ(harness.Get("/numbers")->status, 200);
    Set("{match: {client: harness}, verdict: {is: status, status: 503}}");
    EXPECT_EQ(harness.Get("/numbers")->status, 503);
}

TEST_F(FaultBookTest, AResetIsFeltBeforeOrAfterWhatItSays) {
    Set("verdict: {is: reset, when: before-all}");
    EXPECT_THAT(RawGet(), IsEmpty());
    EXPECT_EQ(error_, ECONNRESET);
    Set("verdict: {is: reset, when: before-body}");
    EXPECT_THAT(RawGet(), EndsWith("\r\n\r\n"));
    EXPECT_EQ(error_, ECONNRESET);
    Set("verdict: {is: reset, when: after-body}");
    EXPECT_THAT(RawGet(), EndsWith("]}"));
    EXPECT_EQ(error_, ECONNRESET);
}

TEST_F(FaultBookTest, BodiesAreTruncatedBrokenOrMislabelled) {
    const std::string whole = RawGet();
    Set("verdict: truncate");
    const std::string truncated = RawGet();
    EXPECT_THAT(truncated, HasSubstr("Content-Length: 40"));
    EXPECT_EQ(truncated.size(), whole.size() - 20);
    Set("verdict: malformed");
    const auto malformed = client_->Get("/numbers");
    ASSERT_TRUE(malformed);
    EXPECT_EQ(malformed->body.size(), 20U);
    EXPECT_TRUE(ParseJson(malformed->body).is_discarded());
    Set("verdict: {is: content-type, type: text/html}");
    EXPECT_EQ(client_->Get("/numbers")->get_header_value("Content-Type"), "text/html");
}

TEST_F(FaultBookTest, AnAmbiguousOutcomeIsCommittedNevertheless) {
    Set("{match: {operation: create}, verdict: commit-then-drop}");
    EXPECT_EQ(Post(), 0);
    EXPECT_THAT(List(), ElementsAre(1, 2, 3, 4));
    Set("{match: {operation: create}, verdict: {is: commit-then-status, status: 502}}");
    EXPECT_EQ(Post(), 502);
    EXPECT_THAT(List(), ElementsAre(1, 2, 3, 4, 5));
    Set("{match: {operation: create}, verdict: duplicate}");
    EXPECT_EQ(Post(), 200);
    EXPECT_THAT(List(), ElementsAre(1, 2, 3, 4, 5, 6, 7));
}

TEST_F(FaultBookTest, TheLogSaysWhichRequestMetWhichFault) {
    const std::string id = Set("{match: {operation: create, nth: 2}, verdict: duplicate}");
    Post();
    Post();
    const auto logged = tenant_.log.Find({});
    ASSERT_EQ(logged.size(), 3U);
    EXPECT_THAT(logged[0].faults, IsEmpty());
    EXPECT_THAT(logged[1].faults, ElementsAre(id));
    EXPECT_EQ(tenant_.log.Find({.fault = id}).size(), 2U);
    EXPECT_EQ(tenant_.log.DataFlowWrites(), 3U);
    Set("verdict: commit-then-drop");
    Post();
    EXPECT_EQ(tenant_.log.Find({}).back().status, 0);
    EXPECT_TRUE(tenant_.log.Find({}).back().effect.write);
}

TEST_F(FaultBookTest, AStaleReadShowsTheRecordsOfTheMomentTheFaultWasSet) {
    Set("{match: {operation: list, nth: 2}, verdict: stale-read}");
    Post();
    EXPECT_THAT(List(), ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(List(), ElementsAre(1, 2, 3));
    EXPECT_THAT(List(), ElementsAre(1, 2, 3, 4));
}

TEST_F(FaultBookTest, ListsLoseAnItemOrMove) {
    Set("verdict: lost-item");
    EXPECT_THAT(List(), ElementsAre(2, 3));
    Set("verdict: {is: lost-item, place: -1}");
    EXPECT_THAT(List(), ElementsAre(1, 2));
    Set("verdict: {is: lost-item, id: 2}");
    EXPECT_THAT(List(), ElementsAre(1, 3));
    Set("verdict: {is: page-shift, records: 2}");
    EXPECT_THAT(List(), ElementsAre(3));
    EXPECT_THAT(List(), ElementsAre(1, 2, 3));
}

TEST_F(FaultBookTest, SeveralItemsCanBeLostFromOneListAndOnlyThoseThatWereInItCount) {
    for (const char* id : {"1", "3", "9"})
        Set("{match: {times: 0}, verdict: {is: lost-item, id: " + std::string(id) + "}}");
    EXPECT_THAT(List(), ElementsAre(2));
    const Json described = tenant_.faults.Describe();
    EXPECT_EQ(described[0]["met"], 1);
    EXPECT_EQ(described[1]["met"], 1);
    EXPECT_EQ(described[2]["met"], 0);
    EXPECT_THAT(tenant_.log.Find({})[0].faults, ElementsAre("f1", "f2"));
}

TEST_F(FaultBookTest, AnItemIsLostByItsIdAlsoWhenTheListShowsNoIds) {
    for (const char* id : {"2", "1", "9"})
        Set("verdict: {is: lost-item, id: " + std::string(id) + "}");
    const auto answer = client_->Get("/numbers?fields=double");
    ASSERT_TRUE(answer);
    EXPECT_EQ(ParseJson(answer->body)["numbers"], Json::parse(R"([{"double": 6}])"));
    EXPECT_THAT(tenant_.log.Find({})[0].faults, ElementsAre("f1", "f2"));
    EXPECT_EQ(tenant_.log.Find({}).size(), 1U) << "the client asked once";
    EXPECT_EQ(copies_, 0) << "there may be a hundred thousand records";
    EXPECT_EQ(tenant_.faults.Describe()[2]["met"], 0);
}

TEST_F(FaultBookTest, AnExpiredTokenStaysExpiredAndAnotherOneDoesNot) {
    const std::string id = Set("verdict: expired-token");
    EXPECT_THAT(List(), ElementsAre(-1));
    EXPECT_THAT(List(), ElementsAre(-1));
    httplib::Client renewed(server_->Url());
    EXPECT_EQ(renewed.Get("/numbers", httplib::Headers{{"Authorization", "Bearer two"}})->status,
              200);
    tenant_.faults.Remove(id);
    EXPECT_THAT(List(), ElementsAre(1, 2, 3));
}

TEST_F(FaultBookTest, ARefusingSystemIsBackWhenTheFaultIsRemoved) {
    const std::string id = Set("{match: {system: maths}, verdict: refuse}");
    EXPECT_EQ(RawClient(server_->Url()).LastError(), ECONNREFUSED);
    tenant_.faults.Remove(id);
    EXPECT_EQ(RawClient(server_->Url()).LastError(), 0);
    EXPECT_THAT(List(), ElementsAre(1, 2, 3));
}

TEST_F(FaultBookTest, ARefusingSystemIsBackWhenTheLastOfItsFaultsIsRemoved) {
    const std::string first = Set("{match: {system: maths}, verdict: refuse}");
    const std::string second = Set("{match: {system: maths}, verdict: refuse}");
    tenant_.faults.Remove(second);
    EXPECT_EQ(RawClient(server_->Url()).LastError(), ECONNREFUSED);
    tenant_.faults.Clear();
    EXPECT_EQ(RawClient(server_->Url()).LastError(), 0);
}

TEST_F(FaultBookTest, ARefusingSystemIsBackAfterItsTime) {
    Set("{match: {system: maths}, verdict: {is: refuse, ms: 5000}}");
    tenant_.clock.Wait(4000);
    EXPECT_EQ(RawClient(server_->Url()).LastError(), ECONNREFUSED);
    tenant_.clock.Wait(1000);
    while (RawClient(server_->Url()).LastError() == ECONNREFUSED) {
    }
    EXPECT_THAT(List(), ElementsAre(1, 2, 3));
}

TEST_F(FaultBookTest, TheLogSaysFromWhenToWhenASystemRefusedConnections) {
    using Event = std::tuple<std::string, Milliseconds, std::string>;
    const auto events = [&](const std::string& fault) {
        std::vector<Event> found;
        for (const auto& one : tenant_.log.Find({.system = "maths", .fault = fault}))
            found.emplace_back(one.event, one.at, one.system);
        return found;
    };
    const Milliseconds start = tenant_.clock.Now();
    const std::string removed = Set("{match: {system: maths}, verdict: refuse}");
    tenant_.clock.Wait(700);
    tenant_.faults.Remove(removed);
    const Event begin{"connections refused from here on", start, "maths"};
    EXPECT_THAT(events(removed),
                ElementsAre(begin, Event{"connections taken again", start + 700, "maths"}));

    const std::string timed = Set("{match: {system: maths}, verdict: {is: refuse, ms: 5000}}");
    tenant_.clock.Wait(9000);
    while (RawClient(server_->Url()).LastError() == ECONNREFUSED) {
    }
    tenant_.faults.Remove(timed);
    EXPECT_THAT(events(timed),
                ElementsAre(Event{"connections refused from here on", start + 700, "maths"},
                            Event{"connections taken again", start + 5700, "maths"}));
    EXPECT_THAT(tenant_.log.Find({.only_data_flow = true}), IsEmpty()) << "it is no request";
}

TEST_F(FaultBookTest, ASkewedClockIsOffUntilTheFaultIsRemoved) {
    Clock& clock = tenant_.faults.ClockOf("maths");
    const std::string id = Set("{match: {system: maths}, verdict: {is: clock-skew, ms: -60000}}");
    EXPECT_EQ(clock.Now(), tenant_.clock.Now() - 60'000);
    EXPECT_EQ(client_->Get("/numbers")->get_header_value("Date"),
              HttpDate(tenant_.clock.Now() - 60'000));
    EXPECT_EQ(tenant_.faults.ClockOf("physics").Now(), tenant_.clock.Now());
    tenant_.faults.Remove(id);
    EXPECT_EQ(clock.Now(), tenant_.clock.Now());
}

TEST_F(FaultBookTest, ADelayCostsTheTimeOfTheTenantsClock) {
    const Milliseconds before = tenant_.clock.Now();
    Set("verdict: {is: delay, ms: 60000}");
    EXPECT_THAT(List(), ElementsAre(1, 2, 3));
    EXPECT_EQ(tenant_.clock.Now(), before + 60'001);
}

TEST_F(FaultBookTest, ClearingRemovesAll) {
    Set("verdict: truncate");
    Set("{match: {system: maths}, verdict: {is: clock-skew, ms: 5}}");
    tenant_.faults.Clear();
    EXPECT_TRUE(tenant_.faults.Describe().empty());
    EXPECT_THAT(List(), ElementsAre(1, 2, 3));
    EXPECT_EQ(tenant_.faults.Remove("f1"), std::nullopt);
}

class FaultBookOnTheWallClock : public FaultBookTest {
  protected:
    FaultBookOnTheWallClock() : FaultBookTest(MockClock::Kind::kWall) {}
};

TEST_F(FaultBookOnTheWallClock, ADelayedAnswerHoldsUpNobodyElse) {
    Set("{match: {operation: create}, verdict: {is: delay, ms: 3600000}}");
    client_->set_read_timeout(0, 20'000);
    EXPECT_EQ(Post(), 0);
    EXPECT_THAT(List(), ElementsAre(1, 2, 3, 4));
}

TEST_F(FaultBookOnTheWallClock, ADelayedAnswerComes) {
    Set("{match: {operation: create}, verdict: {is: delay, ms: 20}}");
    const Milliseconds before = tenant_.clock.Now();
    EXPECT_EQ(Post(), 200);
    EXPECT_GE(tenant_.clock.Now(), before + 20);
}

}  // namespace
}  // namespace plumb::mocks::http
