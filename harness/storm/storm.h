#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "harness/storm/point.h"

namespace plumb::storm {

/// A whole storm, as its reports tell it. A plain value.
struct Storm {
    std::string version;    ///< of Plumb
    std::string checklist;  ///< its id
    std::string title;
    std::string command;  ///< that repeats it
    std::string again;    ///< "plumb storm FILE --seed 3": the same without a choice of points
    std::string folder;   ///< of the reports, as it was named
    std::string target;   ///< its file, as it was named; "": mocks and a data flow of its own
    std::uint64_t seed = 1;
    std::vector<std::string> defects;  ///< of the data flow
    int page_size = 0;                 ///< of the data flow; 0: its default
    struct Work {
        std::string case_id;
        std::string summary;
    };
    std::vector<Work> workload;
    std::vector<Work> left_out;  ///< with the reason as the summary
    int syncs = 0;               ///< of each run
    int stormy_syncs = 0;        ///< whose requests meet the faults
    std::vector<Broken> clean;   ///< what does not hold without any fault; then there are no points
    std::vector<Request> requests;  ///< of the clean run
    std::vector<FaultKind> kinds;
    std::vector<PointResult> points;  ///< those that were run, in order
    std::size_t selected = 0;         ///< points that were to be run
    double took_ms = 0;
    std::string ended = "complete";  ///< or why it ended early
};

std::size_t CountOf(const Storm& storm, Fate fate);

/// 1 when a point failed or the workload does not hold without a fault, 3 when something broke or
/// the storm ended early, 4 when a point could not be told or none was survived, else 0.
int ExitStatusOf(const Storm& storm);

/// "412 of 430 points survived, 6 failed, …".
std::string Headline(const Storm& storm);

/// The command that meets one point again, by itself.
std::string CommandFor(const Storm& storm, const PointResult& result);
/// The command that runs the point's replay file; "" when it has none.
std::string ReplayCommandFor(const Storm& storm, const PointResult& result);

/// For a console: the headline, and every point that was not survived, in words.
std::string Summary(const Storm& storm);
/// storm.json (specs/schema/storm.schema.json).
std::string ToJson(const Storm& storm);
/// storm.html: one page without any outside reference, a grid of requests and faults.
std::string ToHtml(const Storm& storm);

}  // namespace plumb::storm
