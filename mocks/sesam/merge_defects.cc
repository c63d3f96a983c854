#include <algorithm>

#include "harness/base/text.h"
#include "mocks/sesam/defect_list.h"

namespace plumb::mocks::sesam {

namespace {

void OldestWins(Policies& policies) {
    policies.merge.beats = [](const Claim& a, const Claim& b) {
        return a.slot->time != b.slot->time ? a.slot->time < b.slot->time : NewestBeats(a, b);
    };
}

/// Of the edit by which a record last changed in its own system.
Milliseconds NewestEditOf(const Record& record) {
    Milliseconds newest = 0;
    for (const Slot& slot : record.slots) {
        if (slot.edits > 0 && !slot.adopted) newest = std::max(newest, slot.time);
    }
    return newest;
}

void NewestRecordWinsWhole(Policies& policies) {
    policies.merge.beats = [](const Claim& a, const Claim& b) {
        const Milliseconds a_edited = NewestEditOf(*a.record);
        const Milliseconds b_edited = NewestEditOf(*b.record);
        return a_edited != b_edited ? a_edited > b_edited : NewestBeats(a, b);
    };
}

void SourceWins(Policies& policies) {
    policies.merge.beats = [](const Claim& a, const Claim& b) {
        return a.ref.entity != b.ref.entity ? a.ref.entity < b.ref.entity : NewestBeats(a, b);
    };
}

void EmptyWins(Policies& policies) {
    policies.merge.has_claim = [](const Slot&) { return true; };
    policies.merge.beats = [](const Claim& a, const Claim& b) {
        const bool a_is_empty = IsEmpty(a.slot->want);
        return a_is_empty != IsEmpty(b.slot->want) ? a_is_empty : NewestBeats(a, b);
    };
}

void FirstEditOnly(Policies& policies) {
    policies.merge.accepts = [](const State& state, RecordRef ref, int path, Milliseconds) {
        return state.At(ref, path).edits == 0;
    };
}

/// Meant to still the echo of what it wrote itself.
void DropLastOfABurst(Policies& policies) {
    constexpr Milliseconds kBurst = 60'000;
    policies.merge.accepts = [](const State& state, RecordRef ref, int path, Milliseconds at) {
        const Slot& slot = state.At(ref, path);
        return slot.edits == 0 || at > slot.time + kBurst;
    };
}

/// What changed while the node was down is taken for what it always was.
void LoseEditsAtRestart(Policies& policies) {
    policies.life.on_restart = [](State& state) {
        for (EntityState& entity : state.entities) {
            for (Record& record : entity.records) {
                for (Slot& slot : record.slots) slot.edits = -1;
            }
        }
    };
    policies.merge.accepts = [](const State& state, RecordRef ref, int path, Milliseconds) {
        return state.At(ref, path).edits >= 0;
    };
}

/// Sees an edit only where this form of the value differs.
template <class Form>
Defect SeesEditsBy(Form form) {
    return [form](Policies& policies) {
        policies.merge.is_edit = [form](const Json& before, const Json& after) {
            return form(TextOf(before)) != form(TextOf(after));
        };
    };
}

/// What was emptied once counts as given up.
void LeaveEmptiedAlone(Policies& policies) {
    policies.merge.accepts = [](const State& state, RecordRef ref, int path, Milliseconds) {
        const Slot& slot = state.At(ref, path);
        return slot.edits == 0 || !IsEmpty(slot.want);
    };
}

void LoseEveryFourthEdit(Policies& policies) {
    policies.merge.accepts = [](const State& state, RecordRef ref, int path, Milliseconds) {
        return state.At(ref, path).edits % 4 != 3;
    };
}

/// Meant to keep the table of links small.
void LoseEditsAfterAPause(Policies& policies) {
    constexpr Milliseconds kPause = 3'000;
    policies.merge.accepts = [](const State& state, RecordRef ref, int path, Milliseconds at) {
        return at < state.At(ref, path).time + kPause;
    };
}

Defect Carries(bool to_target, bool to_source) {
    return [=](Policies& policies) {
        policies.merge.carries = [=](bool towards_target) {
            return towards_target ? to_target : to_source;
        };
    };
}

void DropLast(Policies& policies) {
    policies.merge.syncs = [](std::size_t number, std::size_t count) {
        return count < 2 || number + 1 < count;
    };
}

}  // namespace

DefectList MergeDefects() {
    return {
        {"overwrites-newer-value", OldestWins},
        {"newest-record-wins-whole", NewestRecordWinsWhole},
        {"source-always-wins", SourceWins},
        {"source-to-target-only", Carries(true, false)},
        {"target-to-source-only", Carries(false, true)},
        {"links-but-never-syncs", Carries(false, false)},
        {"first-edit-only", FirstEditOnly},
        {"loses-every-fourth-edit", LoseEveryFourthEdit},
        {"loses-edits-after-a-pause", LoseEditsAfterAPause},
        {"sees-no-edit-of-letter-case",
         SeesEditsBy([](const std::string& text) { return ToLower(text); })},
        {"sees-no-edit-at-the-end",
         SeesEditsBy([](const std::string& text) { return text.substr(0, 24); })},
        {"dates-whole-records",
         [](Policies& p) { p.merge.dates_whole_records = [] { return true; }; }},
        {"drops-last-of-a-burst", DropLastOfABurst},
        {"loses-edits-at-restart", LoseEditsAtRestart},
        {"drops-one-property", DropLast},
        {"leaves-emptied-alone", LeaveEmptiedAlone},
        {"carries-to-the-first-of-several",
         [](Policies& p) { p.merge.reaches = [](std::size_t number) { return number == 0; }; }},
        {"clears-never",
         [](Policies& p) {
             p.merge.has_claim = [](const Slot& slot) { return !IsEmpty(slot.want); };
         }},
        {"empty-wins-in-merge", EmptyWins},
    };
}

}  // namespace plumb::mocks::sesam
