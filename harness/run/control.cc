#include "harness/run/control.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/catalogue/carrier.h"
#include "harness/scenario/property_type.h"

namespace plumb::run {

Status Controls::Prepare(const std::vector<const checklist::Flow*>& flows, int barrier) {
    for (const checklist::Flow* flow : flows) {
        if (std::exchange(prepared_[flow->id], true)) continue;
        for (Side side : {Side::kSource, Side::kTarget}) {
            const auto carrier = catalogue::CarrierOf(
                *flow, *world_.bodies.EntityOf(*flow, Side::kSource),
                *world_.bodies.EntityOf(*flow, Side::kTarget), world_.bodies.GetCircles(), side);
            if (!carrier) continue;
            Pair pair{flow, side, *carrier, {}, {}, {}, barrier, false, 0, 0, {}};
            const auto made = Make(pair);
            if (!made) return tl::make_unexpected(made.error());
            if (!*made) continue;
            arrivals_.Follow(flow->id, side);
            pairs_.push_back(std::move(pair));
        }
    }
    return {};
}

/// False when a system refuses a record: then nothing guards what rests on nothing happening, and
/// those cases are inconclusive.
Result<bool> Controls::Make(Pair& pair) {
    const std::string tag = fmt::format("{}ctl{}s", world_.values.RunTag(), pairs_.size());
    const checklist::MergeAlternative alternative = world_.bodies.LinkingAlternative(*pair.flow);
    for (Side side : {Side::kSource, Side::kTarget}) {
        Held& held = side == Side::kSource ? pair.source : pair.target;
        held.side = side;
        held.flow = pair.flow;
        held.entity = world_.bodies.EntityOf(*pair.flow, side);
        held.tag = ValueMaker::RecordTag(tag, side == Side::kTarget, pair.linked_by - 1);
        held.persona = world_.values.MakePersona(held.tag);
        if (side == Side::kTarget && alternative.empty()) {
            held.awaited = true;  // the data flow creates it
            continue;
        }
        Json body = world_.bodies.Unmatched(held, &pair.property.pair);
        if (side == Side::kTarget)
            world_.bodies.Match(body, held, pair.source, alternative,
                                BodyMaker::Keys::kWhatIsKeptInSync);
        auto created = maker_.Create(side, *held.entity, std::move(body),
                                     {"", "create a control pair of " + pair.flow->id});
        if (!created) return tl::make_unexpected(created.error());
        if (const auto* refused = std::get_if<system::Refused>(&*created)) {
            world_.recorder.Note(fmt::format("{} has no control: {} refuses its record: {}",
                                             pair.flow->id, held.entity->id, refused->message));
            return false;
        }
        held.record = std::get<system::Record>(*created);
    }
    return true;
}

Status Controls::Edit(State& state) {
    for (Pair& pair : pairs_) {
        if (Status edited = EditOne(pair, state); !edited) return edited;
    }
    return {};
}

/// A sync that failed has linked nothing yet, and a key that is edited before links nothing any
/// more. Where links cannot be read, every sync is taken to link what it finds.
bool Controls::IsLinked(Pair& pair, State& state) const {
    if (pair.linked || !world_.Can(target::Capability::kLinks)) return true;
    const auto links = state.LinksOf(*pair.flow);
    if (!links) return true;
    pair.linked = (*links)->contains({{pair.source.entity->id, pair.source.record.id},
                                      {pair.target.entity->id, pair.target.record.id}});
    return pair.linked;
}

Status Controls::EditOne(Pair& pair, State& state) {
    const int barrier = state.Barrier() + 1;
    Held& held = pair.edited == Side::kSource ? pair.source : pair.target;
    if (pair.target.awaited || barrier <= pair.linked_by || !IsLinked(pair, state)) return {};
    const std::string& path = PathOn(pair.property.pair, pair.edited);
    const Json* current = Find(held.record.fields, path);
    const Json value = world_.bodies.FreshFor(held, path, held.tag, barrier,
                                              current == nullptr ? Json() : *current);
    const Milliseconds now = world_.clock.Now();
    std::vector<system::Change> changes{{path, value}};
    world_.bodies.SpreadChanges(changes, held);
    auto updated = maker_.Update(pair.edited, *held.entity, held.record, changes,
                                 {"", "edit a control of " + pair.flow->id});
    if (!updated) return tl::make_unexpected(updated.error());
    if (!std::holds_alternative<system::Record>(*updated))
        return {};  // gone or refused: not proven
    held.record = std::get<system::Record>(*updated);
    const Json* stored = Find(held.record.fields, path);
    pair.expected =
        Across(pair.property, pair.edited, stored == nullptr ? Json() : *stored).value_or(Json());
    pair.edited_before = barrier;
    pair.edited_at = now;
    pair.seen_at.reset();
    return {};
}

bool Controls::ShowsEdit(const Pair& pair, const system::Record* record) {
    if (record == nullptr) return false;
    const Json* value = Find(record->fields, PathOn(pair.property.pair, Other(pair.edited)));
    return value != nullptr && scenario::SameValue(*value, pair.expected);
}

void Controls::See(int barrier, Side side, const target::Entity& entity,
                   const State::Records& records) {
    for (Pair& pair : pairs_) {
        const Held& held = AcrossOf(pair);
        const bool concerns =
            pair.edited_before == barrier && held.side == side && held.entity == &entity;
        if (!concerns || pair.seen_at) continue;
        const auto found = records.find(held.record.id);
        if (found != records.end() && ShowsEdit(pair, &found->second))
            pair.seen_at = world_.clock.Now();
    }
}

bool Controls::HaveArrived(int barrier) const {
    return std::ranges::all_of(pairs_, [&](const Pair& pair) {
        return pair.edited_before != barrier || pair.seen_at.has_value();
    });
}

Milliseconds Controls::WindowAt(int barrier) const {
    Milliseconds longest = 0;
    for (const Pair& pair : pairs_) {
        if (pair.edited_before != barrier) continue;
        longest = std::max(longest, arrivals_.WindowOf(pair.flow->id, pair.edited));
    }
    return longest;
}

void Controls::AwaitTarget(Pair& pair, const State::Records& records) {
    const Json* sent = Find(pair.source.record.fields, pair.property.pair.source);
    const auto expected =
        sent == nullptr ? std::nullopt : Across(pair.property, Side::kSource, *sent);
    if (!expected) return;
    for (const auto& [id, record] : records) {
        const Json* theirs = Find(record.fields, pair.property.pair.target);
        if (theirs == nullptr || !scenario::SameValue(*expected, *theirs)) continue;
        pair.target.record = record;
        pair.target.awaited = false;
        return;
    }
}

void Controls::AddNeeds(int barrier, Needs& needs) const {
    for (const Pair& pair : pairs_) {
        const Held& across = pair.target.awaited ? pair.target : AcrossOf(pair);
        if (!pair.target.awaited && pair.edited_before != barrier) continue;
        Need& need = needs[{world_.bodies.SystemOn(across.side), across.entity->id}];
        ++need.records;
        need.list = need.list || pair.target.awaited;
    }
}

Status Controls::Read(State& state) {
    for (Pair& pair : pairs_) {
        if (pair.target.awaited) {
            auto records = state.RecordsOf(Side::kTarget, *pair.target.entity);
            if (!records) return tl::make_unexpected(records.error());
            AwaitTarget(pair, **records);
            continue;
        }
        if (pair.edited_before != state.Barrier()) continue;
        const auto across = state.RecordOf(AcrossOf(pair), "");
        if (!across) return tl::make_unexpected(across.error());
        const bool is_assumed =
            state.ReportOf(state.Barrier()).end == dataflow::SyncEnd::kAssumedQuiet;
        Keep(pair, state.Barrier(), ShowsEdit(pair, *across), is_assumed);
    }
    return {};
}

void Controls::Keep(const Pair& pair, int barrier, bool has_arrived, bool is_assumed) {
    const Milliseconds known =
        has_arrived ? pair.seen_at.value_or(world_.clock.Now()) : world_.clock.Now();
    const Milliseconds after = known - pair.edited_at;
    const auto proof =
        arrivals_.Add(pair.flow->id, pair.edited, barrier, has_arrived, after, is_assumed);
    const Milliseconds next = arrivals_.WindowOf(pair.flow->id, pair.edited);
    world_.recorder.Append(journal::ControlRead{
        world_.recorder.Now(), pair.flow->id,
        pair.edited == Side::kSource ? "to-target" : "to-source", barrier, has_arrived,
        static_cast<double>(after), static_cast<double>(proof.window), static_cast<double>(next)});
}

}  // namespace plumb::run
