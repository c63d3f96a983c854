#include "mocks/sesam/sharer.h"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "mocks/sesam/clusters.h"

namespace plumb::mocks::sesam {

namespace {

constexpr int kWriteAttempts = 3;
/// When so many records fail one after the other the system is down: the rest waits.
constexpr int kMaxFailuresInARow = 3;
constexpr Milliseconds kReplicaPause = 1'000;
constexpr int kReplicaPauses = 3;

Json ToJson(const Changes& changes) {
    Json object = Json::object();
    for (const auto& [path, value] : changes) Put(object, path, value);
    return object;
}

}  // namespace

RunReport Sharer::Run() {
    const State& state = port_.model.GetState();
    std::vector<RecordRef> records;
    for (int record : port_.model.PendingOf(port_.entity))
        records.push_back({port_.entity, record});
    for (std::size_t record = 0; record < state.At(port_.entity).records.size(); ++record) {
        const RecordRef ref{port_.entity, static_cast<int>(record)};
        if (port_.model.GetPolicies().write.repeats(state, ref)) records.push_back(ref);
    }
    for (RecordRef ref : records) {
        if (failures_in_a_row_ >= kMaxFailuresInARow) break;
        if (has_stopped_) {
            port_.model.Refused(ref, PathsOf(ref));
        } else {
            Share(ref);
        }
    }
    TryRefusedAgain();
    port_.model.Propagate();
    return report_;
}

void Sharer::TryRefusedAgain() {
    for (const Refusal& refusal : std::exchange(refusals_, {})) {
        if (refusal.written == report_.processed) continue;
        port_.model.TryAgain(refusal.ref, refusal.paths);
        Share(refusal.ref);
    }
}

void Sharer::Share(RecordRef ref) {
    last_failure_.clear();
    for (int attempt = 0; attempt < kWriteAttempts; ++attempt) {
        const auto paths = PathsOf(ref);
        if (paths.empty()) break;
        last_failure_.clear();
        if (TryOnce(ref, paths) != Next::kRepeat) break;
    }
    if (last_failure_.empty() || PathsOf(ref).empty()) {
        failures_in_a_row_ = 0;
        return;
    }
    ++failures_in_a_row_;
    report_.message = fmt::format("{} {} could not be written: {}", port_.Entity().id,
                                  port_.model.GetState().At(ref).id, last_failure_);
}

std::vector<int> Sharer::PathsOf(RecordRef ref) const {
    const State& state = port_.model.GetState();
    if (state.At(ref).gone) return {};
    auto paths = port_.model.PendingPaths(ref);
    if (!paths.empty() || !port_.model.GetPolicies().write.repeats(state, ref)) return paths;
    const auto& synced = port_.Entity().synced;
    for (std::size_t path = 0; path < synced.size(); ++path) {
        if (synced[path]) paths.push_back(static_cast<int>(path));
    }
    return paths;
}

Sharer::Next Sharer::TryOnce(RecordRef ref, const std::vector<int>& paths) {
    const auto current = Look(ref, paths);
    if (!current) return Next::kGiveUp;
    std::vector<int> to_write = paths;
    const WritePolicies& policies = port_.model.GetPolicies().write;
    if (policies.looks_first() && policies.addressee(port_.model.GetState(), ref) == ref) {
        const Sighting now = SightingOf(port_, *current, port_.clock.Now());
        if (ChangedMeanwhile(ref, now, to_write)) return Next::kGiveUp;
    }
    return to_write.empty() ? Next::kDone : Write(ref, *current, to_write);
}

std::optional<Version> Sharer::Look(RecordRef ref, const std::vector<int>& paths) {
    const Policies& policies = port_.model.GetPolicies();
    const State& state = port_.model.GetState();
    const Record& record = state.At(policies.write.addressee(state, ref));
    if (!policies.write.looks_first()) return Version{record.id, record.parent, {}, record.changed};
    for (int pause = 0;; ++pause) {
        Outcome looked = port_.connector.Lookup(record.id, record.parent);
        const Milliseconds now = port_.clock.Now();
        const bool recent = record.wrote_at != 0 && now < record.wrote_at + 2 * kReplicaPause;
        const bool stale = looked.kind == Outcome::Kind::kDone
                               ? IsStale(record, SightingOf(port_, *looked.stored, now))
                               : looked.kind == Outcome::Kind::kGone && recent;
        if (!stale) {
            if (looked.kind == Outcome::Kind::kDone) return std::move(looked.stored);
            if (looked.kind == Outcome::Kind::kRefused) Note(port_, record.id, looked, nullptr);
            Failed(ref, paths, looked);
            return std::nullopt;
        }
        if (pause == kReplicaPauses) return std::nullopt;
        port_.clock.Wait(kReplicaPause);
    }
}

bool Sharer::ChangedMeanwhile(RecordRef ref, const Sighting& now, std::vector<int>& to_write) {
    const Record& record = port_.model.GetState().At(ref);
    std::vector<int> there;
    for (std::size_t path = 0; path < record.slots.size(); ++path) {
        const Slot& slot = record.slots[path];
        if (SameValue(slot.seen, now.values[path])) continue;
        const int number = static_cast<int>(path);
        const bool wanted = std::ranges::find(to_write, number) != to_write.end();
        if (!wanted || !SameValue(slot.want, now.values[path])) return true;
        there.push_back(number);  // a write whose answer was lost did arrive
    }
    if (!there.empty()) port_.model.AlreadyThere(ref, there);
    std::erase_if(to_write,
                  [&](int path) { return std::ranges::find(there, path) != there.end(); });
    return false;
}

Changes Sharer::ChangesOf(RecordRef ref, const Version& current,
                          const std::vector<int>& paths) const {
    const Policies& policies = port_.model.GetPolicies();
    const State& state = port_.model.GetState();
    Changes changes;
    for (std::size_t number = 0; number < paths.size(); ++number) {
        if (!policies.write.sends(number)) continue;
        const int path = paths[number];
        changes.emplace_back(port_.Entity().paths[static_cast<std::size_t>(path)],
                             policies.write.outgoing(state.At(ref, path).want));
    }
    policies.write.amend(port_.Entity(), current, changes);
    return changes;
}

Sharer::Next Sharer::Write(RecordRef ref, const Version& current, const std::vector<int>& paths) {
    const Changes changes = ChangesOf(ref, current, paths);
    Outcome outcome = port_.connector.Update(current, changes);
    Note(port_, current.id, outcome, ToJson(changes));
    if (outcome.kind == Outcome::Kind::kDone) {
        ++report_.processed;
        if (outcome.stored->id == port_.model.GetState().At(ref).id) {
            const Milliseconds now = port_.clock.Now();
            port_.model.Written(ref, paths, SightingOf(port_, *outcome.stored, now), now);
        } else {
            port_.model.AlreadyThere(ref, paths);
        }
        return Next::kDone;
    }
    if (outcome.kind == Outcome::Kind::kRefused) return Refused(ref, current, paths, outcome);
    Failed(ref, paths, outcome);
    return outcome.kind == Outcome::Kind::kUnavailable ? Next::kRepeat : Next::kGiveUp;
}

Sharer::Next Sharer::Refused(RecordRef ref, const Version& current, const std::vector<int>& paths,
                             const Outcome& outcome) {
    if (paths.size() == 1) {
        Failed(ref, paths, outcome);
        return Next::kGiveUp;
    }
    // One bad value must not hold up the others: each goes by itself, and only it is given up.
    for (int path : paths) {
        if (TryOnce(ref, {path}) == Next::kRepeat) return Next::kRepeat;
    }
    const std::string& id = port_.model.GetState().At(ref).id;
    Note(port_, id, outcome, ToJson(ChangesOf(ref, current, paths)));
    return Next::kDone;
}

void Sharer::Failed(RecordRef ref, const std::vector<int>& paths, const Outcome& outcome) {
    switch (outcome.kind) {
        case Outcome::Kind::kDone:
            return;
        case Outcome::Kind::kGone:
            port_.model.Vanished(ref);
            return;
        case Outcome::Kind::kRefused:
            has_stopped_ = !port_.model.GetPolicies().write.goes_on_when_refused();
            port_.model.Refused(ref, paths);
            refusals_.push_back({ref, paths, report_.processed});
            return;
        case Outcome::Kind::kUnavailable:
            last_failure_ = outcome.message;
            ++port_.model.GetState().At(ref).failed_writes;
            if (!port_.model.GetPolicies().write.keeps_failed()) port_.model.Refused(ref, paths);
            return;
    }
}

}  // namespace plumb::mocks::sesam
