#include "harness/system/http_client.h"

#include <gmock/gmock.h>
#include <httplib.h>

#include <atomic>
#include <set>
#include <thread>

#include "harness/system/testing/test_server.h"
#include "harness/system/testing/trickling_server.h"
#include "harness/testing/result_matchers.h"

namespace plumb::system {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::HasSubstr;
using testing::TestServer;

HttpRequest Get(const std::string& url) {
    return {.method = "GET", .url = url, .headers = {}, .body = {}};
}

TEST(HttpClient, SendsTheRequestAsItIs) {
    httplib::Request seen;
    TestServer server([&](const httplib::Request& request, httplib::Response& response) {
        seen = request;
        response.status = 201;
        response.set_header("X-Kind", "made");
        response.set_content("{\"id\":1}", "application/json");
    });
    const auto client = MakeHttpClient({.user_agent = "plumb/0.1 run/r1"});
    const auto answer = client->Send({.method = "PATCH",
                                      .url = server.Url() + "/a%2Fb/c?x=%24y&z=1%2B1",
                                      .headers = {{"X-Key", "k"}},
                                      .body = "[1]",
                                      .content_type = "application/json-patch+json"});
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->status, 201);
    EXPECT_EQ(answer->body, "{\"id\":1}");
    EXPECT_EQ(answer->headers.find("x-kind")->second, "made");
    EXPECT_EQ(seen.method, "PATCH");
    EXPECT_EQ(seen.target, "/a%2Fb/c?x=%24y&z=1%2B1");
    EXPECT_EQ(seen.body, "[1]");
    EXPECT_EQ(seen.get_header_value("Content-Type"), "application/json-patch+json");
    EXPECT_EQ(seen.get_header_value("User-Agent"), "plumb/0.1 run/r1");
    EXPECT_EQ(seen.get_header_value("X-Key"), "k");
}

TEST(HttpClient, KeepsItsConnection) {
    std::set<int> ports;
    TestServer server([&](const httplib::Request& request, httplib::Response&) {
        ports.insert(request.remote_port);
    });
    const auto client = MakeHttpClient({});
    for (int i = 0; i < 50; ++i) ASSERT_THAT(client->Send(Get(server.Url())), IsOk());
    EXPECT_EQ(ports.size(), 1U);
}

TEST(HttpClient, RepeatsAReadWhoseKeptConnectionWasClosed) {
    std::atomic<int> requests = 0;
    TestServer server([&](const httplib::Request&, httplib::Response&) { ++requests; },
                      {.keep_alive_requests = 1});
    const auto client = MakeHttpClient({});
    for (int i = 0; i < 20; ++i) ASSERT_THAT(client->Send(Get(server.Url())), IsOk()) << i;
    EXPECT_EQ(requests, 20);
}

TEST(HttpClient, ServesManyThreads) {
    TestServer server([](const httplib::Request& request, httplib::Response& response) {
        response.set_content(request.path, "text/plain");
    });
    const auto client = MakeHttpClient({});
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&, thread] {
            const std::string path = "/" + std::to_string(thread);
            for (int i = 0; i < 50; ++i) {
                const auto answer = client->Send(Get(server.Url() + path));
                if (answer && answer->body == path) ++right;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(right, 400);
}

TEST(HttpClient, TakesARedirectForAnAnswer) {
    TestServer server([](const httplib::Request&, httplib::Response& response) {
        response.set_redirect("http://127.0.0.1:1/elsewhere");
    });
    const auto answer = MakeHttpClient({})->Send(Get(server.Url()));
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->status, 302);
}

TEST(HttpClient, BoundsTheSizeOfAnAnswer) {
    TestServer server([](const httplib::Request&, httplib::Response& response) {
        response.set_content(std::string(3u << 20, 'x'), "text/plain");
    });
    const auto client = MakeHttpClient({.max_answer_bytes = 1u << 20});
    EXPECT_THAT(client->Send(Get(server.Url())), Fails(HasSubstr("larger than 1 MiB")));
}

TEST(HttpClient, UnpacksAnAnswerAndBoundsItsSizeThen) {
    std::string asked;
    std::size_t size = 10'000;
    TestServer server([&](const httplib::Request& request, httplib::Response& response) {
        asked = request.get_header_value("Accept-Encoding");
        response.set_content(std::string(size, 'x'), "text/plain");  // packed, as it was asked for
    });
    const auto client = MakeHttpClient({.max_answer_bytes = 1u << 20});
    const auto answer = client->Send(Get(server.Url()));
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(asked, "gzip");
    EXPECT_EQ(answer->headers.find("content-encoding")->second, "gzip");
    EXPECT_EQ(answer->body, std::string(10'000, 'x'));
    size = 64u << 20;  // 64 KiB on the way
    EXPECT_THAT(client->Send(Get(server.Url())), Fails(HasSubstr("larger than 1 MiB")));
}

TEST(HttpClient, GivesUpACallThatTricklesHoweverSteadily) {
    for (const char* beginning :
         {"", "HTTP/1.1 200 OK\r\nX-Long: ", "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"}) {
        const testing::TricklingServer server(beginning);
        const auto client = MakeHttpClient({.call_timeout = 100});
        EXPECT_THAT(client->Send(Get(server.Url())),
                    Fails(HasSubstr("no whole answer within 100 ms")))
            << beginning;
    }
}

TEST(HttpClient, GivesUpAHandshakeThatTrickles) {
    const testing::TricklingServer server("\x16\x03\x03\x40");  // the head of a long record
    const auto client = MakeHttpClient({.call_timeout = 100});
    EXPECT_THAT(client->Send(Get("https://127.0.0.1:" + std::to_string(server.Port()))),
                Fails(HasSubstr("no whole answer within 100 ms")));
}

TEST(HttpClient, SaysWhyNoAnswerCame) {
    const auto client = MakeHttpClient({.connect_timeout = 2000, .read_timeout = 50});
    std::string url;
    {
        TestServer server([](const httplib::Request&, httplib::Response&) {
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
        });
        url = server.Url();
        EXPECT_THAT(client->Send(Get(url)), Fails(HasSubstr("no answer within 50 ms")));
    }
    EXPECT_THAT(client->Send(Get(url)), Fails(HasSubstr("no connection")));
}

TEST(HttpClient, RefusesWhatItCannotSend) {
    const auto client = MakeHttpClient({});
    EXPECT_THAT(client->Send(Get("nonsense")), Fails(HasSubstr("not an http or https URL")));
    HttpRequest broken = Get("http://127.0.0.1:1");
    broken.headers = {{"Authorization", "Bearer a\r\nX-Other: b"}};
    EXPECT_THAT(client->Send(broken), Fails(HasSubstr("line break")));
}

class Garbage : public ::testing::TestWithParam<const char*> {};

TEST_P(Garbage, IsNoAnswer) {
    const testing::RawServer server(GetParam());
    const auto client = MakeHttpClient({.read_timeout = 500});
    const auto answer = client->Send(Get(server.Url()));
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().kind, ErrorKind::kEnvironment);
}

INSTANTIATE_TEST_SUITE_P(
    Answers, Garbage,
    ::testing::Values("", "garbage\r\n\r\n", "HTTP/1.1\r\n\r\n",
                      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"));

}  // namespace
}  // namespace plumb::system
