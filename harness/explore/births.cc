#include <fmt/format.h>
#include <algorithm>

#include "harness/explore/model.h"

namespace plumb::explore {

namespace {

/// The first spelling is the record's own; each of the others misses it by little.
std::string Spelling(int record, int variant) {
    switch (variant) {
        case 1:
            return fmt::format("k{}.{{tag}}@plomb.example", record);
        case 2:
            return fmt::format("k{}.{{tag}}+work@plumb.example", record);
        case 3:
            return fmt::format("k{}-{{tag}}@plumb.example", record);
        case 4:
            return fmt::format("xk{}.{{tag}}@plumb.example", record);
        case 5:
            return fmt::format("k{}.{{tag}}@plumb.example.test", record);
        default:
            return fmt::format("k{}.{{tag}}@plumb.example", record);
    }
}

}  // namespace

/// Whether something would be made of the record, which cannot be recognised without a key.
bool Model::MustHave(const Record& record, std::size_t field) const {
    return KindOf(record).fields[field].key && landscape_.CreatorOf(record.kind) != nullptr;
}

/// Its own spelling, one that misses another's narrowly, or the one that another had before.
void Model::SpellKey(const Birth& birth, const Record* resembled, Slot& slot, int number) const {
    slot.literal = Spelling(number, 0);
    // The data flow has seen that the key is another now, and is not left with a deleted record.
    const bool is_settled =
        resembled != nullptr && resembled->touched == 0 && resembled->alive && !resembled->doubtful;
    if (is_settled && birth.variant == kNearMisses) {
        for (const Slot& theirs : resembled->slots) {
            if (theirs.former.empty()) continue;
            slot.literal = theirs.former;
            slot.symbol = theirs.former_symbol;
        }
    } else if (resembled != nullptr) {
        slot.literal = Spelling(resembled->number, 1 + birth.variant % kNearMisses);
    }
    for (const Record& other : records_) {
        for (const Slot& theirs : other.slots) {
            // The same near miss again would be equal, and what was edited may still stand in
            // those that are linked to it.
            const bool taken =
                theirs.literal == slot.literal ||
                (theirs.former == slot.literal && theirs.former_symbol != slot.symbol);
            if (!taken && (theirs.symbol != slot.symbol || slot.symbol == 0)) continue;
            slot.literal = Spelling(number, 0);
            slot.symbol = -number;
        }
    }
}

/// Keys that are addresses are spelled out, so that others can miss them narrowly.
void Model::Spell(const Birth& birth, Record& record, scenario::Create& step) {
    const Record* resembled = birth.resembles < 0 ? nullptr : Find(birth.resembles);
    const auto& fields = KindOf(record).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        Slot& slot = record.slots[i];
        if (birth.bare && (fields[i].clearable || fields[i].key) && !MustHave(record, i)) {
            slot.symbol = 0;
            step.with.push_back({fields[i].path, scenario::Absent{}});
        } else if (fields[i].key && fields[i].kind == target::FieldKind::kEmail) {
            SpellKey(birth, resembled, slot, record.number);
            if (!slot.literal.empty())
                step.with.push_back({fields[i].path, scenario::Literal{slot.literal}});
        }
    }
}

/// The keys of the partner, and what is kept in sync of it: all of it, or one alternative alone.
void Model::TakeOver(const Birth& birth, const Flow& flow, const Record& partner, Record& record,
                     scenario::Create& step) {
    const bool is_source = record.kind == flow.source;
    const auto ours = [&](const Wire& wire) { return is_source ? wire.source : wire.target; };
    const auto theirs = [&](const Wire& wire) { return is_source ? wire.target : wire.source; };
    const auto take = [&](const Wire& wire) {
        const int symbol = partner.slots[Index(theirs(wire))].symbol;
        if (symbol != 0) record.slots[Index(ours(wire))].symbol = symbol;
    };
    for (const Wire& wire : flow.alternatives.front()) take(wire);
    for (const Wire& wire : flow.synced) take(wire);
    step.matching = partner.handle;
    const auto& own = KindOf(record).fields;
    for (std::size_t i = 0; birth.bare && i < own.size(); ++i) {
        if (!own[i].clearable || !own[i].editable) continue;
        record.slots[i].symbol = 0;
        step.with.push_back({own[i].path, scenario::Absent{}});
    }
    if (birth.alternative < 0) return;
    const auto& kept = flow.alternatives[Index(birth.alternative) % flow.alternatives.size()];
    const auto& fields = KindOf(record).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const bool is_key =
            std::ranges::any_of(kept, [&](const Wire& wire) { return Index(ours(wire)) == i; });
        if (is_key || record.slots[i].symbol == 0 || !fields[i].unique || !fields[i].editable)
            continue;
        record.slots[i].symbol = NewSymbol();
        step.with.push_back({fields[i].path, scenario::Fresh{}});
    }
}

bool Model::Do(const Birth& birth) {
    if (Find(birth.record) != nullptr || Index(birth.kind) >= landscape_.kinds.size()) return false;
    const Kind& kind = landscape_.kinds[Index(birth.kind)];
    const Flow* creator = landscape_.CreatorOf(birth.kind);
    const Record* partner = birth.matches < 0 ? nullptr : Find(birth.matches);
    const Record* resembled = birth.resembles < 0 ? nullptr : Find(birth.resembles);
    if ((birth.matches >= 0) != (partner != nullptr)) return false;
    if ((birth.resembles >= 0) != (resembled != nullptr) || (partner && resembled)) return false;
    const Flow* flow = nullptr;
    if (partner != nullptr) {
        const bool is_source = kind.side == Side::kSource;
        flow = landscape_.FlowBetween(is_source ? birth.kind : partner->kind,
                                      is_source ? partner->kind : birth.kind);
        if (flow == nullptr || !CanMatch(*partner, birth.kind, *flow)) return false;
        // Empty keys never match.
        const auto is_empty = [&](const Wire& wire) {
            return partner->slots[Index(is_source ? wire.target : wire.source)].symbol == 0;
        };
        for (const auto& alternative : flow->alternatives) {
            if (std::ranges::any_of(alternative, is_empty)) return false;
        }
        // Else the data flow has made a record of the partner already, or is about to.
        if (flow->creates && (!is_source || HasPartner(*flow, *partner))) return false;
    }
    Record record;
    record.number = birth.record;
    record.kind = birth.kind;
    record.handle = fmt::format("{}-{}", kind.entity, birth.record);
    record.born = true;
    record.touched = ++moment_;
    record.cluster = ++clusters_;
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        Slot slot;
        slot.symbol = NewSymbol();
        slot.origin = record.number;
        slot.group = ++groups_;
        record.slots.push_back(slot);
    }
    scenario::Create step;
    step.side = kind.side;
    step.handle = record.handle;
    step.flow = creator != nullptr ? creator->id : flow != nullptr ? flow->id : kind.flow;
    if (resembled != nullptr) step.like = resembled->handle;
    if (partner == nullptr) Spell(birth, record, step);
    if (partner != nullptr) {
        step.flow = flow->id;
        TakeOver(birth, *flow, *partner, record, step);
        record.cluster = partner->cluster;
        Lock(partner->cluster);
        record.locked = true;
    }
    if (creator != nullptr && creator != flow) {
        step.flow = creator->id;
        // The executor matches by the flow under which a record is made.
        if (partner != nullptr) return false;
        record.copy = record.handle + "-copy";
        step.copy = record.copy;
    }
    records_.push_back(std::move(record));
    Add(step);
    return true;
}

}  // namespace plumb::explore
