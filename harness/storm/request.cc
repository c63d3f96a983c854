#include "harness/storm/request.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"

namespace plumb::storm {

namespace {

Purpose PurposeOf(const system::LoggedRequest& logged) {
    if (ToLower(logged.path).ends_with("/oauth/token")) return Purpose::kToken;
    return logged.method == "GET" ? Purpose::kRead : Purpose::kWrite;
}

std::string WhatFor(const system::LoggedRequest& logged, Purpose purpose) {
    if (purpose == Purpose::kToken) return fmt::format("get a token of {}", logged.system);
    const std::string& entity = logged.entity.empty() ? logged.system : logged.entity;
    if (logged.created) return fmt::format("create {} {}", entity, logged.record);
    if (logged.deleted) return fmt::format("delete {} {}", entity, logged.record);
    if (purpose == Purpose::kWrite) return fmt::format("change {} {}", entity, logged.record);
    if (logged.record.empty()) return fmt::format("list {}", entity);
    return fmt::format("look at {} {}", entity, logged.record);
}

}  // namespace

std::vector<Request> RequestsOf(const std::vector<system::LoggedRequest>& log,
                                const std::vector<std::uint64_t>& last_requests, int syncs) {
    std::vector<Request> requests;
    for (const system::LoggedRequest& logged : log) {
        const auto end = std::ranges::lower_bound(last_requests, logged.number);
        const int sync = static_cast<int>(end - last_requests.begin()) + 1;
        if (sync > syncs) break;
        const Purpose purpose = PurposeOf(logged);
        requests.push_back({static_cast<int>(requests.size()) + 1, sync, logged.system, purpose,
                            logged.created, logged.method, logged.path, logged.entity,
                            WhatFor(logged, purpose)});
    }
    return requests;
}

int NthFor(const FaultKind& kind, const std::vector<Request>& requests, const Request& request) {
    return static_cast<int>(std::ranges::count_if(requests, [&](const Request& one) {
        const bool counts = std::ranges::find(kind.counts, one.purpose) != kind.counts.end();
        return counts && one.system == request.system && one.sync == request.sync &&
               one.number <= request.number;
    }));
}

bool IsSameRequest(const Request& meant, const system::LoggedRequest& met) {
    const bool same_entity = met.entity == meant.entity || met.entity.empty();
    return met.system == meant.system && met.method == meant.method && same_entity &&
           PurposeOf(met) == meant.purpose;
}

}  // namespace plumb::storm
