#include "mocks/http/server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <httplib.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "harness/base/json_path.h"
#include "harness/testing/result_matchers.h"
#include "mocks/http/raw_client.h"

namespace plumb::mocks::http {
namespace {

using ::plumb::testing::Fails;
using ::plumb::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Response Echo(const Request& request) {
    Response response;
    Json path = request.path;
    Json query = Json::array();
    for (const auto& [name, value] : request.query) query.push_back({name, value});
    response.body = Dump({{"method", request.method},
                          {"path", path},
                          {"query", query},
                          {"type", request.Header("content-type")},
                          {"x", request.Header("x-mixed")},
                          {"body", request.body}});
    return response;
}

std::unique_ptr<Server> Started(Server::Handler handler, ServerOptions options = {}) {
    Result<std::unique_ptr<Server>> server = Server::Start(options, std::move(handler));
    EXPECT_THAT(server, IsOk());
    return std::move(*server);
}

int PortOf(const Server& server) {
    return std::stoi(server.Url().substr(server.Url().rfind(':') + 1));
}

Json Body(const httplib::Result& result) {
    return result ? ParseJson(result->body) : Json("no answer: " + to_string(result.error()));
}

/// Sends raw bytes and answers all that comes back until the server closes.
std::string Raw(const Server& server, const std::string& bytes, bool half_close = true) {
    RawClient client(server.Url());
    client.Send(bytes);
    if (half_close) client.SendNoMore();
    return client.ReadToTheEnd();
}

TEST(Server, PassesEveryMethodWithItsBody) {
    const auto server = Started(Echo);
    httplib::Client client(server->Url());
    EXPECT_EQ(Body(client.Get("/a"))["method"], "GET");
    EXPECT_EQ(Body(client.Post("/a", "{}", "application/json"))["body"], "{}");
    EXPECT_EQ(Body(client.Put("/a", "{}", "application/json"))["method"], "PUT");
    EXPECT_EQ(Body(client.Patch("/a", "[1]", "application/json-patch+json"))["body"], "[1]");
    EXPECT_EQ(Body(client.Delete("/a", "{}", "application/json"))["body"], "{}");
    EXPECT_EQ(Body(client.Delete("/a"))["method"], "DELETE");
    EXPECT_EQ(Body(client.Options("/a"))["method"], "OPTIONS");
    EXPECT_THAT(Raw(*server, "TRACE /a HTTP/1.1\r\nHost: a\r\n\r\n"),
                HasSubstr("\"method\":\"TRACE\""))
        << "the log is to show it";
}

TEST(Server, PassesMethodsThatAreNotOfHttpItself) {
    const auto server = Started(Echo);
    for (const char* method : {"PROPFIND", "BREW", "get", "M-SEARCH"}) {
        const std::string answer = Raw(*server, fmt::format("{} /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n"
                                                            "{} /d HTTP/1.1\r\nHost: a\r\n\r\n",
                                                            method, method));
        EXPECT_THAT(answer, HasSubstr(fmt::format("\"method\":\"{}\"", method)));
        EXPECT_THAT(answer, HasSubstr(R"("query":[["b","c"]])"));
        EXPECT_THAT(answer, HasSubstr(R"("path":["d"])")) << "the connection is kept";
    }
}

TEST(Server, LeavesBodiesOfEveryTypeAlone) {
    const auto server = Started(Echo);
    httplib::Client client(server->Url());
    for (const char* type : {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                             "text/plain", "nonsense"}) {
        const Json body = Body(client.Post("/a", "a=b&c", type));
        EXPECT_EQ(body["body"], "a=b&c") << type;
        EXPECT_EQ(body["type"], type);
        EXPECT_TRUE(body["query"].empty()) << type;
    }
}

TEST(Server, DecodesPathAndQueryAndLowersHeaderNames) {
    const auto server = Started(Echo);
    httplib::Client client(server->Url());
    client.set_url_encode(false);
    const Json body =
        Body(client.Get("/a%2Fb/%0A?%24top=1&q=x+y&q=%ff", httplib::Headers{{"X-MIXED", "Yes"}}));
    EXPECT_EQ(body["path"], (Json{"a/b", "\n"}));
    EXPECT_EQ(body["query"][0], (Json{"$top", "1"}));
    EXPECT_EQ(body["query"][1], (Json{"q", "x y"}));
    EXPECT_EQ(body["x"], "Yes");
}

TEST(Server, AnExceptionIsTheMocksFault) {
    const auto server = Started([](const Request& request) -> Response {
        if (request.path.empty()) throw 7;
        throw std::runtime_error("broken store");
    });
    httplib::Client client(server->Url());
    const auto answer = client.Get("/a");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 500);
    EXPECT_THAT(answer->body, AllOf(HasSubstr("defect of the mock"), HasSubstr("broken store")));
    EXPECT_EQ(client.Get("/")->status, 500);
}

TEST(Server, PassesStatusAndHeadersOfTheAnswer) {
    const auto server = Started([](const Request&) {
        Response response;
        response.status = 429;
        response.headers = {{"Retry-After", "3"}, {"Broken", "a\r\nInjected: b"}};
        response.content_type = "text/plain";
        response.body = "slowly";
        return response;
    });
    httplib::Client client(server->Url());
    const auto answer = client.Get("/");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 429);
    EXPECT_EQ(answer->get_header_value("Retry-After"), "3");
    EXPECT_EQ(answer->get_header_value("Content-Type"), "text/plain");
    EXPECT_FALSE(answer->has_header("Injected"));
    EXPECT_EQ(answer->body, "slowly");
}

