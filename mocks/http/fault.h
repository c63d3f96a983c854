#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "harness/base/clock.h"
#include "mocks/http/delivery.h"
#include "mocks/http/operation.h"
#include "mocks/http/request_log.h"

namespace plumb::mocks::http {

/// Which requests a fault meets. An empty member is fulfilled by every request.
struct FaultMatch {
    std::string system{};
    std::string method{};
    std::string path{};    ///< pattern: "/v2/customers/*", "/hub/**"
    std::string entity{};  ///< as in Effect::entity
    std::optional<Operation::Kind> operation{};
    std::string record{};    ///< id: a segment of the path, or the id in the body
    std::string contains{};  ///< a text in the target or the body
    std::optional<Client> client = Client::kDataFlow;  ///< nullopt: everybody
    int nth = 1;    ///< the first of the fitting requests that is met; from 1
    int times = 1;  ///< how many are met from there on; 0: all
    double chance = 1;
    std::uint64_t seed = 1;  ///< of the chance
};

/// What happens to a request that is met. "Handled" means that the system did what was asked.
namespace fault {

/// Answered without being handled.
struct Status {
    int status = 500;
    std::string body{};
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers{};
    std::optional<int> retry_after_s{};
    bool retry_after_as_date = false;
};
/// Handled at once and answered later, by the tenant's clock.
struct Delay {
    Milliseconds ms = 0;
};
/// Nobody can connect to the system from the moment the fault is set: for `ms` by the tenant's
/// clock, or until it is removed.
struct Refuse {
    std::optional<Milliseconds> ms{};
};
/// The connection is reset: before anything is handled, or when it was, before or after the body of
/// the answer has left.
struct Reset {
    enum class When { kBeforeAll, kBeforeBody, kAfterBody };
    When when = When::kBeforeAll;
};
/// Handled; half of the answer's body leaves, then the connection closes.
struct Truncate {};
/// Handled; the answer's body is cut in half, and its length says so.
struct Malformed {};
/// Handled; the answer says that its body is something else.
struct ContentType {
    std::string type = "text/html";
};
/// Handled, then the connection closes without an answer.
struct CommitThenDrop {};
/// Handled, then answered as if the server had failed.
struct CommitThenStatus {
    int status = 500;
};
/// Handled twice, as by a gateway that tries again; the second answer is given.
struct Duplicate {};
/// Answered from the records as they were when the fault was set.
struct StaleRead {};
/// The page of a list begins so many records later, or earlier, than it should.
struct PageShift {
    int records = 1;
};
/// One item is missing in a list that is otherwise as it should be.
struct LostItem {
    std::string id{};  ///< of the item; "": by its place
    int place = 0;     ///< from 0, from the end when negative
};
/// The token of the request is worth nothing from here on, until the fault is removed.
struct ExpiredToken {};
/// The system's clock is off by so much while the fault is set: time stamps and the Date header.
struct ClockSkew {
    Milliseconds ms = 0;
};

}  // namespace fault

using FaultVerdict =
    std::variant<fault::Status, fault::Delay, fault::Refuse, fault::Reset, fault::Truncate,
                 fault::Malformed, fault::ContentType, fault::CommitThenDrop,
                 fault::CommitThenStatus, fault::Duplicate, fault::StaleRead, fault::PageShift,
                 fault::LostItem, fault::ExpiredToken, fault::ClockSkew>;

/// A fault as somebody asked for it. Plain data: knows nothing of what it has met.
struct Fault {
    FaultMatch match{};
    FaultVerdict verdict{};
};

/// A verdict on a system as a whole rather than on single requests.
inline bool IsWindow(const FaultVerdict& verdict) {
    return std::holds_alternative<fault::Refuse>(verdict) ||
           std::holds_alternative<fault::ClockSkew>(verdict);
}

}  // namespace plumb::mocks::http
