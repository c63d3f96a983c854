#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/run/case_run.h"
#include "harness/scenario/property_type.h"

namespace plumb::run {

using scenario::Verdict;

namespace {

/// What a template or its table writes, absent values as null; nullopt for fresh ones, which every
/// system takes.
std::optional<Json> AsWritten(const scenario::Value& value) {
    if (std::holds_alternative<scenario::Fresh>(value)) return std::nullopt;
    const auto* literal = std::get_if<scenario::Literal>(&value);
    return literal == nullptr ? Json() : literal->value;
}

}  // namespace

void CaseRun::Run(const scenario::Edit& step) {
    for (Held& held : *cast_.Find(step.handle)) {
        if (!HasEnded()) EditOne(step, held);
    }
}

/// The data flow's doing, as everything that it should have done and did not (design, section 2).
void CaseRun::EndUncreated(std::string_view purpose) {
    const dataflow::SyncReport& last = stage_.state.ReportOf(stage_.state.Barrier());
    const std::string disturbance = stage_.state.DisturbanceSince(cast_.first_barrier);
    const std::string& why = disturbance.empty() ? last.detail : disturbance;
    const bool may_come = dataflow::WasStopped(last) || !disturbance.empty();
    End(may_come ? Verdict::kInconclusive : Verdict::kFail,
        fmt::format("the data flow has not created the record that is to be {}{}{}", purpose,
                    why.empty() ? "" : ": ", why));
}

void CaseRun::EditOne(const scenario::Edit& step, Held& held) {
    if (held.awaited) return EndUncreated("edited");
    if (!step.later_than.empty()) WaitUntilLaterThan(step.later_than, held);
    std::vector<system::Change> changes;
    std::vector<std::string> paths;
    std::string told;
    for (const scenario::Assignment& assignment : step.set) {
        std::optional<Json> value;
        if (const auto* literal = std::get_if<scenario::Literal>(&assignment.value))
            value = Fit(held.entity->FieldAt(assignment.path),
                        stage_.world.values.FillTag(literal->value, cast_.tag, held.index));
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
    stage_.world.bodies.SpreadChanges(changes, held);
    for (const system::Change& change : changes) {
        paths.push_back(change.path);
        const Json* current = Find(held.record.fields, change.path);
        held.before_edit[change.path] = current == nullptr ? Json() : *current;
    }
    const system::Purpose purpose{plan_.id, "edit " + held.handle};
    auto updated = stage_.maker.SendEdit(held.side, *held.entity, held.record, changes, purpose);
    cast_.touched[held.side] = stage_.state.Barrier();
    if (!updated) return End(updated.error());
    if (const auto* refused = std::get_if<system::Refused>(&*updated)) {
        return End(
            Verdict::kSkipped,
            fmt::format("{} refuses this value: {}",
                        stage_.world.SystemOn(held.side).GetProfile().title, refused->message));
    }
    if (std::holds_alternative<system::NotFound>(*updated)) return EndVanished(held);
    held.edited_after = stage_.state.Barrier();
    Owe(Maker::Edited(held.side, *held.entity, held.record, changes, purpose),
        [=, this, &step, &held](const auto& stored) {
            if (!stored) return EndVanished(held);
            Keep(held, *stored, paths);
            Tell(LaneOf(held.side), fmt::format("a person edits {}:{}", held.handle, told));
            for (const scenario::Assignment& assignment : step.set)
                NoteArrival(held, assignment.path, assignment.value);
        });
}

void CaseRun::EndVanished(const Held& held) {
    End(Verdict::kFail,
        fmt::format("{} is gone from {}: nobody but the data flow could have deleted it",
                    held.handle, stage_.world.SystemOn(held.side).GetProfile().title));
}

/// Before the case can demand that a value of a table arrives, the receiving system is asked.
void CaseRun::NoteArrival(Held& held, const std::string& path, const scenario::Value& value) {
    const std::optional<Json> written = AsWritten(value);
    if (HasEnded() || !written) return;
    if (plan_.pair) return NoteArrivalBy(*held.flow, *plan_.pair, held, path, *written);
    for (const checklist::Flow& flow : stage_.world.checklist.flows) {
        if (stage_.world.bodies.EntityOf(flow, held.side) != held.entity) continue;
        for (const checklist::Property& property : SyncedPairs(flow))
            NoteArrivalBy(flow, property, held, path, *written);
    }
}

void CaseRun::NoteArrivalBy(const checklist::Flow& flow, const checklist::Property& property,
                            Held& held, const std::string& path, const Json& written) {
    if (HasEnded() || path != PathOn(property.pair, held.side)) return;
    const Side other = Other(held.side);
    const std::string& there = PathOn(property.pair, other);
    const target::Entity* entity = stage_.world.bodies.EntityOf(flow, other);
    if (entity == nullptr || entity->FieldAt(there).read_only) return;
    const auto across = Across(property, held.side, written);
    if (!across) return;
    const auto answer = stage_.preflight.Ask(flow, other, there, *across, cast_.tag);
    if (!answer) return End(answer.error());
    const std::string& system = stage_.world.SystemOn(other).GetProfile().title;
    if (answer->refused) {
        return End(Verdict::kSkipped,
                   fmt::format("{} refuses this value: {}", system, *answer->refused));
    }
    // The literal was {n}-free where it matters: tables hold one value per row.
    const Json expected = stage_.world.values.FillTag(*across, cast_.tag, held.index);
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
        if (held.awaited) return EndUncreated("deleted");
        const system::Purpose purpose{plan_.id, "delete " + held.handle};
        auto deleted = stage_.maker.SendDeletion(held.side, *held.entity, held.record, purpose);
        cast_.touched[held.side] = stage_.state.Barrier();
        if (!deleted) return End(deleted.error());
        if (const auto* refused = std::get_if<system::Refused>(&*deleted)) {
            return End(
                Verdict::kSkipped,
                fmt::format("{} refuses to delete this record: {}",
                            stage_.world.SystemOn(held.side).GetProfile().title, refused->message));
        }
        held.deleted = true;
        const auto* retired = std::get_if<system::Retired>(&*deleted);
        held.retired = retired != nullptr;
        std::string told = "a person deletes " + held.handle;
        if (retired != nullptr) {
            told += fmt::format(": it is left with {}, since it cannot be: {}",
                                system::FallbackInWords(*held.entity), retired->why);
        }
        Owe(Maker::Gone(held.side, *held.entity, held.record, purpose),
            [=, this, &held](const auto&) { Tell(LaneOf(held.side), told); });
    }
}

/// Looks for the records that the data flow has to create: those that bear the source's values.
void CaseRun::FindAwaited() {
    for (auto& [handle, list] : cast_.records) {
        for (std::size_t i = 0; i < list.size() && !HasEnded(); ++i) {
            if (!list[i].awaited) continue;
            const std::vector<Held>* sources = cast_.Find(list[i].made_of);
            if (sources != nullptr && i < sources->size()) FindOne(list[i], (*sources)[i]);
        }
    }
}

void CaseRun::FindOne(Held& target, const Held& source) {
    auto records = stage_.state.RecordsOf(Side::kTarget, *target.entity);
    if (!records) return End(records.error());
    for (const checklist::Property& property : SyncedPairs(*target.flow)) {
        const Json* sent = Find(source.record.fields, property.pair.source);
        const auto wanted = sent == nullptr ? std::nullopt : Across(property, Side::kSource, *sent);
        // Only a value that nobody else bears tells which record is meant.
        if (!wanted || !wanted->is_string() || Dump(*wanted).find(cast_.tag) == std::string::npos)
            continue;
        for (const auto& [id, record] : **records) {
            const Json* theirs = Find(record.fields, property.pair.target);
            if (theirs == nullptr || !scenario::SameValue(*theirs, *wanted)) continue;
            target.record = record;
            target.awaited = false;
            Tell("target", fmt::format("the data flow has created {} {}", target.entity->id, id));
            return;
        }
    }
}

/// The case goes on from the records as they are now: the next edit changes what is there.
void CaseRun::RefreshRecords() {
    for (auto& [handle, list] : cast_.records) {
        for (Held& held : list) {
            if (held.awaited || held.deleted || HasEnded()) continue;
            const auto now = stage_.state.RecordOf(held, plan_.id);
            if (!now) return End(now.error());
            if (*now != nullptr) held.record = **now;
        }
    }
}

}  // namespace plumb::run
