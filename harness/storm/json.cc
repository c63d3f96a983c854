#include <nlohmann/json.hpp>

#include "harness/storm/storm.h"

namespace plumb::storm {

namespace {

using Ordered = nlohmann::ordered_json;

std::string_view WordFor(Purpose purpose) {
    switch (purpose) {
        case Purpose::kToken:
            return "token";
        case Purpose::kRead:
            return "read";
        case Purpose::kWrite:
            return "write";
    }
    return "";
}

Ordered WorkToJson(const std::vector<Storm::Work>& works, const char* second) {
    Ordered list = Ordered::array();
    for (const Storm::Work& work : works)
        list.push_back({{"case", work.case_id}, {second, work.summary}});
    return list;
}

Ordered BrokenToJson(const std::vector<Broken>& all) {
    Ordered list = Ordered::array();
    for (const Broken& broken : all)
        list.push_back({{"case", broken.case_id}, {"reason", broken.reason}});
    return list;
}

Ordered RequestsToJson(const Storm& storm) {
    Ordered list = Ordered::array();
    for (const Request& request : storm.requests) {
        list.push_back({{"number", request.number},
                        {"sync", request.sync},
                        {"system", request.system},
                        {"purpose", WordFor(request.purpose)},
                        {"method", request.method},
                        {"path", request.path},
                        {"what", request.what}});
    }
    return list;
}

Ordered PointsToJson(const Storm& storm) {
    Ordered list = Ordered::array();
    for (const PointResult& result : storm.points) {
        Ordered one = {{"request", storm.requests[result.point.request].number},
                       {"fault", storm.kinds[result.point.fault].id},
                       {"fate", ToString(result.fate)},
                       {"reason", result.reason}};
        if (!result.broken.empty()) one["broken"] = BrokenToJson(result.broken);
        if (result.fate != Fate::kSurvived) one["again"] = CommandFor(storm, result);
        if (!result.replay.empty()) one["replay"] = result.replay;
        if (!result.not_repeated.empty()) one["not_repeated"] = result.not_repeated;
        list.push_back(std::move(one));
    }
    return list;
}

}  // namespace

std::string ToJson(const Storm& storm) {
    Ordered faults = Ordered::array();
    for (const FaultKind& kind : storm.kinds)
        faults.push_back({{"id", kind.id}, {"what", kind.what}, {"verdict", kind.verdict}});
    const Ordered report = {
        {"plumb", storm.version},
        {"checklist", storm.checklist},
        {"title", storm.title},
        {"command", storm.command},
        {"seed", storm.seed},
        {"defects", storm.defects},
        {"exit_status", ExitStatusOf(storm)},
        {"headline", Headline(storm)},
        {"ended", storm.ended},
        {"took_ms", storm.took_ms},
        {"counts",
         {{"selected", storm.selected},
          {"survived", CountOf(storm, Fate::kSurvived)},
          {"failed", CountOf(storm, Fate::kFailed)},
          {"not_decidable", CountOf(storm, Fate::kNotDecidable)},
          {"not_met", CountOf(storm, Fate::kNotMet)},
          {"inconclusive", CountOf(storm, Fate::kInconclusive)},
          {"error", CountOf(storm, Fate::kError)}}},
        {"syncs", storm.syncs},
        {"stormy_syncs", storm.stormy_syncs},
        {"workload", WorkToJson(storm.workload, "summary")},
        {"left_out", WorkToJson(storm.left_out, "reason")},
        {"failed_without_fault", BrokenToJson(storm.clean)},
        {"faults", faults},
        {"requests", RequestsToJson(storm)},
        {"points", PointsToJson(storm)},
    };
    return report.dump(2, ' ', false, Ordered::error_handler_t::replace) + "\n";
}

}  // namespace plumb::storm
