// The examples of the mocks' README, in their order, against mocks that were just started.

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <vector>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/cli/neighbourhood.h"
#include "harness/system/http_client.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

/// "POST /_mock/faults", a body, and below an empty line the status and the body of the answer.
struct Example {
    std::string method;
    std::string target;
    std::string body;
    int status = 0;
    std::string answer;
};

std::pair<std::string, std::string> CutAt(const std::string& text, const std::string& mark) {
    const auto at = text.find(mark);
    if (at == std::string::npos) return {text, ""};
    return {text.substr(0, at), text.substr(at + mark.size())};
}

Example ReadExample(const std::string& block) {
    const auto [asked, answered] = CutAt(block, "\n\n");
    Example example;
    const auto [line, body] = CutAt(asked, "\n");
    std::tie(example.method, example.target) = CutAt(line, " ");
    example.body = body;
    const auto [status, answer] = CutAt(answered, "\n");
    example.status = std::stoi(status);
    example.answer = answer;
    return example;
}

std::vector<Example> Examples() {
    std::vector<Example> examples;
    std::string rest = testing::ReadAll(PLUMB_SOURCE_DIR "/mocks/README.md");
    while (true) {
        rest = CutAt(rest, "```http\n").second;
        if (rest.empty()) return examples;
        examples.push_back(ReadExample(CutAt(rest, "\n```").first));
    }
}

/// "…" is anything; an object may have more members than are shown.
bool IsAsShown(const Json& shown, const Json& seen) {
    if (shown == "…") return true;
    if (shown.is_array() && seen.is_array()) {
        return shown.size() == seen.size() &&
               std::equal(shown.begin(), shown.end(), seen.begin(), IsAsShown);
    }
    if (!shown.is_object() || !seen.is_object()) return shown == seen;
    const auto items = shown.items();
    return std::all_of(items.begin(), items.end(), [&](const auto& member) {
        return seen.contains(member.key()) && IsAsShown(member.value(), seen[member.key()]);
    });
}

TEST(MockExamples, AreAnsweredAsTheReadmeShows) {
    cli::EmbeddedOptions options;
    options.clock = mocks::http::MockClock::Kind::kWall;
    const auto checklist = checklist::ReadFile(PLUMB_SOURCE_DIR "/" + testing::kChecklists.front());
    ASSERT_THAT(checklist, testing::IsOk());
    const auto mocks = cli::Neighbourhood::Start(*checklist, options);
    ASSERT_THAT(mocks, testing::IsOk());
    const Json target = (*mocks)->TargetJson();
    const Json& youtrack = target["systems"]["youtrack"];
    const auto client = system::MakeHttpClient({});
    const std::vector<Example> examples = Examples();
    ASSERT_GE(examples.size(), 20U);
    for (const Example& example : examples) {
        const Json& access = example.target.starts_with("/_mock/")       ? youtrack["admin"]
                             : example.target.starts_with("/api/pipes/") ? target["dataflow"]
                                                                         : youtrack;
        const auto answer = client->Send(
            {.method = example.method,
             .url = access["url"].get<std::string>() + example.target,
             .headers = {{"Authorization", "Bearer " + access["token"].get<std::string>()}},
             .body = example.body});
        ASSERT_THAT(answer, testing::IsOk()) << example.target;
        EXPECT_EQ(answer->status, example.status) << example.method << " " << example.target;
        if (example.answer.empty()) continue;
        EXPECT_TRUE(IsAsShown(Json::parse(example.answer), ParseJson(answer->body)))
            << example.method << " " << example.target << " answered " << answer->body;
    }
}

}  // namespace
}  // namespace plumb
