#include "harness/doctor/observer.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdlib>

#include "harness/base/url.h"
#include "harness/system/answer.h"

namespace plumb::doctor {

namespace {

constexpr Milliseconds kDay = 86'400'000;
constexpr Milliseconds kSoon = 14 * kDay;  // time enough to get a new certificate

void Note(const system::HttpResponse& answer, Milliseconds sent, Milliseconds received,
          ServerSeen& seen) {
    const Milliseconds took = received - sent;
    if (seen.answers++ == 0 || took < seen.fastest) seen.fastest = took;
    if (answer.status == 429) ++seen.throttled;
    const auto date = system::DateOf(answer);
    if (!date) return;
    // The date is cut to whole seconds, and was written somewhere between sending and receiving.
    const Milliseconds ahead = *date + 500 - (sent + took / 2);
    if (!seen.ahead || std::llabs(ahead) < std::llabs(*seen.ahead)) seen.ahead = ahead;
}

}  // namespace

std::optional<Finding> FindingOnCertificate(const ServerSeen& seen) {
    if (!seen.certificate_left || *seen.certificate_left > kSoon) return std::nullopt;
    const auto days = std::max(Milliseconds{0}, *seen.certificate_left / kDay);
    return Finding{State::kDoubtful,
                   fmt::format("{}: its certificate ends on {}, in {} day{}", seen.origin,
                               FormatTime(*seen.certificate_ends), days, days == 1 ? "" : "s"),
                   "have it renewed before: from then on every request to this server is refused"};
}

system::Delivery Observer::Deliver(const system::HttpRequest& request) {
    const auto url = ParseUrl(request.url);
    const Milliseconds sent = clock_.Now();
    system::Delivery delivery = http_.Deliver(request);
    const Milliseconds received = clock_.Now();
    if (!url || !delivery.answer) return delivery;
    const std::lock_guard lock(mutex_);
    ServerSeen& seen = seen_[url->origin];
    seen.origin = url->origin;
    seen.certificate_ends = delivery.certificate_ends;
    if (delivery.certificate_ends) seen.certificate_left = *delivery.certificate_ends - received;
    Note(*delivery.answer, sent, received, seen);
    return delivery;
}

std::optional<ServerSeen> Observer::At(const std::string& url) const {
    const auto parsed = ParseUrl(url);
    if (!parsed) return std::nullopt;
    const std::lock_guard lock(mutex_);
    const auto found = seen_.find(parsed->origin);
    return found == seen_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<ServerSeen> Observer::All() const {
    const std::lock_guard lock(mutex_);
    std::vector<ServerSeen> all;
    for (const auto& [origin, seen] : seen_) all.push_back(seen);
    return all;
}

}  // namespace plumb::doctor
