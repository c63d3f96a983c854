#include "harness/storm/point.h"

#include <fmt/format.h>
#include <algorithm>
#include <set>

namespace plumb::storm {

namespace {

const system::LoggedRequest* MetBy(const std::vector<system::LoggedRequest>& log) {
    const auto met = std::ranges::find_if(
        log, [](const system::LoggedRequest& one) { return !one.faults.empty(); });
    return met == log.end() ? nullptr : &*met;
}

/// Why no data flow could have kept what was broken; "" when one could. One record is doubled, so
/// one case may break by it, or none when the record is a control, by which other cases are told.
/// An answer that is lost excuses nothing: the record is there once, and can be found by listing.
std::string Undecidable(const Request& request, const FaultKind& kind,
                        const std::vector<Broken>& broken) {
    if (!request.creates || kind.id != "duplicate" || broken.size() > 1) return "";
    return "the gateway itself has created the record twice, and the data flow can keep only one "
           "of the two in sync and may delete neither";
}

}  // namespace

std::string_view ToString(Fate fate) {
    switch (fate) {
        case Fate::kSurvived:
            return "survived";
        case Fate::kFailed:
            return "failed";
        case Fate::kNotDecidable:
            return "not decidable";
        case Fate::kNotMet:
            return "not met";
        case Fate::kInconclusive:
            return "inconclusive";
        case Fate::kError:
            return "error";
    }
    return "";
}

bool IsWorthAReplay(Fate fate) {
    return fate == Fate::kFailed || fate == Fate::kNotDecidable || fate == Fate::kInconclusive;
}

std::vector<Point> PointsOf(const std::vector<Request>& requests,
                            const std::vector<FaultKind>& kinds) {
    std::set<std::string>
        with_tokens;  // the others' keys are for ever, and the harness has the same
    for (const Request& request : requests) {
        if (request.purpose == Purpose::kToken) with_tokens.insert(request.system);
    }
    std::vector<Point> points;
    for (std::size_t request = 0; request < requests.size(); ++request) {
        for (std::size_t fault = 0; fault < kinds.size(); ++fault) {
            const bool needs_token = kinds[fault].id == "expired-token";
            if (needs_token && !with_tokens.contains(requests[request].system)) continue;
            if (kinds[fault].Meets(requests[request].purpose)) points.push_back({request, fault});
        }
    }
    return points;
}

PointResult Judge(const Point& point, const Request& request, const FaultKind& kind,
                  const std::map<std::string, journal::CaseJudged>& cases,
                  const std::vector<system::LoggedRequest>& log) {
    PointResult result{point, Fate::kSurvived, "everything holds", {}, {}};
    const auto end = [&](Fate fate, std::string reason) {
        result.fate = fate;
        result.reason = std::move(reason);
        return result;
    };
    const auto find = [&](std::string_view verdict) -> const journal::CaseJudged* {
        const auto found = std::ranges::find_if(
            cases, [&](const auto& one) { return one.second.verdict == verdict; });
        return found == cases.end() ? nullptr : &found->second;
    };
    if (const auto* error = find("error"))
        return end(Fate::kError, error->id + ": " + error->reason);
    const system::LoggedRequest* met = MetBy(log);
    if (met == nullptr)
        return end(Fate::kNotMet,
                   "the fault met no request: the run went another "
                   "way than the clean one");
    if (!IsSameRequest(request, *met))
        return end(Fate::kNotMet, fmt::format("the run went another way: the fault met {} {}",
                                              met->method, met->path));
    for (const auto& [id, judged] : cases) {
        if (judged.verdict == "fail") result.broken.push_back({id, judged.reason});
    }
    if (!result.broken.empty()) {
        const std::string excuse = Undecidable(request, kind, result.broken);
        if (!excuse.empty())
            return end(Fate::kNotDecidable, excuse + ": " + result.broken.front().reason);
        return end(Fate::kFailed, result.broken.front().reason);
    }
    for (const auto& [id, judged] : cases) {
        if (judged.verdict == "pass") continue;
        const std::string why = fmt::format("{} is {}: {}", id, judged.verdict, judged.reason);
        const std::string excuse =
            judged.verdict == "inconclusive" ? Undecidable(request, kind, {}) : "";
        if (!excuse.empty()) return end(Fate::kNotDecidable, excuse + ": " + why);
        return end(Fate::kInconclusive, why);
    }
    return result;
}

std::string Describe(const Request& request) {
    return fmt::format("request {} (sync {}): {} {} to {}", request.number, request.sync,
                       request.method, request.path, request.what);
}

}  // namespace plumb::storm
