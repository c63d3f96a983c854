#include "harness/dataflow/execution_log.h"

#include <gmock/gmock.h>

#include "harness/base/json_path.h"

namespace plumb::dataflow {
namespace {

struct Entry {
    const char* entry;
    const char* what;  ///< "" for no failure
    const char* message;
};

TEST(ExecutionLog, TellsFailures) {
    for (const Entry& one : {
             Entry{R"({"_id":"pump-failed","event_type":"pump-failed",
                       "original_error_message":"boom","reason_why_stopped":"x"})",
                   "the run failed", "boom"},
             Entry{R"({"_id":"pump-failed"})", "the run failed", ""},
             Entry{R"({"event_type":"pump-failed","original_error_message":null,
                       "reason_why_stopped":"too many errors"})",
                   "the run failed", "too many errors"},
             Entry{R"({"_id":"read-error:1-2","event_type":"read-error","error_code":0,
                       "original_error_message":{"a":1}})",
                   "it could not read", R"({"a":1})"},
             Entry{R"({"_id":"write-error:youtrack-users:17","event_type":"write-error",
                       "original_error_message":"no"})",
                   "it could not write youtrack-users:17", "no"},
             Entry{R"({"event_type":"write-error","dead":true})",
                   "it could not write an entity, and will not try again", ""},
             Entry{R"({"event_type":"write-error","resolved":true})", "", ""},
             Entry{R"({"event_type":"pump-failed","_deleted":true})", "", ""},
             Entry{R"({"event_type":"pump-completed"})", "", ""},
             Entry{R"({"event_type":7})", "", ""},
             Entry{R"({})", "", ""},
             Entry{R"("pump-failed")", "", ""},
             Entry{"null", "", ""},
         }) {
        const auto failure = ReadLogEntry(Json::parse(one.entry));
        ASSERT_EQ(failure.has_value(), *one.what != '\0') << one.entry;
        if (!failure) continue;
        EXPECT_EQ(failure->what, one.what);
        EXPECT_EQ(failure->message, one.message);
    }
}

TEST(ExecutionLog, TellsOfThrottlingOnlyWhereAStatusIsMeant) {
    for (const char* text :
         {"429 Client Error: Too Many Requests for url: https://x", "HTTP 429", "status 429",
          "status_code=429", "GET /v2/customers answered 429: slow down", R"({"status":429})",
          "http status code: 429"})
        EXPECT_TRUE(TellsOfThrottling(text)) << text;
    for (const char* text : {"", "429", "customer 429 is unknown", "status 4290", "status 500",
                             "HTTP 404: no customer with the number 429"})
        EXPECT_FALSE(TellsOfThrottling(text)) << text;
}

}  // namespace
}  // namespace plumb::dataflow