TEST(Server, NamesAPortInUse) {
    const auto server = Started(Echo);
    ServerOptions options;
    options.port = PortOf(*server);
    EXPECT_THAT(
        Server::Start(options, Echo),
        Fails(AllOf(HasSubstr("port " + std::to_string(options.port)), HasSubstr("in use"))));
}

TEST(Server, RefusesAHostThatIsNotOurs) {
    ServerOptions options;
    options.host = "203.0.113.1";
    EXPECT_THAT(Server::Start(options, Echo), Fails(HasSubstr("203.0.113.1")));
}

TEST(Server, ListensOnLoopbackOnlyUnlessToldOtherwise) {
    const auto server = Started(Echo);
    EXPECT_THAT(server->Url(), StartsWith("http://127.0.0.1:"));
    httplib::Client neighbour("127.0.0.2", PortOf(*server));
    EXPECT_FALSE(neighbour.Get("/")) << "another address of this machine reaches it";
    const auto open = Started(Echo, {.host = "0.0.0.0"});
    EXPECT_TRUE(httplib::Client("127.0.0.2", PortOf(*open)).Get("/"));
}

TEST(Server, KeepsAConnectionForThousandsOfRequests) {
    std::atomic<int> calls = 0;
    const auto server = Started([&](const Request& request) {
        ++calls;
        return Echo(request);
    });
    httplib::Client client(server->Url());
    client.set_keep_alive(true);
    for (int i = 0; i < 2000; ++i) ASSERT_TRUE(client.Get("/a"));
    EXPECT_EQ(calls, 2000);
}

TEST(Server, ServesManyOpenConnectionsAtOnce) {
    const auto server = Started(Echo);
    std::vector<std::unique_ptr<httplib::Client>> clients;
    for (int i = 0; i < 40; ++i) {
        clients.push_back(std::make_unique<httplib::Client>(server->Url()));
        clients.back()->set_keep_alive(true);
        clients.back()->set_read_timeout(20, 0);
    }
    for (int round = 0; round < 2; ++round) {
        for (const auto& client : clients) EXPECT_TRUE(client->Get("/a"));
    }
}

TEST(Server, EndsAtOnceWhileConnectionsAreKeptOpen) {
    ServerOptions options;
    options.idle_timeout_ms = 600'000;
    auto server = Started(Echo, options);
    httplib::Client client(server->Url());
    client.set_keep_alive(true);
    ASSERT_TRUE(client.Get("/a"));
    server.reset();  // would take ten minutes, and the test's own limit, if it waited
    EXPECT_FALSE(client.Get("/a"));
}

TEST(Server, AnswersPipelinedRequests) {
    const auto server = Started(Echo);
    const std::string answer =
        Raw(*server,
            "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}GET /2 HTTP/1.1\r\nHost: "
            "a\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, AllOf(HasSubstr("[\"1\"]"), HasSubstr("[\"2\"]")));
}

