#include "harness/system/token_source.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "harness/system/testing/mock_http_client.h"
#include "harness/testing/result_matchers.h"

namespace plumb::system {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::AllOf;
using testing::Answer;
using ::testing::HasSubstr;
using ::testing::Not;

/// A source whose endpoint gives these answers, the last one from then on.
class Tokens : public ::testing::Test {
  protected:
    TokenSource SourceOf(std::vector<HttpResponse> answers) {
        answers_ = std::move(answers);
        return TokenSource::ClientCredentials(
            {.url = "https://po/OAuth/Token",
             .client_id = "id",
             .client_secret = "hush",
             .headers = {}},
            [this](const HttpRequest&) -> Result<HttpResponse> {
                const std::size_t at = std::min<std::size_t>(asked_++, answers_.size() - 1);
                return answers_[at];
            },
            [](const std::string&) {});
    }
    std::vector<HttpResponse> answers_;
    std::atomic<std::size_t> asked_ = 0;
};

TEST_F(Tokens, AreRenewedOnceForAllThreadsThatMeetARefusal) {
    TokenSource source = SourceOf({Answer(200, R"({"access_token":"old","expires_in":1200})"),
                                   Answer(200, R"({"access_token":"new","expires_in":1200})")});
    ASSERT_THAT(source.Get(0), IsOk());
    std::vector<std::thread> threads;
    std::atomic<int> renewed = 0;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            source.Forget("old");
            if (source.Get(0).value_or("") == "new") ++renewed;
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(renewed, 8);
    EXPECT_EQ(asked_, 2U);
}

struct Lifetime {
    const char* expires_in;
    Milliseconds still_good;
    Milliseconds over;
};

TEST_F(Tokens, AreRenewedBeforeTheyEndHoweverOddlyThatIsTold) {
    const Lifetime kLifetimes[] = {
        {"1200", 1'169'000, 1'171'000},
        {"40", 19'000, 21'000},
        {"0", 400, 600},
        {"-5", 400, 600},
        {"1e300", 900'000'000, 1'000'000'000},
        {"59.5", 29'000, 30'000},
        {"\"soon\"", 569'000, 571'000},
        {"null", 569'000, 571'000},
        {"[]", 569'000, 571'000},
    };
    for (const auto& [expires_in, still_good, over] : kLifetimes) {
        asked_ = 0;
        TokenSource source = SourceOf(
            {Answer(200, std::string(R"({"access_token":"t","expires_in":)") + expires_in + "}")});
        ASSERT_THAT(source.Get(0), IsOk()) << expires_in;
        ASSERT_THAT(source.Get(still_good), IsOk());
        EXPECT_EQ(asked_, 1U) << expires_in;
        ASSERT_THAT(source.Get(over), IsOk());
        EXPECT_EQ(asked_, 2U) << expires_in;
    }
}

TEST_F(Tokens, AreAnErrorWhenTheEndpointGivesNone) {
    for (const HttpResponse& answer :
         {Answer(429, "slow down"), Answer(503), Answer(200, "<html>"), Answer(200, "[]"),
          Answer(200, R"({"access_token":7})"), Answer(200), Answer(302),
          Answer(400, R"({"error":"invalid_client","error_description":"no such client"})")}) {
        asked_ = 0;
        TokenSource source = SourceOf({answer});
        EXPECT_THAT(source.Get(0),
                    Fails(AllOf(HasSubstr("https://po/OAuth/Token gave no token"),
                                HasSubstr("check the keys"), Not(HasSubstr("hush")))));
    }
}

}  // namespace
}  // namespace plumb::system
