#include "harness/storm/storm.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/report/repeat.h"

namespace plumb::storm {

namespace {

constexpr Fate kNotGreen[] = {Fate::kFailed, Fate::kError, Fate::kInconclusive, Fate::kNotDecidable,
                              Fate::kNotMet};

std::string SummaryOf(const Storm& storm, const PointResult& result) {
    const Request& request = storm.requests[result.point.request];
    const FaultKind& kind = storm.kinds[result.point.fault];
    std::string text =
        fmt::format("{}: {} {}\n", ToString(result.fate), Describe(request), kind.what);
    if (result.broken.empty() || result.fate == Fate::kNotDecidable)
        text += fmt::format("    {}\n", Shorten(result.reason, 400));
    for (const Broken& broken : result.broken)
        text += fmt::format("    {}: {}\n", broken.case_id, Shorten(broken.reason, 400));
    text += fmt::format("    again: {}\n", CommandFor(storm, result));
    if (!result.replay.empty())
        text += fmt::format("    alone: {}\n", ReplayCommandFor(storm, result));
    if (!result.not_repeated.empty())
        text += fmt::format("    no replay file: {}\n", result.not_repeated);
    return text;
}

}  // namespace

std::size_t CountOf(const Storm& storm, Fate fate) {
    return static_cast<std::size_t>(std::ranges::count(storm.points, fate, &PointResult::fate));
}

std::string CommandFor(const Storm& storm, const PointResult& result) {
    return fmt::format("{} --only {} --fault {}", storm.again,
                       storm.requests[result.point.request].number,
                       storm.kinds[result.point.fault].id);
}

std::string ReplayCommandFor(const Storm& storm, const PointResult& result) {
    if (result.replay.empty()) return "";
    const std::string on =
        storm.target.empty() ? "" : " --target " + report::ShellWord(storm.target);
    return "plumb replay " + report::ShellWord(storm.folder + "/" + result.replay) + on;
}

int ExitStatusOf(const Storm& storm) {
    if (!storm.clean.empty() || CountOf(storm, Fate::kFailed) > 0) return 1;
    if (storm.ended != "complete" || CountOf(storm, Fate::kError) > 0) return 3;
    if (CountOf(storm, Fate::kInconclusive) > 0 || CountOf(storm, Fate::kSurvived) == 0) return 4;
    return 0;
}

std::string Headline(const Storm& storm) {
    if (!storm.clean.empty()) {
        return fmt::format("{} of {} cases do not hold although no request failed: no storm",
                           storm.clean.size(), storm.workload.size());
    }
    std::string text = fmt::format("{} of {} points survived", CountOf(storm, Fate::kSurvived),
                                   storm.points.size());
    for (const Fate fate : kNotGreen) {
        if (const std::size_t count = CountOf(storm, fate); count > 0)
            text += fmt::format(", {} {}", count, ToString(fate));
    }
    if (storm.points.size() < storm.selected)
        text += fmt::format("; {} points were not run", storm.selected - storm.points.size());
    return text;
}

std::string Summary(const Storm& storm) {
    std::string text =
        fmt::format("{}\n\n{} requests of the data flow in {} syncs, {} cases\n", storm.title,
                    storm.requests.size(), storm.stormy_syncs, storm.workload.size());
    for (const Storm::Work& work : storm.left_out)
        text += fmt::format("  left out: {}: {}\n", work.case_id, work.summary);
    for (const Broken& broken : storm.clean)
        text += fmt::format("failed without a fault: {}\n    {}\n", broken.case_id,
                            Shorten(broken.reason, 400));
    for (const Fate fate : kNotGreen) {
        for (const PointResult& result : storm.points) {
            if (result.fate == fate) text += SummaryOf(storm, result);
        }
    }
    text += fmt::format("\n{}", Headline(storm));
    if (storm.took_ms > 0 && !storm.points.empty())
        text += fmt::format(" ({:.1f} s, {:.1f} points per second)", storm.took_ms / 1000,
                            static_cast<double>(storm.points.size()) * 1000 / storm.took_ms);
    text += "\n";
    if (storm.ended != "complete") text += "ended early: " + storm.ended + "\n";
    return text;
}

}  // namespace plumb::storm
