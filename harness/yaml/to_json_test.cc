#include <gmock/gmock.h>

#include "harness/yaml/node.h"

namespace plumb::yaml {
namespace {

struct Case {
    const char* yaml;
    const char* json;
};

TEST(ToJson, FollowsTheCoreSchema) {
    const Case cases[] = {
        {"null", "null"},
        {"~", "null"},
        {"", "null"},
        {"true", "true"},
        {"FALSE", "false"},
        {"yes", "\"yes\""},
        {"12", "12"},
        {"-12", "-12"},
        {"+12", "12"},
        {"007", "7"},
        {"0o17", "15"},
        {"0xff", "255"},
        {"0x", "\"0x\""},
        {"1.5", "1.5"},
        {".5", "0.5"},
        {"5.", "5.0"},
        {"-1e3", "-1000.0"},
        {"1e", "\"1e\""},
        {".", "\".\""},
        {"-", "[null]"},
        {".inf", "\".inf\""},
        {"1e999", "\"1e999\""},
        {"'12'", "\"12\""},
        {"\"true\"", "\"true\""},
        {"''", "\"\""},
        {"12:30", "\"12:30\""},
        {"9223372036854775807", "9223372036854775807"},
        {"18446744073709551615", "18446744073709551615"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"100000000000000000000", "1e+20"},
        {"2024-09-20", "\"2024-09-20\""},
        {"{a: [x, {b: 1}]}", R"({"a":["x",{"b":1}]})"},
    };
    for (const Case& tested : cases) {
        const auto node = Parse(tested.yaml, "f.yaml");
        ASSERT_TRUE(node.has_value()) << tested.yaml;
        EXPECT_EQ(ToJson(*node).dump(), tested.json) << tested.yaml;
    }
}

}  // namespace
}  // namespace plumb::yaml
