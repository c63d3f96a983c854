#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/arrivals.h"
#include "harness/run/maker.h"
#include "harness/run/needs.h"
#include "harness/run/state.h"

namespace plumb::run {

/// The positive controls of a wave: one linked pair per flow and direction, whose edit is sent
/// after the requests of all cases, so that its arrival proves that the data flow read past them in
/// that sync (design, "Positive control"). A precondition of verdicts, never one itself.
class Controls final {
  public:
    /// `arrivals` is the run's: what other waves have measured counts.
    Controls(const World& world, Maker& maker, Arrivals& arrivals)
        : world_(world), maker_(maker), arrivals_(arrivals) {}

    /// Makes the pairs of these flows that do not exist yet; they are linked by the coming
    /// `barrier`.
    Status Prepare(const std::vector<const checklist::Flow*>& flows, int barrier);
    /// Sends the edits: after everything else that is sent before the coming barrier.
    Status Edit(State& state);
    /// Adds what Read() is going to look at after the sync of this barrier.
    void AddNeeds(int barrier, Needs& needs) const;
    /// Reads which edits have arrived. Call once after each sync.
    Status Read(State& state);

    /// While the sync of this barrier runs: which of its edits these records show.
    void See(int barrier, Side side, const target::Entity& entity, const State::Records& records);
    /// Whether all edits before this barrier have been seen on the other side.
    bool HaveArrived(int barrier) const;
    /// How long the edits before this barrier may take; 0 when there were none.
    Milliseconds WindowAt(int barrier) const;

    const Arrivals& GetArrivals() const { return arrivals_; }

  private:
    struct Pair {
        const checklist::Flow* flow = nullptr;
        Side edited = Side::kSource;
        checklist::Property property;  ///< that carries the edit
        Held source;
        Held target;
        Json expected;               ///< on the other side, after the last edit
        int linked_by = 0;           ///< the barrier that follows its making
        bool linked = false;         ///< seen in the data flow's link table
        int edited_before = 0;       ///< the barrier that follows the last edit; 0 for none
        Milliseconds edited_at = 0;  ///< the last edit, on the clock of the target
        std::optional<Milliseconds> seen_at;  ///< when it was first seen on the other side
    };

    Result<bool> Make(Pair& pair);
    Status EditOne(Pair& pair, State& state);
    bool IsLinked(Pair& pair, State& state) const;
    /// Of the record across; null for none.
    static bool ShowsEdit(const Pair& pair, const system::Record* record);
    static const Held& AcrossOf(const Pair& pair) {
        return pair.edited == Side::kSource ? pair.target : pair.source;
    }
    void Keep(const Pair& pair, int barrier, bool has_arrived, bool is_assumed);
    static void AwaitTarget(Pair& pair, const State::Records& records);

    const World& world_;
    Maker& maker_;
    Arrivals& arrivals_;
    std::vector<Pair> pairs_;
    std::map<std::string, bool> prepared_;
};

}  // namespace plumb::run
