// Whatever a Sesam node, a webhook or the admin API of a mock answers, those who ask come to an end
// in bounded time, with a value or an error in words.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/text.h"
#include "harness/dataflow/execution_log.h"
#include "harness/dataflow/make_driver.h"
#include "harness/dataflow/sesam_node.h"
#include "harness/dataflow/testing/fake_clock.h"
#include "harness/system/mock_admin.h"

namespace dataflow = plumb::dataflow;
namespace plumb_system = plumb::system;
namespace target = plumb::target;

namespace {

constexpr plumb::Milliseconds kDeadline = 60'000;

/// Answers each request with the next line: a digit for the status, then the body. After the last
/// one it begins again.
class Replies final : public plumb_system::HttpClient {
  public:
    explicit Replies(std::string_view text) : lines_(plumb::Split(text, '\n')) {}

    plumb::Result<plumb_system::HttpResponse> Send(const plumb_system::HttpRequest&) override {
        constexpr int kStatuses[] = {200, 200, 201, 204, 302, 401, 404, 409, 429, 503};
        if (++asked_ > kMost) std::abort();
        const std::string_view line = lines_[asked_ % lines_.size()];
        const auto digit = static_cast<unsigned>(line.empty() ? '9' : line.front()) % 10;
        plumb_system::HttpResponse answer;
        answer.status = kStatuses[digit];
        answer.body = line.substr(std::min<std::size_t>(1, line.size()));
        if (answer.status == 429) answer.headers.emplace("retry-after", answer.body);
        return answer;
    }
    /// Nobody asks for ever.
    void BeginAnew() { asked_ = 0; }

  private:
    static constexpr std::size_t kMost = 5'000;
    std::vector<std::string_view> lines_;
    std::size_t asked_ = 0;
};

template <class Outcome>
void CheckNode(const Outcome& outcome) {
    if (!outcome && outcome.error().error.problems.empty()) std::abort();
}

template <class Outcome>
void Check(const Outcome& outcome) {
    if (!outcome && outcome.error().problems.empty()) std::abort();
}

void AskNode(Replies& replies) {
    dataflow::testing::FakeClock clock;
    dataflow::SesamNode node("http://node", "token", replies, clock);
    node.SetDeadline(kDeadline);
    CheckNode(node.Pipe("a"));
    CheckNode(node.Pump("a"));
    CheckNode(node.StartPump("a"));
    CheckNode(node.Newest("a"));
    CheckNode(node.NewestInLog("a"));
    CheckNode(node.GetStatus());
    const auto entities = node.EntitiesSince("a", "1", 10, true);
    CheckNode(entities);
    if (!entities) return;
    for (const auto& entity : *entities) {
        const auto failure = dataflow::ReadLogEntry(entity);
        if (failure) dataflow::TellsOfThrottling(failure->message);
    }
}

void AskDriver(Replies& replies, const target::Dataflow& flow) {
    dataflow::testing::FakeClock clock;
    target::Target target;
    target.dataflow = flow;
    const auto driver = dataflow::MakeDriver(target, {.http = replies, .clock = clock});
    if (!driver) std::abort();
    Check((*driver)->Sync({.deadline = kDeadline}));
    (*driver)->Describe();
    (*driver)->Identify();
    Check((*driver)->ReadLinks("users", "customers"));
}

void AskAdmin(Replies& replies) {
    plumb_system::MockAdmin admin({"http://mock", "token"}, replies);
    Check(admin.WritesSince(0, "youtrack"));
    Check(admin.DataFlowRequests());
    Check(admin.DisturbedRequests(1));
    Check(admin.EndOfLog());
    Check(admin.DataFlowWrites());
    Check(admin.HasVirtualClock());
    Check(admin.Now());
    Check(admin.SetFault({}));
    Check(admin.TakeFault("f1"));
    Check(admin.LargestPages());
}

target::SesamDataflow SomeNode() {
    target::SesamDataflow flow;
    flow.url = "http://node";
    flow.token = "token-of-node";
    flow.pipes = {"a-collect", "a-share"};
    flow.links_dataset = "global-person";
    flow.links_ids = {{"a", "users"}};
    flow.share_datasets = {"a-share"};
    return flow;
}

target::WebhookDataflow SomeWebhook() {
    target::WebhookDataflow flow;
    flow.start = {.method = "POST", .url = "http://flow/start", .body = {}};
    flow.status = target::WebhookStatus{};
    flow.status->call = {.method = "GET", .url = "http://flow/status", .body = {}};
    flow.status->path = "state";
    flow.status->idle = "idle";
    return flow;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 13) return 0;
    Replies replies({reinterpret_cast<const char*>(data), size});
    AskNode(replies);
    replies.BeginAnew();
    AskAdmin(replies);
    for (const target::Dataflow& flow :
         {target::Dataflow(SomeNode()), target::Dataflow(SomeWebhook())}) {
        replies.BeginAnew();
        AskDriver(replies, flow);
    }
    return 0;
}
