#include "harness/plan/waves.h"

#include <fmt/format.h>
#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

#include "harness/catalogue/subject.h"
#include "harness/plan/case_shape.h"

namespace plumb::plan {

namespace {

/// The first entity of which more records would be alive than allowed, with their number.
std::optional<std::pair<std::string, int>> Exceeded(Load load, const Room& room) {
    load.Add(room.locks);
    for (const auto& [entity, limit] : room.limits) {
        const auto alive = load.records.find(entity);
        if (alive != load.records.end() && alive->second > limit) return *alive;
    }
    return std::nullopt;
}

/// A wave that is being filled.
struct Filling {
    Wave wave;
    std::vector<const Case*> cases;
    Load load;  ///< of the cases, without overhead

    bool Fits(const Case& one, const Load& its_load, const catalogue::Context& context,
              const Room& room) const {
        std::vector<const Case*> with = cases;
        with.push_back(&one);
        Load total = load;
        total.Add(its_load);
        total.Add(OverheadOf(with, context));
        return !Exceeded(total, room);
    }

    void Add(std::size_t index, const Case& one, const Load& its_load) {
        wave.push_back(index);
        cases.push_back(&one);
        load.Add(its_load);
    }
};

/// Cases that share what they need come one after the other: controls, which cost records of every
/// wave, and kinds of faults and restarts, which cost syncs of every wave. Long cases come first,
/// so that short ones fill what is left. Skipped ones cost nothing.
std::vector<std::size_t> InOrderOfFilling(const std::vector<Case>& cases) {
    const auto rank = [&](std::size_t index) {
        const Case& one = cases[index];
        return std::tuple(!one.skip, !one.needs_control, one.group, FaultOf(one),
                          one.needs_control ? one.flow : "", -(one.start_after + one.syncs));
    };
    std::vector<std::size_t> order(cases.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, rank);
    return order;
}

}  // namespace

void SkipOversized(std::vector<Case>& cases, const catalogue::Context& context, const Room& room,
                   int page) {
    if (room.limits.empty()) return;
    for (Case& one : cases) {
        if (one.skip) continue;
        Load load = LoadOf(one, context, page);
        load.Add(OverheadOf({&one}, context));
        const auto exceeded = Exceeded(load, room);
        if (!exceeded) continue;
        one.skip = catalogue::Skipped(
            fmt::format("needs {} records of {} at a time{}, and the target allows {}: raise "
                        "safety.max_records",
                        exceeded->second, exceeded->first,
                        room.locks.records.contains(exceeded->first) ? " with the run's lock" : "",
                        room.limits.at(exceeded->first)),
            true);
    }
}

std::vector<Wave> CutIntoWaves(const std::vector<Case>& cases, const catalogue::Context& context,
                               const Room& room, int page) {
    std::vector<Filling> waves;
    for (const std::size_t i : InOrderOfFilling(cases)) {
        const Load load = LoadOf(cases[i], context, page);
        bool placed = false;
        for (std::size_t wave = 0; wave < waves.size() && !placed; ++wave) {
            placed = room.limits.empty() || cases[i].skip ||
                     waves[wave].Fits(cases[i], load, context, room);
            if (placed) waves[wave].Add(i, cases[i], load);
        }
        if (placed) continue;
        waves.emplace_back();
        waves.back().Add(i, cases[i], load);
    }
    std::vector<Wave> cut;
    for (Filling& filling : waves) {
        std::ranges::sort(filling.wave);
        cut.push_back(std::move(filling.wave));
    }
    return cut;
}

std::vector<const Case*> CasesOf(const Wave& wave, const std::vector<Case>& cases) {
    std::vector<const Case*> picked;
    for (const std::size_t index : wave) picked.push_back(&cases[index]);
    return picked;
}

}  // namespace plumb::plan
