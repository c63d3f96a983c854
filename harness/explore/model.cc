#include "harness/explore/model.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/explore/troubles.h"

namespace plumb::explore {

namespace {

/// What systems and data flows like to damage.
std::string OddValue(target::FieldKind kind, int number) {
    const bool is_email = kind == target::FieldKind::kEmail;
    switch (number % 3) {
        case 0:
            return is_email ? fmt::format("Ola.{{tag}}.NORDMANN-{}@Plumb.example", number)
                            : fmt::format("McDonald {{tag}} VAN DER Berg {}", number);
        case 1:
            return is_email ? fmt::format("blåbærsyltetøy.{{tag}}.{}@plumb.example", number)
                            : fmt::format("Blåbærsyltetøy {{tag}} ÆØÅ 你好 {}", number);
        default:
            return is_email
                       ? fmt::format("{{tag}}.a-rather-long-local-part-{}@plumb.example", number)
                       : fmt::format("{{tag}}  two blanks, and longer than many columns are {}",
                                     number);
    }
}

}  // namespace

std::string_view ToString(Promise promise) {
    switch (promise) {
        case Promise::kLinked:
            return "not-linked";
        case Promise::kApart:
            return "linked-wrongly";
        case Promise::kArrives:
            return "value-is-lost";
        case Promise::kAgrees:
            return "sides-disagree";
        case Promise::kCreatedOnce:
            return "created-twice";
        case Promise::kNothingCreated:
            return "created";
        case Promise::kUntouched:
            return "touched";
        case Promise::kRests:
            return "never-rests";
    }
    return "";
}

bool Model::Take(const Action& action) {
    if (!std::visit([this](const auto& one) { return Do(one); }, action)) return false;
    const bool by_person = std::holds_alternative<Birth>(action) ||
                           std::holds_alternative<Edit>(action) ||
                           std::holds_alternative<Deletion>(action);
    pending_ = by_person || (pending_ && std::holds_alternative<Restart>(action));
    return true;
}

Model::Record* Model::At(int number) {
    const auto found = std::ranges::find(records_, number, &Record::number);
    return found == records_.end() ? nullptr : &*found;
}

const Model::Record* Model::Find(int number) const {
    const auto found = std::ranges::find(records_, number, &Record::number);
    return found == records_.end() ? nullptr : &*found;
}

const Kind& Model::KindOf(const Record& record) const {
    return landscape_.kinds[Index(record.kind)];
}

const Field& Model::FieldAt(const Node& node) const {
    return KindOf(records_[Index(node.first)]).fields[Index(node.second)];
}

/// Records that are about to be linked were not edited since the last sync: which value is newest
/// then, and which edit was made on a linked record, would depend on when the data flow looks.
bool Model::CanMatch(const Record& partner, int kind, const Flow& flow) const {
    if (!partner.alive || partner.doubtful || flow.alternatives.empty()) return false;
    if (flow.source != (kind == flow.source ? kind : partner.kind)) return false;
    if (flow.target != (kind == flow.source ? partner.kind : kind)) return false;
    return std::ranges::none_of(records_, [&](const Record& record) {
        if (record.cluster != partner.cluster || !record.alive) return false;
        return record.kind == kind || (!record.born && record.touched > 0);
    });
}

void Model::Lock(int cluster) {
    for (Record& record : records_) {
        if (record.cluster == cluster) record.locked = true;
    }
}

/// The key of another record, as it was spelled.
bool Model::FillMatch(const Edit& edit, Record& record, scenario::Edit& step) {
    const Record* partner = Find(edit.matches);
    if (partner == nullptr || partner == &record || record.born) return false;
    const bool is_source = KindOf(record).side == Side::kSource;
    const Flow* flow = landscape_.FlowBetween(is_source ? record.kind : partner->kind,
                                              is_source ? partner->kind : record.kind);
    if (flow == nullptr || !CanMatch(*partner, record.kind, *flow) || record.touched > 0)
        return false;
    if (landscape_.CreatorOf(record.kind) || landscape_.CreatorOf(partner->kind) || flow->creates)
        return false;
    const bool alone = std::ranges::count(records_, record.cluster, &Record::cluster) == 1;
    if (!alone || partner->born) return false;
    for (const auto& alternative : flow->alternatives) {
        if (alternative.size() != 1) continue;
        const Wire& wire = alternative.front();
        if ((is_source ? wire.source : wire.target) != edit.field) continue;
        const Slot& theirs = partner->slots[Index(is_source ? wire.target : wire.source)];
        if (theirs.literal.empty()) return false;
        Slot& slot = record.slots[Index(edit.field)];
        slot.symbol = theirs.symbol;
        step.set.push_back(
            {KindOf(record).fields[Index(edit.field)].path, scenario::Literal{theirs.literal}});
        record.cluster = partner->cluster;
        Lock(partner->cluster);
        return true;
    }
    return false;
}

bool Model::IsHeldElsewhere(int symbol, int cluster) const {
    return std::ranges::any_of(records_, [&](const Record& record) {
        return record.cluster != cluster && std::ranges::count(record.slots, symbol, &Slot::symbol);
    });
}

bool Model::Fill(const Edit& edit, Record& record, scenario::Edit& step) {
    const Field& field = KindOf(record).fields[Index(edit.field)];
    Slot& slot = record.slots[Index(edit.field)];
    const int before = slot.symbol;
    switch (edit.content) {
        case Content::kFresh:
            slot.symbol = NewSymbol();
            step.set.push_back({field.path, scenario::Fresh{}});
            break;
        case Content::kOdd:
            if (field.kind != target::FieldKind::kEmail && field.kind != target::FieldKind::kText)
                return false;
            slot.symbol = NewSymbol();
            step.set.push_back({field.path, scenario::Literal{OddValue(field.kind, values_++)}});
            break;
        case Content::kEmpty:
            if (!field.clearable || slot.symbol == 0) return false;
            slot.symbol = 0;
            step.set.push_back({field.path, scenario::Absent{}});
            break;
        case Content::kUndone:
            if (slot.before < 0 || (field.key && IsHeldElsewhere(slot.before, record.cluster)))
                return false;
            slot.symbol = slot.before;
            step.undo.push_back(field.path);
            break;
        case Content::kMatch:
            if (!FillMatch(edit, record, step)) return false;
            break;
    }
    slot.before = before;
    slot.may_be_unchanged = edit.content == Content::kUndone || !field.unique ||
                            (slot.edited > 0 && slot.may_be_unchanged);
    return true;
}

/// How the value is spelled after an edit, as far as that is known.
void Model::Respell(Slot& slot, Content content) {
    if (content == Content::kUndone) {
        slot.literal = slot.symbol == slot.former_symbol ? slot.former : "";
        slot.former.clear();
    } else if (!slot.literal.empty()) {
        slot.former = std::exchange(slot.literal, "");
        slot.former_symbol = slot.before;
    }
}

bool Model::Do(const Edit& edit) {
    Record* record = At(edit.record);
    if (record == nullptr || !record->alive || record->doubtful || record->locked) return false;
    if (edit.field < 0 || Index(edit.field) >= record->slots.size()) return false;
    const Kind& kind = KindOf(*record);
    if (!kind.fields[Index(edit.field)].editable) return false;
    scenario::Edit step;
    step.handle = record->handle;
    if (!Fill(edit, *record, step)) return false;
    if (kind.dated) step.later_than = last_mark_;
    Slot& slot = record->slots[Index(edit.field)];
    Respell(slot, edit.content);
    slot.edited = record->touched = ++moment_;
    Add(step);
    if (!kind.dated) return true;
    // The systems' own time stamps must tell the next edit from this one.
    last_mark_ = fmt::format("moment-{}", moment_);
    Add(scenario::Mark{last_mark_});
    return true;
}

bool Model::Do(const Deletion& deletion) {
    Record* record = At(deletion.record);
    if (record == nullptr || !record->alive || record->locked || record->doubtful) return false;
    record->alive = false;
    for (Record& other : records_) {
        if (other.cluster == record->cluster) other.doubtful = true;
    }
    Add(scenario::Delete{record->handle});
    return true;
}

bool Model::Do(const Restart&) {
    Add(scenario::Restart{});
    return true;
}

bool Model::Do(const Pause&) {
    const std::string mark = fmt::format("sync-{}", syncs_ + 1);
    Add(scenario::Mark{mark});
    Add(scenario::Sync{});
    ++syncs_;
    Settle();
    ExpectAll(mark);
    return true;
}

bool Model::IsWriteDue(const Record& record) const {
    if (!record.alive || record.doubtful) return false;
    return std::ranges::any_of(records_, [&](const Record& other) {
        const bool linked = other.number != record.number && other.cluster == record.cluster;
        return linked &&
               std::ranges::any_of(other.slots, [](const Slot& slot) { return slot.edited > 0; });
    });
}

bool Model::Do(const Trouble& trouble) {
    scenario::Fault fault;
    if (trouble.record < 0) {
        fault.rule = AnyRequest(trouble);
    } else {
        const Record* record = Find(trouble.record);
        if (record == nullptr || !record->alive || record->doubtful) return false;
        const bool is_due = !record->copy.empty() && Find(-record->number) == nullptr;
        fault.rule =
            is_due ? MakingOf(trouble) : WriteTo(trouble, record->handle, KindOf(*record).side);
    }
    const std::string mark = fmt::format("sync-{}", syncs_ + 1);
    Add(std::move(fault));
    Add(scenario::Mark{mark});
    Add(scenario::Sync{2});
    syncs_ += 2;
    Settle();
    ExpectAll(mark);
    return true;
}

Walk Model::Finish() {
    if (pending_ || syncs_ == 0) Take(Pause{});
    Take(Pause{});
    const std::string mark = "at-rest";
    Add(scenario::Mark{mark});
    Add(scenario::Sync{});
    ++syncs_;
    ExpectAll(mark);
    scenario::Writes writes{{}, mark, 0};
    for (const Record& record : records_) {
        if (record.alive && !record.doubtful) writes.to.push_back(record.handle);
    }
    const std::string clause = landscape_.flows.front().id + "/keep-in-sync";
    if (sees_writes_ && !writes.to.empty()) {
        Expect(writes, Promise::kRests, clause,
               "Nobody has edited anything since two syncs, so there is nothing to write.");
    }
    Expect(scenario::BecomesQuiet{}, Promise::kRests, clause,
           "Once everything has arrived a data flow must stop writing.");
    return std::move(walk_);
}

Walk WalkThrough(const Sequence& sequence, const Landscape& landscape, bool sees_writes) {
    Model model(landscape, sees_writes);
    for (const Action& action : sequence) model.Take(action);
    return model.Finish();
}

Sequence Sensible(const Sequence& sequence, const Landscape& landscape) {
    Model model(landscape, false);
    Sequence sensible;
    for (const Action& action : sequence) {
        if (model.Take(action)) sensible.push_back(action);
    }
    return sensible;
}

}  // namespace plumb::explore
