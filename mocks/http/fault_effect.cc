#include "mocks/http/fault_effect.h"

#include <algorithm>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "harness/base/json_path.h"

namespace plumb::mocks::http {

namespace {

using Part = Delivery::Part;
using Then = Delivery::Then;

struct Scene {
    const FaultBook::Met& met;
    const Request& request;
    const Service& service;
    MockClock& clock;
    std::optional<Response>& own;

    Response Handle() const { return HandleBy(service.handler, request); }
    Response HandleBy(const Server::Handler& handler, const Request& asked) const {
        own = handler(asked);
        return *own;
    }
};

Response Delivered(Response response, Part part, Then then) {
    response.delivery = {part, then};
    if (part == Part::kNothing) response.status = 0;
    return response;
}

Response Answer(const fault::Status& status, const Scene& scene) {
    Response response;
    response.status = status.status;
    response.body = status.body;
    response.content_type = status.content_type;
    response.headers = status.headers;
    if (status.retry_after_s) {
        const Milliseconds due = scene.clock.Now() + Milliseconds{*status.retry_after_s} * 1000;
        response.headers.emplace_back("Retry-After", status.retry_after_as_date
                                                         ? HttpDate(due)
                                                         : std::to_string(*status.retry_after_s));
    }
    return response;
}

Response Answer(const fault::Delay& delay, const Scene& scene) {
    Response response = scene.Handle();
    if (scene.clock.GetKind() == MockClock::Kind::kVirtual) {
        scene.clock.Wait(delay.ms);
    } else {
        response.delivery.after_ms = delay.ms;
    }
    return response;
}

Response Answer(const fault::Reset& reset, const Scene& scene) {
    using When = fault::Reset::When;
    if (reset.when == When::kBeforeAll) return Delivered({}, Part::kNothing, Then::kReset);
    const Part part = reset.when == When::kBeforeBody ? Part::kHead : Part::kAll;
    return Delivered(scene.Handle(), part, Then::kReset);
}

Response Answer(const fault::Truncate&, const Scene& scene) {
    return Delivered(scene.Handle(), Part::kHeadAndHalfOfBody, Then::kClose);
}

Response Answer(const fault::Malformed&, const Scene& scene) {
    Response response = scene.Handle();
    response.body.resize(response.body.size() / 2);
    if (response.body.empty()) response.body = "{";
    return response;
}

Response Answer(const fault::ContentType& content, const Scene& scene) {
    Response response = scene.Handle();
    response.content_type = content.type;
    return response;
}

Response Answer(const fault::CommitThenDrop&, const Scene& scene) {
    return Delivered(scene.Handle(), Part::kNothing, Then::kClose);
}

Response Answer(const fault::CommitThenStatus& commit, const Scene& scene) {
    Response response;
    response.effect = scene.Handle().effect;
    response.status = commit.status;
    return response;
}

/// The first of the two times is logged by whoever asks for the answer.
Response Answer(const fault::Duplicate&, const Scene& scene) {
    return scene.Handle();
}

Response Answer(const fault::StaleRead&, const Scene& scene) {
    return scene.met.frozen ? scene.HandleBy(scene.met.frozen, scene.request) : scene.Handle();
}

Response Answer(const fault::PageShift& shift, const Scene& scene) {
    Request shifted = scene.request;
    shifted.page_shift = shift.records;
    return scene.HandleBy(scene.service.handler, shifted);
}

Response Answer(const fault::ExpiredToken&, const Scene& scene) {
    Request without = scene.request;
    without.headers["authorization"] = "Bearer expired";
    return scene.HandleBy(scene.service.handler, without);
}

/// An answer like any other; the item is taken out of it afterwards.
Response Answer(const fault::LostItem&, const Scene& scene) {
    return scene.Handle();
}

/// These concern a system as a whole and meet no request.
Response Answer(const fault::Refuse&, const Scene& scene) {
    return scene.Handle();
}
Response Answer(const fault::ClockSkew&, const Scene& scene) {
    return scene.Handle();
}

}  // namespace

FaultyAnswer AnswerUnder(const FaultBook::Met& met, const Request& request, const Service& service,
                         MockClock& clock) {
    FaultyAnswer answer;
    const Scene scene{met, request, service, clock, answer.own};
    answer.seen =
        std::visit([&](const auto& verdict) { return Answer(verdict, scene); }, met.verdict);
    return answer;
}

std::string HttpDate(Milliseconds time) {
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT",
                       fmt::gmtime(static_cast<std::time_t>(time / 1000)));
}

}  // namespace plumb::mocks::http
