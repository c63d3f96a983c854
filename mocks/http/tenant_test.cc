// What of a request, and of the answer to it, is held against the API's document.

#include "mocks/http/tenant.h"

#include <gmock/gmock.h>

#include <memory>

#include "harness/testing/result_matchers.h"

namespace plumb::mocks::http {
namespace {

using ::testing::ElementsAre;
using Kind = Operation::Kind;

/// What the service says, and what it said at the moment when a fault was set.
constexpr const char* kOwn = R"([{"id": 1}])";
constexpr const char* kFrozen = "[]";

std::shared_ptr<const Service> ServiceOfOneList() {
    const auto saying = [](const char* body) {
        return [body](const Request&) { return Response{.body = body}; };
    };
    Service service{.system = "maths",
                    .operations = {{"GET", "/numbers", "numbers", Kind::kList}},
                    .handler = saying(kOwn),
                    .freeze = [=] { return saying(kFrozen); }};
    return std::make_shared<const Service>(std::move(service));
}

/// Sends one request that meets the fault ("": none) and gives the bodies of the answers that were
/// held against the document; "none" for a request whose answer was not.
std::vector<std::string> HeldUnder(const std::string& fault) {
    Tenant tenant(MockClock::Kind::kVirtual);
    std::vector<std::string> held;
    tenant.contract = [&](std::string_view, const Request& request, const Response* answer) {
        EXPECT_EQ(request.target, "/numbers") << "as the client sent it";
        held.push_back(answer == nullptr ? "none" : answer->body);
        return std::vector<std::string>{"departs"};
    };
    const auto service = ServiceOfOneList();
    tenant.faults.Know(service, {});
    if (!fault.empty()) {
        const auto set = tenant.faults.Set(*yaml::Parse("{verdict: " + fault + "}", "fault"));
        EXPECT_THAT(set, testing::IsOk());
    }
    FrontDoor(tenant, service)({.method = "GET", .target = "/numbers", .path = {"numbers"}});
    const auto logged = tenant.log.Find({});
    EXPECT_EQ(logged.size(), held.size()) << "none escapes";
    for (const LoggedRequest& request : logged)
        EXPECT_THAT(request.departures, ElementsAre("departs"));
    return held;
}

TEST(Tenant, HoldsARequestAndItsAnswerAgainstTheDocument) {
    EXPECT_THAT(HeldUnder(""), ElementsAre(kOwn));
}

TEST(Tenant, HoldsARequestAloneWhenAFaultAnswersInTheSystemsPlace) {
    for (const char* fault : {"{is: status, status: 503}", "{is: reset, when: before-all}"})
        EXPECT_THAT(HeldUnder(fault), ElementsAre("none")) << fault;
}

TEST(Tenant, HoldsTheSystemsOwnAnswerBeforeAFaultDamagesIt) {
    for (const char* fault :
         {"{is: delay, ms: 5}", "{is: reset, when: before-body}", "{is: reset, when: after-body}",
          "truncate", "malformed", "content-type", "commit-then-drop", "commit-then-status",
          "page-shift", "lost-item", "expired-token"})
        EXPECT_THAT(HeldUnder(fault), ElementsAre(kOwn)) << fault;
}

TEST(Tenant, HoldsWhatIsAnsweredFromFormerRecords) {
    EXPECT_THAT(HeldUnder("stale-read"), ElementsAre(kFrozen));
}

TEST(Tenant, HoldsBothAnswersToARequestThatIsHandledTwice) {
    EXPECT_THAT(HeldUnder("duplicate"), ElementsAre(kOwn, kOwn));
}

}  // namespace
}  // namespace plumb::mocks::http
