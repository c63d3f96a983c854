#include "mocks/http/waiting_room.h"

#include <gmock/gmock.h>

#include <atomic>
#include <vector>

#include "harness/testing/result_matchers.h"
#include "mocks/http/raw_client.h"

namespace plumb::mocks::http {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kRequest = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kLastRequest = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
constexpr std::size_t kLargeBody = 32u << 20;

std::unique_ptr<Server> Serving(Response response, ServerOptions options = {}) {
    auto server = Server::Start(options, [=](const Request&) { return response; });
    EXPECT_THAT(server, ::plumb::testing::IsOk());
    return std::move(*server);
}

Response Saying(std::string body) {
    Response response;
    response.body = std::move(body);
    return response;
}

/// Two sockets of this process for each connection are more than many shells allow.
void AllowManyFiles() {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

TEST(WaitingRoom, AThousandIdleOrSlowClientsKeepNobodyFromAnAnswer) {
    AllowManyFiles();
    ServerOptions options;
    options.threads = 4;
    const auto server = Serving(Saying("here"), options);
    const std::string_view beginnings[] = {
        "",
        "G",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "POST / HTTP/1.1\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n"};
    std::vector<RawClient> crowd;
    for (std::size_t i = 0; i < 1000; ++i) {
        crowd.emplace_back(server->Url());
        crowd.back().Send(beginnings[i % std::size(beginnings)]);
    }
    RawClient one_more(server->Url());
    one_more.Send(kLastRequest);
    EXPECT_THAT(one_more.ReadToTheEnd(), EndsWith("here"));
}

TEST(WaitingRoom, ClientsThatDoNotReadKeepNobodyFromAnAnswer) {
    ServerOptions options;
    options.threads = 2;
    const auto server = Serving(Saying(std::string(kLargeBody, 'x')), options);
    std::vector<RawClient> crowd;
    for (int i = 0; i < 8; ++i) {
        crowd.emplace_back(server->Url());
        crowd.back().Send(kRequest);
    }
    RawClient one_more(server->Url());
    one_more.Send(kLastRequest);
    EXPECT_GT(one_more.ReadToTheEnd().size(), kLargeBody);
}

TEST(WaitingRoom, AskForTheBodyOfWhoWaitsToBeAsked) {
    const auto server = Serving(Saying("here"));
    RawClient client(server->Url());
    client.Send("POST / HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    client.Send("abc");
    client.SendNoMore();
    const std::string answer = client.ReadToTheEnd();
    EXPECT_THAT(answer, HasSubstr("HTTP/1.1 200"));
    EXPECT_THAT(answer.find("100 Continue"), answer.rfind("100 Continue"));
}

struct DeliveryCase {
    Delivery delivery;
    const char* ends_with;
    bool has_head;
    bool is_reset;
};

TEST(WaitingRoom, AnswersLeaveAsTheirDeliverySays) {
    using Part = Delivery::Part;
    using Then = Delivery::Then;
    for (const DeliveryCase& c :
         {DeliveryCase{{Part::kAll, Then::kClose}, "12345678", true, false},
          DeliveryCase{{Part::kAll, Then::kReset}, "12345678", true, true},
          DeliveryCase{{Part::kHead, Then::kReset}, "\r\n\r\n", true, true},
          DeliveryCase{{Part::kHeadAndHalfOfBody, Then::kClose}, "1234", true, false},
          DeliveryCase{{Part::kNothing, Then::kClose}, "", false, false},
          DeliveryCase{{Part::kNothing, Then::kReset}, "", false, true}}) {
        Response response = Saying("12345678");
        response.delivery = c.delivery;
        const auto server = Serving(response);
        RawClient client(server->Url());
        client.Send(kRequest);
        const std::string answer = client.ReadToTheEnd();
        EXPECT_THAT(answer, EndsWith(c.ends_with));
        EXPECT_EQ(answer.find("Content-Length: 8") != std::string::npos, c.has_head) << answer;
        EXPECT_EQ(client.LastError() == ECONNRESET, c.is_reset) << c.ends_with;
    }
}

TEST(WaitingRoom, RefusesConnectionsForAWhileAndKeepsThePort) {
    const auto server = Serving(Saying("here"));
    RawClient before(server->Url());
    std::atomic<bool> refusing = true;
    server->Refuse([&] { return refusing.load(); });
    EXPECT_THAT(before.ReadToTheEnd(), IsEmpty());
    EXPECT_EQ(RawClient(server->Url()).LastError(), ECONNREFUSED);
    refusing = false;
    std::string answer;
    while (answer.empty()) {
        RawClient after(server->Url());
        if (after.LastError() == ECONNREFUSED) continue;
        after.Send(kLastRequest);
        answer = after.ReadToTheEnd();
    }
    EXPECT_THAT(answer, EndsWith("here"));
}

TEST(WaitingRoom, WhoStopsInTheMiddleIsToldSo) {
    ServerOptions options;
    options.read_timeout_ms = 20;
    const auto server = Serving(Saying("here"), options);
    RawClient client(server->Url());
    client.Send("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc");
    EXPECT_THAT(client.ReadToTheEnd(), StartsWith("HTTP/1.1 400"));
}

TEST(WaitingRoom, AnIdleConnectionEndsAfterItsTime) {
    ServerOptions options;
    options.idle_timeout_ms = 20;
    const auto server = Serving(Saying("here"), options);
    RawClient client(server->Url());
    client.Send(kRequest);
    EXPECT_THAT(client.ReadToTheEnd(), EndsWith("here"));
    EXPECT_THAT(client.LastError(), Not(ECONNRESET));
}

}  // namespace
}  // namespace plumb::mocks::http
