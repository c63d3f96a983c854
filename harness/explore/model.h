#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/explore/landscape.h"
#include "harness/explore/sequence.h"
#include "harness/scenario/step.h"

namespace plumb::explore {

/// What a checklist promises, so far as it can be told of random sequences.
enum class Promise {
    kLinked,          ///< equal keys link, and a link stays
    kApart,           ///< nothing else is linked
    kArrives,         ///< the newest value is on every side, and none that a person wrote is lost
    kAgrees,          ///< where nobody can know which is newest, all sides agree on one of them
    kCreatedOnce,     ///< a record is made where one is due, and only one
    kNothingCreated,  ///< none is made elsewhere
    kUntouched,       ///< what is not kept in sync is not written
    kRests,           ///< once all is done nothing more is written
};
std::string_view ToString(Promise promise);  ///< a slug

/// What one `expect` step of a walk rests on.
struct Reason {
    Promise promise = Promise::kRests;
    std::string clause;  ///< id
    std::string why;     ///< a sentence: why a state that differs is wrong
};

/// A sequence in the language of the checks, with what the model expects after every sync.
struct Walk {
    std::vector<scenario::Step> steps;
    std::vector<Reason> reasons;  ///< of the `expect` steps, in their order
};

/// Walks through a sequence and predicts what a correct data flow makes of it. Cautious: what no
/// rule decides (what becomes of the partner of a deleted record, whether a value that two people
/// wrote at once is the one or the other) is not predicted, and an action after which nothing could
/// be told is refused. Knows no server and sends nothing; a value that copies.
class Model final {
  public:
    /// Without `sees_writes` nothing is expected that only a log of requests could show.
    Model(const Landscape& landscape, bool sees_writes)
        : landscape_(landscape), sees_writes_(sees_writes) {}

    /// False when it makes no sense here, or when nothing would be promised after it: then nothing
    /// has changed.
    bool Take(const Action& action);
    /// Syncs until all should be at rest, and ends.
    Walk Finish();

    /// One property of one record. Equal symbols are equal values; 0 is the empty one.
    struct Slot {
        int symbol = 0;
        int origin = -1;         ///< record whose last given value it must be; -1: nobody knows
        bool contested = false;  ///< one of several
        bool cleared = false;    ///< emptied while it was linked
        int group = 0;           ///< slots that have been made equal
        int before = -1;         ///< symbol before the last edit; -1 for none
        int edited = 0;          ///< moment of the last edit in this phase; 0 for none
        bool may_be_unchanged = false;  ///< this edit may give back what was there
        std::string literal;            ///< how it was spelled at birth, as long as it is that
        std::string former;  ///< how it was spelled before it was edited; "" when nobody knows
        int former_symbol = 0;
    };
    struct Record {
        int number = 0;
        int kind = 0;
        std::string handle;
        bool alive = true;
        bool doubtful = false;  ///< nothing is promised of it any more
        bool born = false;      ///< in this phase
        bool locked = false;    ///< about to be linked: not edited in this phase
        int touched = 0;        ///< moment of the last write by a person in this phase
        int cluster = 0;
        std::string copy;  ///< handle of the record that will be made of it
        std::vector<Slot> slots;
    };
    const std::vector<Record>& Records() const { return records_; }
    const Record* Find(int number) const;
    /// True when the coming sync must write to it, since one that is linked to it was edited.
    bool IsWriteDue(const Record& record) const;
    /// True when a person has done something since the last sync.
    bool IsPending() const { return pending_; }

  private:
    using Node = std::pair<int, int>;  ///< index of a record, field
    using Component = std::vector<Node>;

    bool Do(const Birth& birth);
    bool Do(const Edit& edit);
    bool Do(const Deletion& deletion);
    bool Do(const Pause& pause);
    bool Do(const Restart& restart);
    bool Do(const Trouble& trouble);

    bool CanMatch(const Record& partner, int kind, const Flow& flow) const;
    bool MayBeWritten(int cluster) const;
    void Lock(int cluster);
    bool MustHave(const Record& record, std::size_t field) const;
    bool IsHeldElsewhere(int symbol, int cluster) const;
    void SpellKey(const Birth& birth, const Record* resembled, Slot& slot, int number) const;
    void Spell(const Birth& birth, Record& record, scenario::Create& step);
    void TakeOver(const Birth& birth, const Flow& flow, const Record& partner, Record& record,
                  scenario::Create& step);
    bool Fill(const Edit& edit, Record& record, scenario::Edit& step);
    static void Respell(Slot& slot, Content content);
    bool FillMatch(const Edit& edit, Record& record, scenario::Edit& step);

    // What a sync makes of the records.
    void Settle();
    void LinkEqualKeys();
    void MakeCopies();
    void SettleValues();
    void SettleOne(const Component& component);
    int NewestOf(const std::vector<Node>& claims) const;
    std::vector<Component> ComponentsOf(int cluster) const;
    void Unite(int a, int b);

    // What is expected after it.
    void Expect(scenario::Expectation what, Promise promise, const std::string& clause,
                std::string why);
    void ExpectAll(const std::string& mark);
    void ExpectLinks(const Flow& flow);
    void ExpectLone(const Flow& flow, const Record& record);
    void ExpectValues(const Component& component);
    void ExpectUntouched(const Record& record, const std::string& mark);

    Record* At(int number);
    Slot& SlotAt(const Node& node) {
        return records_[static_cast<std::size_t>(node.first)]
            .slots[static_cast<std::size_t>(node.second)];
    }
    const Slot& SlotAt(const Node& node) const {
        return records_[static_cast<std::size_t>(node.first)]
            .slots[static_cast<std::size_t>(node.second)];
    }
    const Kind& KindOf(const Record& record) const;
    const Field& FieldAt(const Node& node) const;
    bool HasPartner(const Flow& flow, const Record& record) const;
    std::string ClauseOf(const Flow& flow, bool link) const;
    void Add(scenario::Action action) { walk_.steps.push_back({std::move(action), {}}); }
    int NewSymbol() { return ++symbols_; }

    const Landscape& landscape_;
    bool sees_writes_;
    Walk walk_;
    std::vector<Record> records_;
    int symbols_ = 0;
    int groups_ = 0;
    int clusters_ = 0;
    int moment_ = 0;
    int syncs_ = 0;
    int values_ = 0;  ///< odd ones so far: each is another
    bool pending_ = false;
    std::string last_mark_;  ///< after a person's last write in this phase, where both sides date
};

/// The walk of a whole sequence; actions that the model refuses are left out.
Walk WalkThrough(const Sequence& sequence, const Landscape& landscape, bool sees_writes);
/// The sequence without what the model refuses.
Sequence Sensible(const Sequence& sequence, const Landscape& landscape);

}  // namespace plumb::explore
