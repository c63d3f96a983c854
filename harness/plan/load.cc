#include "harness/plan/load.h"

#include <numeric>

namespace plumb::plan {

namespace {

void AddTo(std::map<std::string, int>& sums, const std::map<std::string, int>& others) {
    for (const auto& [key, count] : others) sums[key] += count;
}

}  // namespace

void Load::Add(const Load& other) {
    AddTo(records, other.records);
    AddTo(left, other.left);
    AddTo(requests, other.requests);
    writes += other.writes;
    deletions += other.deletions;
}

int Load::Requests() const {
    return std::accumulate(requests.begin(), requests.end(), 0,
                           [](int sum, const auto& one) { return sum + one.second; });
}

void Load::Send(const std::string& key, const target::Operation& operation, int count) {
    requests[key.substr(0, key.find('.')) + " " + operation.base] += count;
}

void Load::Appear(const std::string& key, int count) {
    records[key] += count;
    left[key] += count;
}

void Load::Create(const std::string& key, const target::Entity& entity, int count) {
    Appear(key, count);
    writes += count;
    Send(key, entity.create, count);
    Send(key, entity.read, count);
}

void Load::Edit(const std::string& key, const target::Entity& entity, int count) {
    writes += count;
    // A whole record is read before it is sent back.
    const bool is_whole = entity.update.body == target::Operation::Body::kWhole;
    Send(key, entity.read, is_whole ? 2 * count : count);
    Send(key, entity.update, count);
}

void Load::Delete(const std::string& key, const target::Entity& entity, int count) {
    left[key] -= count;
    deletions += count;
    Send(key, entity.remove, count);
    Send(key, entity.read, count);
}

void Load::List(const std::string& key, const target::Entity& entity, int there, int times) {
    Send(key, entity.list, entity.PagesOf(there) * times);
}

}  // namespace plumb::plan
