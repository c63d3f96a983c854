#include "harness/dataflow/webhook_driver.h"

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "harness/base/secrets.h"
#include "harness/base/text.h"
#include "harness/dataflow/patience.h"
#include "harness/dataflow/stillness.h"
#include "harness/dataflow/write_watch.h"
#include "harness/system/answer.h"

namespace plumb::dataflow {

namespace {

std::string TextAt(const Json& body, const std::string& path) {
    const Json* value = Find(body, path);
    if (value == nullptr) return {};
    return value->is_string() ? value->get<std::string>() : Dump(*value);
}

class WebhookDriver final : public Driver {
  public:
    WebhookDriver(target::WebhookDataflow flow, const std::vector<std::string>& secrets,
                  DriverContext context)
        : flow_(std::move(flow)),
          secrets_(secrets),
          http_(context.http),
          clock_(context.clock),
          interrupt_(context.interrupt),
          read_lag_(context.read_lag),
          writes_(context.data_flow_writes),
          stillness_(clock_, interrupt_, std::move(context.data_flow_writes),
                     Milliseconds{flow_.still_s} * 1000, Milliseconds{flow_.max_minutes} * 60'000) {
        secrets_.Add(flow_.token);
    }

    target::Capabilities GetCapabilities() const override { return {}; }
    std::string Describe() override {
        return secrets_.Mask(fmt::format("webhook {} {}{}", flow_.start.method, flow_.start.url,
                                         flow_.status
                                             ? ""
                                             : fmt::format(", taken to be done after {} s in which "
                                                           "nothing moved",
                                                           flow_.still_s)));
    }
    Result<SyncReport> Sync(const SyncOrder& order) override;
    Result<Links> ReadLinks(const std::string&, const std::string&) override {
        return InputError("links cannot be read: a webhook tells nothing of them");
    }
    Status Restart() override { return InputError("a webhook cannot restart its data flow"); }

  private:
    /// What the status says: idle, and which run was the last.
    struct Seen {
        bool idle = false;
        std::string run;
        std::string state;  ///< in the data flow's own word
    };
    enum class Round { kDone, kOutOfTime };

    bool IsOutOfTime(Milliseconds end) const { return interrupt_.Came() || clock_.Now() >= end; }
    /// The body of a good answer; nullopt, with the reason in `failure`, for any other answer.
    Result<std::optional<std::string>> Call(const target::HttpCall& call, std::string& failure);
    Result<std::optional<Seen>> AskStatus(std::string& failure);
    Result<std::optional<Round>> RunOnce(Milliseconds end, std::string& failure);
    Result<SyncReport> RunRounds(const SyncOrder& order, Milliseconds end);
    SyncReport Ended(int rounds, SyncEnd end, std::string detail) const {
        SyncReport report{.end = end, .rounds = rounds, .detail = {}, .evidence = {}};
        report.detail = secrets_.MaskShortened(detail, 2000);
        return report;
    }

