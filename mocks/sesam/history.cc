#include "mocks/sesam/history.h"

#include <algorithm>

#include "mocks/sesam/views.h"

namespace plumb::mocks::sesam {

namespace {

constexpr std::size_t kMaxVersions = 20'000;
constexpr std::size_t kMaxBytes = 4u << 20;

}  // namespace

void History::Note(const Schema& schema, const State& state) {
    for (const std::string& name : DatasetNames(schema)) {
        Dataset& dataset = datasets_[name];
        const auto changed = ReadDataset(schema, state, name, {.since = dataset.seen});
        for (const Json& entity : *changed) {
            dataset.seen = entity["_updated"].get<std::int64_t>();
            dataset.versions.push_back({dataset.seen, entity["_deleted"] == true, Dump(entity)});
            dataset.bytes += dataset.versions.back().text.size();
        }
        while (dataset.versions.size() > kMaxVersions || dataset.bytes > kMaxBytes) {
            dataset.bytes -= dataset.versions.front().text.size();
            dataset.versions.pop_front();
        }
    }
}

const std::deque<History::Version>& History::Of(std::string_view dataset) const {
    static const std::deque<Version> kNone;
    const auto found = datasets_.find(dataset);
    return found == datasets_.end() ? kNone : found->second.versions;
}

}  // namespace plumb::mocks::sesam
