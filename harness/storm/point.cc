#include "harness/storm/point.h"

#include <fmt/format.h>
#include <algorithm>
#include <cctype>
#include <set>

namespace plumb::storm {

namespace {

const system::LoggedRequest* MetBy(const std::vector<system::LoggedRequest>& log) {
    const auto met = std::ranges::find_if(
        log, [](const system::LoggedRequest& one) { return !one.faults.empty(); });
    return met == log.end() ? nullptr : &*met;
}

using Ids = std::set<std::string>;

/// The records that the request of the data flow made which the fault met. They are two only where
/// it was carried out twice: a record whose answer was lost is there once, and can be found again.
Ids MadeUnderTheFault(const std::vector<system::LoggedRequest>& log) {
    Ids made;
    for (const system::LoggedRequest& logged : log) {
        if (!logged.faults.empty() && logged.created) made.insert(logged.record);
    }
    return made;
}

/// Those that the data flow made by itself.
Ids MadeOtherwise(const std::vector<system::LoggedRequest>& log) {
    Ids made;
    for (const system::LoggedRequest& logged : log) {
        if (logged.faults.empty() && logged.created) made.insert(logged.record);
    }
    return made;
}

bool HasWord(const std::string& text, const std::string& word) {
    const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !is_part(text[at - 1]);
        if (begins && (end == text.size() || !is_part(text[end]))) return true;
    }
    return false;
}

bool Names(const std::string& text, const Ids& ids) {
    return std::ranges::any_of(ids, [&](const std::string& id) { return HasWord(text, id); });
}

/// True when what came of the case turns on one of these records.
bool IsAbout(const journal::CaseJudged& judged, const Ids& ids) {
    return Names(judged.reason, ids) || std::ranges::any_of(judged.timeline, [&](const auto& one) {
               return Names(one.text, ids);
           });
}

/// What excuses the cases that do not hold: the records that a gateway has doubled.
class Doubling final {
  public:
    explicit Doubling(const std::vector<system::LoggedRequest>& log)
        : doubled_(MadeUnderTheFault(log)), others_(MadeOtherwise(log)) {}

    /// A case that fails over them, unless a further record is in it, which no gateway has made.
    bool Excuses(const journal::CaseJudged& failed) const {
        return IsDoubling() && IsAbout(failed, doubled_) && !Names(failed.reason, others_);
    }
    /// Cases cannot be told when their control is doubled, which is a record of none of them.
    bool ExcusesDoubt(const std::map<std::string, journal::CaseJudged>& cases) const {
        return IsDoubling() && std::ranges::none_of(cases, [&](const auto& one) {
                   return IsAbout(one.second, doubled_);
               });
    }
    std::string InWords() const {
        return fmt::format(
            "the gateway itself has created the record twice ({}), and the data flow can keep only "
            "one of the two in sync and may delete neither; only a value that the system takes "
            "once, such as an external reference of the data flow's own, would have kept the "
            "second "
            "one out",
            fmt::join(doubled_, ", "));
    }

  private:
    bool IsDoubling() const { return doubled_.size() > 1; }

    Ids doubled_;
    Ids others_;
};

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

PointResult Judge(const Point& point, const Request& request,
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
    const Doubling doubling(log);
    bool excused = true;
    for (const auto& [id, judged] : cases) {
        if (judged.verdict != "fail") continue;
        result.broken.push_back({id, judged.reason});
        excused = excused && doubling.Excuses(judged);
    }
    if (!result.broken.empty()) {
        const std::string& why = result.broken.front().reason;
        return excused ? end(Fate::kNotDecidable, doubling.InWords() + ": " + why)
                       : end(Fate::kFailed, why);
    }
    for (const auto& [id, judged] : cases) {
        if (judged.verdict == "pass") continue;
        const std::string why = fmt::format("{} is {}: {}", id, judged.verdict, judged.reason);
        if (judged.verdict == "inconclusive" && doubling.ExcusesDoubt(cases))
            return end(Fate::kNotDecidable, doubling.InWords() + ": " + why);
        return end(Fate::kInconclusive, why);
    }
    return result;
}

std::string Describe(const Request& request) {
    return fmt::format("request {} (sync {}): {} {} to {}", request.number, request.sync,
                       request.method, request.path, request.what);
}

}  // namespace plumb::storm