    target::WebhookDataflow flow_;
    Secrets secrets_;
    system::HttpClient& http_;
    Clock& clock_;
    Interrupt interrupt_;
    Milliseconds read_lag_;
    WriteWatch writes_;
    Stillness stillness_;
    std::string moving_;  ///< what it said last when it was not done
};

Result<SyncReport> WebhookDriver::Sync(const SyncOrder& order) {
    const Milliseconds most = std::min(order.deadline, Milliseconds{flow_.max_minutes} * 60'000);
    if (flow_.status) return RunRounds(order, clock_.Now() + most);
    std::string failure;
    const auto started = Call(flow_.start, failure);
    if (!started) return tl::make_unexpected(started.error());
    if (!*started) return Ended(1, SyncEnd::kFailed, failure);
    return stillness_.Wait(order, SyncReport{});
}

/// Runs it until a run has written nothing; where nobody counts the writes, once.
Result<SyncReport> WebhookDriver::RunRounds(const SyncOrder& order, Milliseconds end) {
    writes_.Begin();
    moving_.clear();
    const int allowed = RoundsFor(order, flow_.max_rounds);
    int rounds = order.used_rounds;
    while (rounds < allowed) {
        ++rounds;
        std::string failure;
        const auto round = RunOnce(end, failure);
        if (!round) return tl::make_unexpected(round.error());
        if (!*round) return Ended(rounds, SyncEnd::kFailed, failure);
        if (**round == Round::kOutOfTime)
            return Ended(rounds, SyncEnd::kBusy,
                         fmt::format("the time was up before it said that it is idle{}",
                                     moving_.empty() ? "" : ": " + moving_));
        writes_.EndRound();
        if (!writes_.WroteInLastRound()) return Ended(rounds, SyncEnd::kQuiet, "");
        WaitAtMost(clock_, interrupt_, read_lag_, end);
    }
    SyncReport report = Ended(rounds, SyncEnd::kStillWriting,
                              fmt::format("it wrote to the systems in each of {} runs", rounds));
    report.is_cut = allowed < flow_.max_rounds;
    report.last_writes = writes_.InLastRounds();
    return report;
}

/// Idle counts only of a run that began after the start, where the status can tell runs apart.
Result<std::optional<WebhookDriver::Round>> WebhookDriver::RunOnce(Milliseconds end,
                                                                   std::string& failure) {
    const auto before = AskStatus(failure);
    if (!before) return tl::make_unexpected(before.error());
    if (!*before) return std::nullopt;
    const auto started = Call(flow_.start, failure);
    if (!started) return tl::make_unexpected(started.error());
    if (!*started) return std::nullopt;
    Patience patience(clock_);
    while (!IsOutOfTime(end)) {
        const auto now = AskStatus(failure);
        if (!now) return tl::make_unexpected(now.error());
        if (!*now) return std::nullopt;
        const bool is_new = flow_.status->run.empty() || (*now)->run != (*before)->run;
        if ((*now)->idle && is_new) return Round::kDone;
        moving_ = fmt::format(
            "it said '{}'{}", Shorten((*now)->state, 100),
            is_new ? "" : fmt::format(", and its run was still '{}'", Shorten((*now)->run, 100)));
        patience.Wait();
    }
    return Round::kOutOfTime;
}

Result<std::optional<WebhookDriver::Seen>> WebhookDriver::AskStatus(std::string& failure) {
    const target::WebhookStatus& status = *flow_.status;
    const auto body = Call(status.call, failure);
    if (!body) return tl::make_unexpected(body.error());
    if (!*body) return std::nullopt;
    const Json json = ParseJson(**body);
    if (json.is_discarded() || Find(json, status.path) == nullptr) {
        failure = fmt::format("{} {} answered nothing under '{}': {}", status.call.method,
                              status.call.url, status.path, Shorten(**body, 200));
        return std::nullopt;
    }
    std::string state = TextAt(json, status.path);
    const bool idle = state == status.idle;
    return Seen{idle, status.run.empty() ? "" : TextAt(json, status.run), std::move(state)};
}

Result<std::optional<std::string>> WebhookDriver::Call(const target::HttpCall& call,
                                                       std::string& failure) {
    system::HttpRequest request{
        .method = call.method, .url = call.url, .headers = {}, .body = call.body};
    if (!flow_.token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + flow_.token);
    const auto answer = http_.Send(request);
    if (!answer) return tl::make_unexpected(answer.error());
    if (answer->status >= 200 && answer->status < 300) return answer->body;
    const bool redirects = answer->status >= 300 && answer->status < 400;
    failure = fmt::format("{} {} answered {}: {}", call.method, call.url, answer->status,
                          redirects ? system::DescribeRedirect(call.url, *answer)
                                    : secrets_.MaskShortened(answer->body, 200));
    return std::nullopt;
}

}  // namespace

std::unique_ptr<Driver> MakeWebhookDriver(const target::WebhookDataflow& flow,
                                          const std::vector<std::string>& secrets,
                                          DriverContext context) {
    return std::make_unique<WebhookDriver>(flow, secrets, std::move(context));
}

}  // namespace plumb::dataflow