TEST(Server, TakesABodyInChunks) {
    const auto server = Started(Echo);
    EXPECT_THAT(Raw(*server,
                    "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: "
                    "close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
                HasSubstr("\"body\":\"abcde\""));
}

TEST(Server, PassesOverTrailersAndOverEmptyLinesBeforeARequest) {
    const auto server = Started(Echo);
    const std::string answers =
        Raw(*server,
            "\r\n\r\nPOST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc"
            "\r\n0\r\nDigest: x\r\n\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: "
            "close\r\n\r\n");
    EXPECT_THAT(answers, AllOf(HasSubstr("\"body\":\"abc\""), HasSubstr("[\"2\"]")));
}

// A client that pools connections goes by what it is told.
TEST(Server, SaysTruthfullyWhetherAConnectionGoesOn) {
    ServerOptions options;
    options.idle_timeout_ms = 42'000;
    const auto server = Started(Echo, options);
    EXPECT_THAT(Raw(*server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                HasSubstr("Keep-Alive: timeout=42, max=1000000\r\n"));
    for (const char* bytes :
         {"hello\r\n\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: two\r\n\r\n{}"}) {
        const std::string answer = Raw(*server, bytes);
        EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
        EXPECT_EQ(answer.find("Keep-Alive"), std::string::npos) << answer;
    }
}

TEST(Server, LetsNobodyActOnARequestWhoseLengthsContradictEachOther) {
    std::atomic<int> calls = 0;
    const auto server = Started([&](const Request& request) {
        ++calls;
        return Echo(request);
    });
    for (const char* lengths :
         {"Content-Length: 2\r\nContent-Length: 3", "Content-Length: two", "Content-Length : 2"}) {
        const std::string answer =
            Raw(*server, fmt::format("POST / HTTP/1.1\r\nHost: a\r\n{}\r\n\r\n{{}}x", lengths));
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << lengths;
    }
    EXPECT_EQ(calls, 0);
}

TEST(Server, RefusesHostileRequestsAndLives) {
    ServerOptions options;
    options.max_body_bytes = 1000;
    options.read_timeout_ms = 100;
    const auto server = Started(Echo, options);
    const std::string large(300'000, 'x');
    struct Case {
        const char* name;
        std::string bytes;
        const char* answer;
    };
    for (const Case& c :
         {Case{"no HTTP", "hello\r\n\r\n", "400"},
          Case{"no method", " / HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
          Case{"no name of a method", "GE\x01T / HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
          Case{"long method", std::string(33, 'A') + " / HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
          Case{"huge header", "GET / HTTP/1.1\r\nA: " + large + "\r\n\r\n", "400"},
          Case{"many headers", "GET / HTTP/1.1\r\n" + large, ""},
          Case{"long target", "GET /" + large + " HTTP/1.1\r\nHost: a\r\n\r\n", ""},
          Case{"long path", "GET /" + large.substr(0, 8000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
               "200"},
          Case{"body too large",
               "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n" + large.substr(0, 2000),
               "413"},
          Case{"endless body", "POST / HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n" + large,
               "413"},
          Case{"short body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\nabc", "400"},
          Case{"broken chunks",
               "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
               "400"}}) {
        EXPECT_THAT(Raw(*server, c.bytes).substr(0, 12), HasSubstr(c.answer)) << c.name;
    }
    httplib::Client client(server->Url());
    EXPECT_TRUE(client.Get("/a"));
}

TEST(Server, EndsAConnectionOnWhichItCannotTellWhereARequestEnds) {
    const auto server = Started(Echo);
    for (const char* bytes :
         {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: two\r\n\r\n{}",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x"}) {
        const std::string answers = Raw(*server, bytes, false);
        EXPECT_THAT(answers, StartsWith("HTTP/1.1 "));
        EXPECT_EQ(answers.find("HTTP/1.1 ", 1), std::string::npos) << answers;
    }
}

TEST(Server, ASilentClientHoldsNobody) {
    ServerOptions options;
    options.read_timeout_ms = 50;
    const auto server = Started(Echo, options);
    Raw(*server, "GET / HTTP/1.1\r\nHost:", false);
    Raw(*server, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\nabc", false);
    httplib::Client client(server->Url());
    EXPECT_TRUE(client.Get("/a"));
}

}  // namespace
}  // namespace plumb::mocks::http
