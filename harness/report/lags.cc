#include "harness/report/lags.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "harness/report/words.h"

namespace plumb::report {

namespace {

struct Measured {
    LagResult result;
    std::vector<double> lags;
};

using Directions = std::map<std::pair<std::string, std::string>, Measured>;

/// The smallest of the sorted values that is no less than this share of them (nearest rank).
double Percentile(const std::vector<double>& sorted, double share) {
    const auto rank =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

bool IsVirtual(const journal::RunStarted& run) {
    return std::find(run.capabilities.begin(), run.capabilities.end(), "clock") !=
           run.capabilities.end();
}

void Add(const RunPart& run, Directions& directions) {
    std::map<Measured*, double> windows;
    for (const journal::ControlRead& read : run.controls) {
        Measured& one = directions[{read.flow, read.direction}];
        ++(read.arrived ? one.result.arrivals : one.result.missing);
        if (IsVirtual(run.started)) {
            one.result.virtual_clock = true;
            continue;
        }
        if (read.arrived) one.lags.push_back(read.after_ms);
        windows[&one] = read.next_window_ms;
    }
    for (const auto& [one, window] : windows)
        one->result.window_ms = std::max(one->result.window_ms.value_or(0), window);
}

std::size_t PlaceOf(const ReportModel& model, const std::string& flow) {
    const auto found = std::ranges::find(model.flows, flow, &FlowResult::id);
    return static_cast<std::size_t>(found - model.flows.begin());
}

std::string InMilliseconds(const std::optional<double>& figure) {
    return figure ? fmt::format("{:.0f} ms", *figure) : "–";
}

}  // namespace

void ListLags(ReportModel& model) {
    Directions directions;
    for (const RunPart& run : model.runs) Add(run, directions);
    for (auto& [key, one] : directions) {
        std::tie(one.result.flow, one.result.direction) = key;
        std::ranges::sort(one.lags);
        if (!one.lags.empty())
            one.result.spread =
                Spread{Percentile(one.lags, 0.5), Percentile(one.lags, 0.95), one.lags.back()};
        model.lags.push_back(std::move(one.result));
    }
    std::ranges::stable_sort(model.lags, [&](const LagResult& a, const LagResult& b) {
        const bool to_target = a.direction == "to-target" && b.direction != a.direction;
        const std::size_t left = PlaceOf(model, a.flow);
        const std::size_t right = PlaceOf(model, b.flow);
        return left != right ? left < right : to_target;
    });
}

LagWords InWords(const LagResult& lag) {
    const auto figure = [&](double Spread::*one) {
        return InMilliseconds(lag.spread ? std::optional((*lag.spread).*one) : std::nullopt);
    };
    return {figure(&Spread::p50), figure(&Spread::p95), figure(&Spread::max),
            lag.window_ms ? Duration(*lag.window_ms) : "–"};
}

std::string_view AboutLags(const ReportModel& model) {
    if (std::ranges::any_of(model.lags, &LagResult::virtual_clock))
        return "Control edits are sent after the requests of all cases and looked for after the "
               "sync. The clock of this run was virtual: it moves by requests and waits, so how "
               "long edits took in real time was not measured.";
    return "Control edits are sent after the requests of all cases and looked for until the sync "
           "is over: a lag is at most what stands here. The window follows from the longest, three "
           "times as long, at least 1 s and at most a sync's deadline. Where a data flow cannot "
           "say that it is done, what arrives later is inconclusive.";
}

}  // namespace plumb::report
