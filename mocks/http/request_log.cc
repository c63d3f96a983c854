#include "mocks/http/request_log.h"

#include <algorithm>

#include "mocks/http/random.h"

namespace plumb::mocks::http {

namespace {

constexpr std::size_t kMaxBytes = 256u << 20;
constexpr std::size_t kMaxAnswerBytes = 32u << 20;

std::size_t TextBytes(const LoggedRequest& request) {
    return sizeof(LoggedRequest) + request.target.size() + request.body.size() +
           request.answer.size();
}

const char* NameOf(Client client) {
    switch (client) {
        case Client::kHarness:
            return "harness";
        case Client::kDataFlow:
            return "dataflow";
        case Client::kOther:
            break;
    }
    return "other";
}

bool IsDisturbed(const LoggedRequest& request) {
    return request.status == 429 || !request.faults.empty();
}

bool Matches(const LoggedRequest& request, const RequestLog::Query& query) {
    if (query.only_writes && !request.effect.write) return false;
    if (query.only_disturbed && !IsDisturbed(request)) return false;
    if (query.only_data_flow && request.client != Client::kDataFlow) return false;
    if (!query.system.empty() && query.system != request.system) return false;
    if (!query.entity.empty() && query.entity != request.effect.entity) return false;
    const bool met = query.fault.empty() ||
                     std::ranges::find(request.faults, query.fault) != request.faults.end();
    if (!met) return false;
    if (query.only_unmatched && request.matched) return false;
    if (request.at < query.from || request.at > query.to) return false;
    return query.record.empty() || query.record == request.effect.record;
}

}  // namespace

RequestLog::RequestLog(std::size_t max_requests)
    : id_(RandomHex(8)), max_requests_(std::max<std::size_t>(max_requests, 1)) {}

void RequestLog::Add(LoggedRequest request) {
    const std::lock_guard lock(mutex_);
    const Effect& effect = request.effect;
    if (request.client == Client::kDataFlow) {
        if (effect.write) ++data_flow_writes_;
        if (effect.page_size > 0) {
            long long& largest = largest_pages_[request.system + "/" + effect.entity];
            largest = std::max(largest, effect.page_size);
        }
    }
    request.number = ++last_number_;
    bytes_ += TextBytes(request);
    answer_bytes_ += request.answer.size();
    requests_.push_back(std::move(request));
    while (answer_bytes_ > kMaxAnswerBytes && forgotten_ < last_number_) ForgetOldestAnswer();
    while (requests_.size() > max_requests_ || (bytes_ > kMaxBytes && requests_.size() > 1)) {
        DropOldest();
    }
}

/// Numbers are consecutive.
void RequestLog::ForgetOldestAnswer() {
    forgotten_ = std::max(forgotten_, requests_.front().number - 1) + 1;
    std::string& answer = requests_[forgotten_ - requests_.front().number].answer;
    if (answer.size() <= std::string_view(kForgotten).size()) return;
    const std::size_t size = answer.size();
    answer = std::string(kForgotten);
    answer_bytes_ = answer_bytes_ - size + answer.size();
    bytes_ = bytes_ - size + answer.size();
}

void RequestLog::DropOldest() {
    bytes_ -= TextBytes(requests_.front());
    answer_bytes_ -= requests_.front().answer.size();
    requests_.pop_front();
    ++dropped_;
}

void RequestLog::Clear() {
    const std::lock_guard lock(mutex_);
    requests_.clear();
    bytes_ = 0;
    answer_bytes_ = 0;
    dropped_ = 0;
    largest_pages_.clear();
}

std::vector<LoggedRequest> RequestLog::Find(const Query& query) const {
    const std::lock_guard lock(mutex_);
    std::vector<LoggedRequest> found;
    if (requests_.empty()) return found;
    // Numbers are consecutive, so the first one wanted is found without looking.
    const std::uint64_t first = requests_.front().number;
    std::size_t index = query.since < first ? 0 : query.since - first + 1;
    for (; index < requests_.size() && found.size() < query.limit; ++index) {
        if (Matches(requests_[index], query)) found.push_back(requests_[index]);
    }
    return found;
}

std::uint64_t RequestLog::LastNumber() const {
    const std::lock_guard lock(mutex_);
    return last_number_;
}

std::uint64_t RequestLog::Dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_;
}

nlohmann::json RequestLog::LargestPages() const {
    const std::lock_guard lock(mutex_);
    return largest_pages_;
}

std::uint64_t RequestLog::DataFlowWrites() const {
    const std::lock_guard lock(mutex_);
    return data_flow_writes_;
}

void RequestLog::Know(const std::string& system, const Operations& operations) {
    const std::lock_guard lock(mutex_);
    http::Know(systems_, system, operations);
}

std::vector<KnownSystem> RequestLog::Systems() const {
    const std::lock_guard lock(mutex_);
    return systems_;
}

nlohmann::json ToJson(const LoggedRequest& request) {
    return {{"number", request.number},
            {"at", request.at},
            {"system", request.system},
            {"client", NameOf(request.client)},
            {"event", request.event},
            {"method", request.method},
            {"target", request.target},
            {"body", request.body},
            {"status", request.status},
            {"answer", request.answer},
            {"entity", request.effect.entity},
            {"record", request.effect.record},
            {"write", request.effect.write},
            {"created", request.effect.created},
            {"deleted", request.effect.deleted},
            {"page_size", request.effect.page_size},
            {"total", request.effect.total},
            {"matched", request.matched},
            {"nearest", request.nearest},
            {"faults", request.faults},
            {"departures", request.departures}};
}

}  // namespace plumb::mocks::http
