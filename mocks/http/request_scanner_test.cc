#include "mocks/http/request_scanner.h"

#include <gtest/gtest.h>

#include <string>

namespace plumb::mocks::http {
namespace {

constexpr std::size_t kMaxBody = 1000;

/// How many bytes of the text must have come before the scanner is content; 0: never.
std::size_t BytesNeeded(const std::string& text) {
    RequestScanner scanner(kMaxBody);
    for (std::size_t size = 1; size <= text.size(); ++size) {
        if (scanner.IsWhole(std::string_view(text).substr(0, size))) return size;
    }
    return 0;
}

TEST(RequestScanner, WaitsForTheLastByteOfARequestAndForNoMore) {
    const std::string requests[] = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\ncontent-length:   0  \r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\nA;x=y\r\n0123456789\r\n1\r\n"
        "!\r\n0\r\nTrailer: z\r\n\r\n",
    };
    for (const std::string& request : requests) {
        EXPECT_EQ(BytesNeeded(request), request.size()) << request;
        EXPECT_EQ(BytesNeeded(request + "GET"), request.size()) << request;
        RequestScanner at_once(kMaxBody);
        EXPECT_TRUE(at_once.IsWhole(request)) << request;
    }
}

TEST(RequestScanner, GivesUpOnWhatCanNeverBeUnderstood) {
    const std::string head = "POST / HTTP/1.1\r\n";
    const std::string hopeless[] = {
        "nonsense\r\n",
        head + "Content-Length: five\r\n\r\n",
        head + "Content-Length: -1\r\n\r\n",
        head + "Content-Length: 99999999999999999999999\r\n\r\n",
        head + "Content-Length: 1001\r\n\r\n",
        head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        head + "Transfer-Encoding: chunked\r\n\r\nffffff\r\n",
        head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n",
    };
    for (const std::string& text : hopeless) {
        EXPECT_EQ(BytesNeeded(text), text.size()) << text;
        RequestScanner scanner(kMaxBody);
        EXPECT_TRUE(scanner.IsWhole(text) && scanner.IsHopeless()) << text;
    }
    RequestScanner scanner(kMaxBody);
    EXPECT_TRUE(scanner.IsWhole("GET /" + std::string(300'000, 'x')));
}

TEST(RequestScanner, TellsWhatContradictsItselfFromWhatIsTooLarge) {
    const std::string head = "POST / HTTP/1.1\r\n";
    const std::pair<std::string, bool> heads[] = {
        {"Content-Length: five", true},
        {"Content-Length: -1", true},
        {"Content-Length: ", true},
        {"Content-Length: 2, 2", true},
        {"Content-Length : 2", true},
        {"Transfer-Encoding : chunked", true},
        {"Content-Length: 2\r\nContent-Length: 3", true},
        {"Content-Length: 1001", false},
        {"Content-Length: 99999999999999999999999", false},
        {"Content-Length: 2\r\nContent-Length: 2", false},
        {"X-Mine : 2\r\nContent-Length: 2", false}};
    for (const auto& [lines, malformed] : heads) {
        RequestScanner scanner(kMaxBody);
        EXPECT_TRUE(scanner.IsWhole(head + lines + "\r\n\r\n{}")) << lines;
        EXPECT_EQ(scanner.IsMalformed(), malformed) << lines;
    }
}

TEST(RequestScanner, FindsTheTrailersOfChunks) {
    const std::string before =
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n!\r\n0\r\n";
    const std::string trailers = "A: 1\r\nB: 2\r\n";
    RequestScanner scanner(kMaxBody);
    EXPECT_TRUE(scanner.IsWhole(before + trailers + "\r\n"));
    EXPECT_EQ(scanner.TakeTrailers(), std::pair(before.size(), before.size() + trailers.size()));
    EXPECT_EQ(scanner.TakeTrailers(), (std::pair<std::size_t, std::size_t>(0, 0)));
    EXPECT_TRUE(scanner.IsWhole(before + "\r\n"));
}

TEST(RequestScanner, KnowsWhoWaitsForContinue) {
    const std::string head = "POST / HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
    RequestScanner scanner(kMaxBody);
    EXPECT_FALSE(scanner.IsWhole(head.substr(0, 30)));
    EXPECT_FALSE(scanner.WaitsForContinue());
    EXPECT_FALSE(scanner.IsWhole(head));
    EXPECT_TRUE(scanner.WaitsForContinue());
}

}  // namespace
}  // namespace plumb::mocks::http
