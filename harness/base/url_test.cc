#include "harness/base/url.h"

#include <gtest/gtest.h>

#include "harness/base/encoding.h"

namespace plumb {
namespace {

TEST(Url, HasItsParts) {
    const auto url = ParseUrl("https://Example.no:8443/a/b?c=d");
    ASSERT_TRUE(url);
    EXPECT_EQ(url->scheme, "https");
    EXPECT_EQ(url->host, "example.no");
    EXPECT_EQ(url->port, 8443);
    EXPECT_EQ(url->origin, "https://Example.no:8443");
    EXPECT_EQ(url->target, "/a/b?c=d");
}

TEST(Url, KnowsThePortOfItsScheme) {
    EXPECT_EQ(ParseUrl("http://a")->port, 80);
    EXPECT_EQ(ParseUrl("https://a/x")->port, 443);
}

TEST(Url, RefusesWhatItCannotBe) {
    for (const char* text :
         {"", "a", "ftp://a", "http://", "http://:80", "http://a:0", "http://a:99999", "http://a:x",
          "http://u:p@a", "http://a b", "http://a/\n", "http://[::1", "http://[::1]x",
          "http://a/#x", "http://127.0.0.1\\@b"}) {
        EXPECT_FALSE(ParseUrl(text)) << text;
    }
}

TEST(Url, TellsLoopbackFromOtherHosts) {
    for (const char* text :
         {"http://127.0.0.1:1", "http://127.8.9.1", "http://localhost", "http://[::1]:80"}) {
        EXPECT_TRUE(ParseUrl(text)->IsLoopback()) << text;
    }
    for (const char* text : {"http://127.0.0.1.example.no", "http://127.example.no",
                             "http://1.2.3.4", "http://localhost.example.no", "http://[::2]"}) {
        EXPECT_FALSE(ParseUrl(text)->IsLoopback()) << text;
    }
}

TEST(Encoding, PercentEncodesAllButTheUnreserved) {
    EXPECT_EQ(PercentEncode("aZ0-._~"), "aZ0-._~");
    EXPECT_EQ(PercentEncode("a b/c?d&e=æ$"), "a%20b%2Fc%3Fd%26e%3D%C3%A6%24");
}

TEST(Encoding, WritesBase64WithPadding) {
    EXPECT_EQ(Base64(""), "");
    EXPECT_EQ(Base64("a"), "YQ==");
    EXPECT_EQ(Base64("app:key"), "YXBwOmtleQ==");
}

}  // namespace
}  // namespace plumb
