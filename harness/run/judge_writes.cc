#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/run/judge.h"

namespace plumb::run {

using dataflow::SyncEnd;

namespace {

std::string InWords(const system::LoggedWrite& write) {
    return fmt::format("{} {} {}", write.method, write.target, Shorten(write.body, 160));
}

}  // namespace

Finding Judge::operator()(const scenario::Writes& expectation) {
    std::string names;
    for (const std::string& handle : expectation.to) names += (names.empty() ? "" : ", ") + handle;
    const std::string expected =
        fmt::format("at most {} {} of the data flow to {} since \"{}\"", expectation.at_most,
                    expectation.at_most == 1 ? "write" : "writes", names, expectation.since);
    if (!state_.LogIsComplete())
        return Undecided(expected, "the mock's request log overflowed: requests are missing in it");

    const auto mark = cast_.marks.find(expectation.since);
    const std::size_t first = mark == cast_.marks.end() ? 0 : mark->second;
    std::vector<std::string> lines;
    bool is_late = false;  // the data flow created one of them that it owed at the mark
    for (const std::string& handle : expectation.to) {
        for (const Held& held : *cast_.Find(handle)) {
            for (const system::LoggedWrite& write : state_.WritesSince(first)) {
                // It does not know what became of this one, and may well say it once more.
                if (state_.HasStranger(write.faults)) continue;
                if (write.record == held.record.id && write.entity == held.entity->id &&
                    write.system == world_.bodies.SystemOn(held.side))
                    lines.push_back(InWords(write));
                is_late = is_late || (write.created && write.record == held.record.id &&
                                      !held.at_mark.contains(expectation.since));
            }
        }
    }
    std::string seen = fmt::format("{}", lines.size());
    const std::size_t shown = lines.size() > 5 ? lines.size() - 5 : 0;
    for (std::size_t i = shown; i < lines.size(); ++i) seen += "\n" + lines[i];
    const bool too_many = static_cast<int>(lines.size()) > expectation.at_most;
    // After a sync that a fault of nobody's step has broken, what is owed is written later.
    const bool is_disturbed = !state_.DisturbanceSince(cast_.first_barrier).empty();
    if (too_many && (is_late || is_disturbed))
        return Missing(expected, seen, cast_.Find(expectation.to.front())->front().flow->id,
                       Side::kSource);
    if (too_many) {
        Finding finding = Wrong(expected, seen);
        finding.may_change = false;  // they do not become fewer
        return finding;
    }
    Finding finding = Nothing(expected, seen, cast_.Find(expectation.to.front())->front().flow->id);
    finding.may_change = !lines.empty();
    return finding;
}

Finding Judge::operator()(const scenario::BecomesQuiet&) {
    const std::string expected = "the data flow stops writing by itself";
    std::optional<std::string> doubt;  // does not hide a later sync that still wrote
    for (int barrier = std::max(1, cast_.first_barrier); barrier <= state_.Barrier(); ++barrier) {
        const dataflow::SyncReport& report = state_.ReportOf(barrier);
        if (IsOver(report.end)) continue;
        if (report.end != SyncEnd::kStillWriting || report.is_cut) {
            if (!doubt) doubt = report.detail;
            continue;
        }
        std::string seen =
            fmt::format("it was still writing after {} rounds: {}", report.rounds, report.detail);
        const State::Writes writes = state_.WritesSince(0);
        for (const auto& write : writes.last(std::min<std::size_t>(writes.size(), 5)))
            seen += "\n" + InWords(write);
        return Wrong(expected, seen);
    }
    if (doubt) {
        Finding finding = Undecided(expected, *doubt);
        finding.may_change = state_.ReportOf(state_.Barrier()).is_cut;
        return finding;
    }
    return Nothing(expected, "every sync ended quiet", "");
}

}  // namespace plumb::run
