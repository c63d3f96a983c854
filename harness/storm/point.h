#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/journal/event.h"
#include "harness/scenario/scenario.h"
#include "harness/storm/request.h"

namespace plumb::storm {

/// What became of one point, one request met by one fault. Closed; only the first is green.
enum class Fate {
    kSurvived,
    kFailed,        ///< something was lost, doubled or left unsynchronized
    kNotDecidable,  ///< no data flow could do right there
    kNotMet,        ///< the run took another way, so that the fault met another request or none
    kInconclusive,  ///< could not be told
    kError,         ///< the harness or a mock broke
};
std::string_view ToString(Fate fate);  ///< "survived", "failed", "not decidable", …

/// A case that did not hold at a point.
struct Broken {
    std::string case_id;
    std::string reason;
};

struct Point {
    std::size_t request = 0;  ///< index into the requests
    std::size_t fault = 0;    ///< index into the kinds of faults
};

struct PointResult {
    Point point;
    Fate fate = Fate::kError;
    std::string reason;             ///< never empty
    std::vector<Broken> broken;     ///< of failed and not decidable points
    std::string replay;             ///< file that repeats the point, beside the report; "" for none
    std::string not_repeated = {};  ///< why there is none, where one was tried
    /// What that file holds, but for the checklist's name.
    std::optional<scenario::Scenario> scenario = {};
};

/// True for the points of which something is to be looked into again: they get a replay file.
bool IsWorthAReplay(Fate fate);

/// Every request with every kind of fault that meets its purpose, request by request.
std::vector<Point> PointsOf(const std::vector<Request>& requests,
                            const std::vector<FaultKind>& kinds);

/// What a run under one fault shows. `cases` are those of the run, by id; `log` its requests.
PointResult Judge(const Point& point, const Request& request,
                  const std::map<std::string, journal::CaseJudged>& cases,
                  const std::vector<system::LoggedRequest>& log);

/// "request 17 (sync 2): PATCH /v2/Customers/5 to change customers 5".
std::string Describe(const Request& request);

}  // namespace plumb::storm
