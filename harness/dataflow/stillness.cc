#include "harness/dataflow/stillness.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/dataflow/patience.h"

namespace plumb::dataflow {

namespace {

/// A tenth of the time in which nothing may move, so that looking costs little beside waiting.
Milliseconds PauseFor(Milliseconds still) {
    return std::clamp<Milliseconds>(still / 10, 100, 10'000);
}

std::string Seconds(Milliseconds time) {
    return fmt::format("{:.1f} s", static_cast<double>(time) / 1000);
}

}  // namespace

Result<SyncReport> Stillness::Wait(const SyncOrder& order, SyncReport report) {
    if (!order.look) return InputError("this data flow cannot be watched: nothing looks at it");
    const Milliseconds start = clock_.Now();
    const Milliseconds most = std::min(order.deadline, longest_);
    const Milliseconds window = std::min(order.window, most);
    const Milliseconds end = start + most;
    written_ = writes_ ? writes_() : 0;
    moved_at_ = start;
    wrote_at_ = 0;
    moved_.clear();
    while (true) {
        const auto sight = Look(order, clock_.Now());
        if (!sight) return tl::make_unexpected(sight.error());
        ++report.rounds;
        const Milliseconds now = clock_.Now();
        const bool waited = sight->controls_arrived || now - start >= window;
        if (now - moved_at_ >= still_ && waited)
            return EndedInTime(std::move(report), sight->controls_arrived, now - start);
        if (interrupt_.Came() || now >= end) return EndedLate(std::move(report), now);
        WaitAtMost(clock_, interrupt_, PauseFor(still_), end);
    }
}

Result<Sight> Stillness::Look(const SyncOrder& order, Milliseconds now) {
    auto sight = order.look();
    if (!sight) return sight;
    const std::uint64_t written = writes_ ? writes_() : 0;
    if (written != written_) wrote_at_ = now;
    if (sight->moved || written != written_) moved_at_ = now;
    if (sight->moved) moved_ = sight->what;
    written_ = written;
    return sight;
}

SyncReport Stillness::EndedInTime(SyncReport report, bool controls_arrived,
                                  Milliseconds took) const {
    report.end = SyncEnd::kAssumedQuiet;
    if (!controls_arrived)
        report.detail =
            fmt::format("nothing has moved for {}, but after {} not every control edit had arrived",
                        Seconds(still_), Seconds(took));
    return report;
}

/// Only where the data flow's own writes are counted is it known who still writes.
SyncReport Stillness::EndedLate(SyncReport report, Milliseconds now) const {
    const bool writing = wrote_at_ != 0 && now - wrote_at_ < still_;
    report.end = writing ? SyncEnd::kStillWriting : SyncEnd::kBusy;
    report.detail = interrupt_.Came()
                        ? "interrupted"
                        : fmt::format("the time was up, and records had changed {} before{}{}",
                                      Seconds(now - moved_at_), moved_.empty() ? "" : ": ",
                                      fmt::join(moved_, ", "));
    return report;
}

}  // namespace plumb::dataflow
