#include "harness/system/proxy.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"

namespace plumb::system {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

target::Environment Holding(const std::map<std::string, std::string>& variables) {
    return [variables](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

std::optional<Proxy> Read(const std::map<std::string, std::string>& variables) {
    const auto read = ReadProxy(Holding(variables));
    EXPECT_THAT(read, IsOk());
    return read.value_or(std::nullopt);
}

TEST(Proxy, IsNoneWhereNoneIsNamed) {
    EXPECT_FALSE(Read({}));
    EXPECT_FALSE(Read({{"HTTPS_PROXY", " "}}));
    EXPECT_FALSE(Read({{"HTTP_PROXY", "http://proxy:1"}}));
}

TEST(Proxy, IsReadFromTheEnvironment) {
    const auto proxy = Read({{"HTTPS_PROXY", "http://me:p%40ss:1@Proxy.example.com:3128/"}});
    ASSERT_TRUE(proxy);
    EXPECT_EQ(proxy->host, "proxy.example.com");
    EXPECT_EQ(proxy->port, 3128);
    EXPECT_EQ(proxy->user, "me");
    EXPECT_EQ(proxy->password, "p@ss:1");
    EXPECT_THAT(proxy->Secrets(), Contains("p@ss:1"));
    EXPECT_EQ(Read({{"https_proxy", "lower:1"}, {"HTTPS_PROXY", "upper:2"}})->host, "lower");
}

TEST(Proxy, IsRefusedWithoutRepeatingItsPassword) {
    for (const char* broken : {"https://me:hush@proxy:1", "socks5://me:hush@proxy:1",
                               "http://me:hush@proxy:port", "http://me:hush@", "me:hush@proxy/x"}) {
        EXPECT_THAT(
            ReadProxy(Holding({{"HTTPS_PROXY", broken}})),
            Fails(AllOf(HasSubstr("HTTPS_PROXY names no HTTP proxy"), Not(HasSubstr("hush")))))
            << broken;
    }
}

TEST(Proxy, IsNotForThisMachineNorForWhatIsExempt) {
    const auto proxy = Read({{"https_proxy", "proxy:1"},
                             {"NO_PROXY",
                              "Inner.example.com, .corp.example,*.lab.example,10.0.0.1,"
                              "port.example:8443"}});
    const std::map<std::string, bool> kExpected = {
        {"https://tenant.example.com", true}, {"https://notinner.example.com", true},
        {"https://inner.example.com", false}, {"https://a.inner.example.com", false},
        {"https://a.corp.example", false},    {"https://corp.example", false},
        {"https://b.lab.example", false},     {"https://10.0.0.1", false},
        {"https://10.0.0.11", true},          {"https://port.example:8443", false},
        {"https://port.example", true},       {"https://localhost", false},
        {"https://127.0.0.1:8443", false},    {"https://[::1]:8443", false},
        {"http://tenant.example.com", false},
    };
    for (const auto& [url, expected] : kExpected)
        EXPECT_EQ(proxy->IsFor(*ParseUrl(url)), expected) << url;
    EXPECT_FALSE(Read({{"https_proxy", "proxy:1"}, {"no_proxy", "*"}})
                     ->IsFor(*ParseUrl("https://tenant.example.com")));
}

}  // namespace
}  // namespace plumb::system
