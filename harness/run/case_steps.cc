#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/run/case_run.h"
#include "harness/scenario/property_type.h"

namespace plumb::run {

using scenario::Verdict;

namespace {

/// Texts by which a copy of the record would be recognised: those that nobody else bears.
void CollectUnique(const Json& value, const std::string& tag, std::set<std::string>& texts) {
    if (value.is_structured()) {
        for (const Json& member : value) CollectUnique(member, tag, texts);
    } else if (value.is_string()) {
        const std::string text = ToLower(value.get<std::string>());
        if (text.find(tag) != std::string::npos) texts.insert(text);
    }
}

/// What a template or its table writes, absent values as null; nullopt for fresh ones, which every
/// system takes.
std::optional<Json> AsWritten(const scenario::Value& value) {
    if (std::holds_alternative<scenario::Fresh>(value)) return std::nullopt;
    const auto* literal = std::get_if<scenario::Literal>(&value);
    return literal == nullptr ? Json() : literal->value;
}

}  // namespace

Held CaseRun::NewHeld(const std::string& handle, int index, Side side,
                      const checklist::Flow& flow) {
    Held held;
    held.handle = handle;
    held.index = index;
    held.side = side;
    held.flow = &flow;
    held.entity = stage_.world.bodies.EntityOf(flow, side);
    held.tag = ValueMaker::RecordTag(cast_.tag, ++records_made_, index);
    held.persona = stage_.world.values.MakePersona(held.tag);
    return held;
}

std::optional<int> CaseRun::CountOf(const scenario::Count& count, const checklist::Flow& flow) {
    if (const int* number = std::get_if<int>(&count)) return *number;
    const World& world = stage_.world;
    int largest = 0;
    for (Side side : {Side::kSource, Side::kTarget}) {
        const target::Entity& entity = *world.bodies.EntityOf(flow, side);
        int asked = 0;
        const auto admin = world.admins.find(world.bodies.SystemOn(side));
        if (admin != world.admins.end()) {
            if (auto pages = admin->second->LargestPages())
                asked = (*pages)[admin->first + "/" + entity.id];
        }
        largest = std::max(largest, asked > 0 ? asked : entity.page_size);
    }
    if (largest > world.page_limit) {
        End(Verdict::kSkipped, fmt::format("page size {}", largest));
        return std::nullopt;
    }
    return largest + 1;
}

void CaseRun::Run(const scenario::GivenLinkedPair& step) {
    const checklist::Flow& flow = FlowOf(step.flow);
    const auto count = CountOf(step.count, flow);
    const bool merges = !flow.merge_when_any.empty();
    for (int i = 0; count && i < *count && !HasEnded(); ++i) {
        Held source = NewHeld("source", i, Side::kSource, flow);
        Json body = stage_.world.bodies.Unmatched(source);
        if (!Make(std::move(source), std::move(body), {})) return;
        Held target = NewHeld("target", i, Side::kTarget, flow);
        if (!merges) {
            target.awaited = true;
            cast_.records["target"].push_back(std::move(target));
            continue;
        }
        body = stage_.world.bodies.Unmatched(target);
        const auto& alternative =
            plan_.alternative.empty() ? flow.merge_when_any.front() : plan_.alternative;
        const Held& partner = (*cast_.Find("source"))[static_cast<std::size_t>(i)];
        stage_.world.bodies.Match(body, target, partner, alternative, true);
        if (!Make(std::move(target), std::move(body), {})) return;
    }
}

/// Keys of the alternative other than the pair under test: the same for all records of the case
/// with the same index, so that the pair under test alone decides.
void CaseRun::ShareOtherKeys(Json& body, const Held& held) {
    for (const checklist::Pair& pair : plan_.alternative) {
        if (pair.IsIncomplete() || (plan_.pair && pair == plan_.pair->pair)) continue;
        const std::string name = fmt::format("shared {} = {}", pair.source, pair.target);
        Put(body, PathOn(pair, held.side),
            FreshValue(stage_.world, cast_, held, PathOn(pair, held.side), {name}));
    }
}

Json CaseRun::BodyOf(const scenario::Create& step, const Held& held) {
    Json body = stage_.world.bodies.Unmatched(held);
    if (held.flow->id == plan_.flow && plan_.alternative.size() > 1) ShareOtherKeys(body, held);
    if (!step.matching.empty()) {
        const std::vector<Held>& partners = *cast_.Find(step.matching);
        const Held& partner =
            partners[std::min(static_cast<std::size_t>(held.index), partners.size() - 1)];
        const bool under_test = held.flow->id == plan_.flow && !plan_.alternative.empty();
        if (under_test || !held.flow->merge_when_any.empty()) {
            const auto& alternative =
                under_test ? plan_.alternative : held.flow->merge_when_any.front();
            stage_.world.bodies.Match(body, held, partner, alternative, true);
        }
    }
    for (const scenario::Assignment& assignment : step.with) {
        if (const auto* literal = std::get_if<scenario::Literal>(&assignment.value)) {
            Put(body, assignment.path,
                Fit(held.entity->FieldAt(assignment.path),
                    FillTag(literal->value, cast_.tag, held.index)));
        } else if (const auto* fresh = std::get_if<scenario::Fresh>(&assignment.value)) {
            Put(body, assignment.path,
                FreshValue(stage_.world, cast_, held, assignment.path, *fresh));
        } else {
            Erase(body, assignment.path);
        }
    }
    return body;
}

void CaseRun::Run(const scenario::Create& step) {
    const checklist::Flow& flow = FlowOf(step.flow);
    const auto count = CountOf(step.count, flow);
    std::vector<std::string> demanded;
    for (const scenario::Assignment& assignment : step.with) demanded.push_back(assignment.path);
    for (int i = 0; count && i < *count && !HasEnded(); ++i) {
        Held held = NewHeld(step.handle, i, step.side, flow);
        if (!step.like.empty()) {
            const std::vector<Held>& models = *cast_.Find(step.like);
            held.persona = models[std::min(static_cast<std::size_t>(i), models.size() - 1)].persona;
        }
        Json body = BodyOf(step, held);
        if (!Make(std::move(held), std::move(body), demanded)) return;
    }
}

bool CaseRun::Make(Held held, Json body, const std::vector<std::string>& demanded) {
    const std::string text = fmt::format("create {}", held.handle);
    auto created = stage_.maker.Create(held.side, *held.entity, body, {plan_.id, text});
    cast_.touched[held.side] = stage_.state.Barrier();
    if (!created) return End(created.error()), false;
    const std::string& system = stage_.world.SystemOn(held.side).GetProfile().title;
    if (const auto* refused = std::get_if<system::Refused>(&*created)) {
        End(Verdict::kSkipped, fmt::format("{} refuses this value: {}", system, refused->message));
        return false;
    }
    const auto& record = std::get<system::Record>(*created);
    Tell(LaneOf(held.side),
         fmt::format("a person creates {} ({} {})", held.handle, held.entity->id, record.id));
    std::vector<std::string> given = demanded;
    for (const checklist::Property& property : SyncedPairs(*held.flow))
        given.push_back(PathOn(property.pair, held.side));
    if (plan_.pair) given.push_back(PathOn(plan_.pair->pair, held.side));
    Keep(held, record, given);
    CollectUnique(body, held.tag, held.unique_texts);
    const bool senseless = MakesNoSenseAnyMore(body, held);
    cast_.records[held.handle].push_back(std::move(held));
    if (senseless) End(Verdict::kSkipped, fmt::format("{} changes this value", system));
    return !HasEnded();
}

/// True when the system stored a key of the alternative under test differently and thereby made two
/// records of the case equal, or unequal, that were not so as they were sent.
bool CaseRun::MakesNoSenseAnyMore(const Json& sent, const Held& held) const {
    const auto at = [](const Json& record, const std::string& path) {
        const Json* value = Find(record, path);
        return value == nullptr ? Json() : *value;
    };
    for (const checklist::Pair& pair : plan_.alternative) {
        const std::string& path = PathOn(pair, held.side);
        const Json asked = at(sent, path);
        const Json stored = at(held.record.fields, path);
        if (scenario::SameValue(asked, stored)) continue;
        for (const auto& [handle, list] : cast_.records) {
            for (const Held& other : list) {
                if (other.side == held.side) continue;
                const Json theirs = at(other.record.fields, PathOn(pair, other.side));
                if (scenario::SameValue(asked, theirs) != scenario::SameValue(stored, theirs))
                    return true;
            }
        }
    }
    return false;
}

void CaseRun::Keep(Held& held, const system::Record& stored,
                   const std::vector<std::string>& paths) {
    held.record = stored;
    held.as_left = stored.fields;
    for (const std::string& path : paths) {
        const Json* value = Find(stored.fields, path);
        held.given[path] = value == nullptr ? Json() : *value;
        held.stored_elsewhere.erase(path);
    }
}

void CaseRun::Run(const scenario::Edit& step) {
    for (Held& held : *cast_.Find(step.handle)) {
        if (!HasEnded()) EditOne(step, held);
    }
}

void CaseRun::EditOne(const scenario::Edit& step, Held& held) {
    if (held.awaited)
        return End(Verdict::kFail, "the data flow has not created the record that is to be edited");
    if (!step.later_than.empty()) WaitUntilLaterThan(step.later_than, held);
    std::vector<system::Change> changes;
    std::vector<std::string> paths;
    std::string told;
    for (const scenario::Assignment& assignment : step.set) {
        std::optional<Json> value;
        if (const auto* literal = std::get_if<scenario::Literal>(&assignment.value))
            value = Fit(held.entity->FieldAt(assignment.path),
                        FillTag(literal->value, cast_.tag, held.index));
        if (const auto* fresh = std::get_if<scenario::Fresh>(&assignment.value))
            value = FreshValue(stage_.world, cast_, held, assignment.path, *fresh);
        told += fmt::format(" {} = {}", assignment.path,
                            value ? Shorten(Dump(*value), 120) : "(absent)");
        changes.push_back({assignment.path, std::move(value)});
    }
    for (const std::string& path : step.undo) {
        const auto before = held.before_edit.find(path);
        if (before == held.before_edit.end()) continue;
        told += " " + path + " back to " + Shorten(Dump(before->second), 120);
        changes.push_back({path, before->second});
    }
    for (const system::Change& change : changes) {
        paths.push_back(change.path);
        const Json* current = Find(held.record.fields, change.path);
        held.before_edit[change.path] = current == nullptr ? Json() : *current;
    }
    auto updated = stage_.maker.Update(held.side, *held.entity, held.record, changes,
                                       {plan_.id, "edit " + held.handle});
    cast_.touched[held.side] = stage_.state.Barrier();
    if (!updated) return End(updated.error());
    const std::string& system = stage_.world.SystemOn(held.side).GetProfile().title;
    if (const auto* refused = std::get_if<system::Refused>(&*updated)) {
        return End(Verdict::kSkipped,
                   fmt::format("{} refuses this value: {}", system, refused->message));
    }
    if (std::holds_alternative<system::NotFound>(*updated))
        return End(Verdict::kFail, fmt::format("{} is gone from {}: nobody but the data flow could "
                                               "have deleted it",
                                               held.handle, system));
    Keep(held, std::get<system::Record>(*updated), paths);
    Tell(LaneOf(held.side), fmt::format("a person edits {}:{}", held.handle, told));
    for (const scenario::Assignment& assignment : step.set)
        NoteArrival(held, assignment.path, assignment.value);
}

/// Before the case can demand that a value of a table arrives, the receiving system is asked.
void CaseRun::NoteArrival(Held& held, const std::string& path, const scenario::Value& value) {
    const std::optional<Json> written = AsWritten(value);
    if (HasEnded() || !plan_.pair || !written) return;
    if (path != PathOn(plan_.pair->pair, held.side)) return;
    const Side other = Other(held.side);
    const std::string& there = PathOn(plan_.pair->pair, other);
    if (stage_.world.bodies.EntityOf(*held.flow, other)->FieldAt(there).read_only) return;
    const auto across = Across(*plan_.pair, held.side, *written);
    if (!across) return;
    const auto answer = stage_.preflight.Ask(*held.flow, other, there, *across, cast_.tag);
    if (!answer) return End(answer.error());
    const std::string& system = stage_.world.SystemOn(other).GetProfile().title;
    if (answer->refused) {
        return End(Verdict::kSkipped,
                   fmt::format("{} refuses this value: {}", system, *answer->refused));
    }
    // The literal was {n}-free where it matters: tables hold one value per row.
    const Json expected = FillTag(*across, cast_.tag, held.index);
    if (!expected.is_null() && !scenario::SameValue(answer->stored, expected))
        held.stored_elsewhere[path] = answer->stored;
}

/// Lets time pass until the systems' own time stamps must tell an edit now from the mark.
void CaseRun::WaitUntilLaterThan(const std::string& mark, const Held& held) {
    int resolution = held.entity->resolution_ms;
    const target::Entity* other = stage_.world.bodies.EntityOf(*held.flow, Other(held.side));
    if (other != nullptr) resolution = std::max(resolution, other->resolution_ms);
    const Milliseconds passed = stage_.world.clock.Now() - cast_.mark_times[mark];
    // Once more than the resolution: stamps that are cut off and stamps that are rounded both
    // differ.
    const Milliseconds needed = 2 * Milliseconds{resolution};
    if (passed < needed) stage_.world.clock.Wait(needed - passed);
}

void CaseRun::Run(const scenario::Delete& step) {
    for (Held& held : *cast_.Find(step.handle)) {
        auto deleted = stage_.maker.Delete(held.side, *held.entity, held.record,
                                           {plan_.id, "delete " + held.handle});
        cast_.touched[held.side] = stage_.state.Barrier();
        if (!deleted) return End(deleted.error());
        if (const auto* refused = std::get_if<system::Refused>(&*deleted)) {
            return End(
                Verdict::kSkipped,
                fmt::format("{} refuses to delete this record: {}",
                            stage_.world.SystemOn(held.side).GetProfile().title, refused->message));
        }
        held.deleted = true;
        Tell(LaneOf(held.side), "a person deletes " + held.handle);
    }
}

/// Looks for the records that the data flow has to create: those that bear the source's values.
void CaseRun::FindAwaited() {
    std::vector<Held>* targets = cast_.Find("target");
    std::vector<Held>* sources = cast_.Find("source");
    if (targets == nullptr || sources == nullptr) return;
    for (std::size_t i = 0; i < targets->size() && i < sources->size(); ++i) {
        Held& target = (*targets)[i];
        if (!target.awaited) continue;
        auto records = stage_.state.RecordsOf(Side::kTarget, *target.entity);
        if (!records) return End(records.error());
        for (const checklist::Property& property : SyncedPairs(*target.flow)) {
            const Json* sent = Find((*sources)[i].record.fields, property.pair.source);
            const auto wanted =
                sent == nullptr ? std::nullopt : Across(property, Side::kSource, *sent);
            // Only a value that nobody else bears tells which record is meant.
            if (!wanted || !wanted->is_string() ||
                Dump(*wanted).find(cast_.tag) == std::string::npos)
                continue;
            for (const auto& [id, record] : **records) {
                const Json* theirs = Find(record.fields, property.pair.target);
                if (!target.awaited || theirs == nullptr || !scenario::SameValue(*theirs, *wanted))
                    continue;
                target.record = record;
                target.awaited = false;
                Tell("target",
                     fmt::format("the data flow has created {} {}", target.entity->id, id));
            }
        }
    }
}

/// The case goes on from the records as they are now: the next edit changes what is there.
void CaseRun::RefreshRecords() {
    for (auto& [handle, list] : cast_.records) {
        for (Held& held : list) {
            if (held.awaited || held.deleted || HasEnded()) continue;
            auto records = stage_.state.RecordsOf(held.side, *held.entity);
            if (!records) return End(records.error());
            const auto found = (*records)->find(held.record.id);
            if (found != (*records)->end()) held.record = found->second;
        }
    }
}

}  // namespace plumb::run
