#include "harness/run/unrest.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace plumb::run {

namespace {

constexpr std::size_t kSyncsThatShow = 2;
constexpr int kFewestRounds = 6;
constexpr int kRoundsBeyondTheSlowest = 3;
constexpr int kFewestRepeats = 3;  ///< of a record in one sync

auto KeyOf(const system::LoggedWrite& write) {
    return std::tie(write.system, write.entity, write.record);
}

}  // namespace

void Unrest::Note(int barrier, const dataflow::SyncReport& report, Writes writes) {
    if (dataflow::IsOver(report.end)) slowest_ = std::max(slowest_, report.rounds);
    const bool used_all = report.end == dataflow::SyncEnd::kStillWriting && !report.is_cut;
    if (shown_in_.size() == kSyncsThatShow || !used_all || !OnlyRepeats(report, writes)) return;
    shown_in_.push_back(barrier);
    most_ = std::max(most_, report.rounds);
}

int Unrest::FewRounds() const {
    if (shown_in_.size() < kSyncsThatShow) return 0;
    return std::max(kFewestRounds, slowest_ + kRoundsBeyondTheSlowest);
}

bool Unrest::OnlyRepeats(const dataflow::SyncReport& report, Writes writes) {
    if (report.last_writes == 0 || report.last_writes > writes.size()) return false;
    std::map<decltype(KeyOf(writes.front())), int> times;
    for (const system::LoggedWrite& write : writes) ++times[KeyOf(write)];
    const int often = std::max(kFewestRepeats, report.rounds / 2);
    return std::ranges::all_of(writes.last(report.last_writes),
                               [&](const auto& write) { return times.at(KeyOf(write)) >= often; });
}

std::string Unrest::InWords() const {
    return fmt::format(
        "this data flow did not come to rest within {} rounds in syncs {} and {}: it wrote the "
        "same records again and again",
        most_, shown_in_.front(), shown_in_.back());
}

}  // namespace plumb::run
