#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/run/judge.h"
#include "harness/run/leaves.h"
#include "harness/scenario/property_type.h"

namespace plumb::run {

using scenario::Verdict;

namespace {

Json ValueAt(const system::Record& record, const std::string& path) {
    const Json* value = Find(record.fields, path);
    return value == nullptr ? Json() : *value;
}

const Held& AtIndex(const std::vector<Held>& list, int index) {
    return list[std::min(static_cast<std::size_t>(index), list.size() - 1)];
}

}  // namespace

Finding Judge::Uncreated(std::string expected, const Held& held) const {
    return Missing(std::move(expected), "the record was never created", held.flow->id,
                   Other(held.side));
}

/// What a person gave the other record, in the form in which this side must hold it.
std::optional<Json> Judge::ExpectedOf(const scenario::ValueIs& expectation, Held& held) {
    if (const auto* value = std::get_if<scenario::Value>(&expectation.expected)) {
        if (const auto* literal = std::get_if<scenario::Literal>(value))
            return world_.values.FillTag(literal->value, cast_.tag, held.index);
        if (const auto* fresh = std::get_if<scenario::Fresh>(value))
            return FreshValue(world_, cast_, held, expectation.path, *fresh);
        return Json();
    }
    const auto& handle = std::get<scenario::AsEdited>(expectation.expected).handle;
    const Held& from = AtIndex(*cast_.Find(handle), held.index);
    const auto way = WayBetween(from, held, expectation.path);
    if (!way) return std::nullopt;
    const auto given = from.given.find(way->path);
    if (given == from.given.end()) return std::nullopt;
    if (from.side == held.side && way->hops.empty()) return given->second;
    const auto elsewhere = from.stored_elsewhere.find(way->path);
    if (elsewhere != from.stored_elsewhere.end()) return elsewhere->second;
    return way->Carry(given->second);
}

Finding Judge::JudgeValue(const scenario::ValueIs& expectation, Held& held) {
    const auto wanted = ExpectedOf(expectation, held);
    if (!wanted) return Undecided(expectation.path, "no person has given a value to compare with");
    const std::string expected =
        fmt::format("{} of {} is {}{}", expectation.path, expectation.handle, Quoted(*wanted),
                    expectation.or_absent ? ", or nothing" : "");
    const auto record = Now(held);
    if (!record) return Unknown(expected, record.error());
    const auto* as_edited = std::get_if<scenario::AsEdited>(&expectation.expected);
    const Held* from = as_edited ? &AtIndex(*cast_.Find(as_edited->handle), held.index) : nullptr;
    const Side direction = from ? from->side : Other(held.side);
    if (*record == nullptr) {
        if (held.awaited) return Uncreated(expected, held);
        return Wrong(expected, "the record is gone");
    }
    const Json value = ValueAt(**record, expectation.path);
    const std::string seen = fmt::format("it is {}", Quoted(value));
    const auto own = held.given.find(expectation.path);
    const bool written_here =
        from ? from == &held : own != held.given.end() && scenario::SameValue(own->second, *wanted);
    if (expectation.or_absent && scenario::IsEmptyValue(value))
        return {Verdict::kPass, expected, seen, nullptr, nullptr};
    if (scenario::SameValue(value, *wanted)) {
        if (written_here || expectation.or_absent) return Nothing(expected, seen, held.flow->id);
        return {Verdict::kPass, expected, seen, nullptr, nullptr};
    }
    Finding finding = written_here || expectation.or_absent
                          ? Wrong(expected, seen)
                          : Missing(expected, seen, held.flow->id, direction);
    finding.before = held.as_left;
    finding.after = (*record)->fields;
    return finding;
}

Finding Judge::operator()(const scenario::ValueIs& expectation) {
    Finding last;
    for (Held& held : *cast_.Find(expectation.handle)) {
        last = JudgeValue(expectation, held);
        if (last.verdict != Verdict::kPass) return last;
    }
    return last;
}

Finding Judge::operator()(const scenario::Agree& expectation) {
    if (!expectation.path.empty()) return JudgeAgreement(expectation, expectation.path);
    if (!cast_.plan->pair)
        return Undecided("both sides hold the same value", "the step names no path");
    const Held& first = cast_.Find(expectation.records.front())->front();
    return JudgeAgreement(expectation, PathOn(cast_.plan->pair->pair, first.side));
}

/// All must hold what the first one holds, and that must be what a person last gave one of them.
Finding Judge::JudgeAgreement(const scenario::Agree& expectation, const std::string& path) {
    const std::string expected = "all sides hold the same value, one that a person gave";
    const Held& first = cast_.Find(expectation.records.front())->front();
    const auto first_now = Now(first);
    if (!first_now) return Unknown(expected, first_now.error());
    std::string seen;
    std::string winner;
    bool agree = true;
    for (const std::string& handle : expectation.records) {
        const Held& held = cast_.Find(handle)->front();
        const auto now = Now(held);
        if (!now) return Unknown(expected, now.error());
        if (*now == nullptr || *first_now == nullptr)
            return Wrong(expected, "one of the records is gone");
        const auto there = WayBetween(held, first, path);
        const auto back = there ? WayBetween(first, held, there->path) : std::nullopt;
        if (!back) return Undecided(expected, "nothing that is kept in sync leads to " + handle);
        const Json ours = ValueAt(**first_now, path);
        const Json theirs = ValueAt(**now, there->path);
        seen += fmt::format("{}{} {}", seen.empty() ? "" : ", ", handle, Quoted(theirs));
        agree = agree && (scenario::SameValue(back->Carry(ours).value_or(Json()), theirs) ||
                          scenario::SameValue(there->Carry(theirs).value_or(Json()), ours) ||
                          scenario::SameValue(ours, theirs));
        const auto given = held.given.find(there->path);
        if (given != held.given.end() && scenario::SameValue(given->second, theirs))
            winner = handle;
    }
    if (!agree) return Missing(expected, seen, first.flow->id, Side::kSource);
    if (winner.empty()) return Wrong(expected, seen + ": no edit of a person survived");
    return {Verdict::kPass, expected, seen + ": what " + winner + " was given", nullptr, nullptr};
}

Finding Judge::operator()(const scenario::Unchanged& expectation) {
    const std::string expected = expectation.handle + " is as it was at \"" + expectation.since +
                                 "\", but for what its system manages itself";
    for (const Held& held : *cast_.Find(expectation.handle)) {
        const auto record = Now(held);
        if (!record) return Unknown(expected, record.error());
        if (*record == nullptr && held.awaited) return Uncreated(expected, held);
        if (*record == nullptr) return Wrong(expected, "the record is gone");
        const auto mark = held.at_mark.find(expectation.since);
        if (mark == held.at_mark.end() && !held.made_of.empty())
            return Missing(expected, "the record was created only after the mark", held.flow->id,
                           Other(held.side));
        if (mark == held.at_mark.end())
            return Undecided(expected, "the record was not there at the mark");
        const auto changed =
            ChangedLeaves(mark->second, (*record)->fields, *held.entity, expectation.except);
        if (changed.empty()) continue;
        std::string seen;
        for (const LeafChange& change : changed)
            seen += fmt::format("{}{}: {} became {}", seen.empty() ? "" : "; ", change.path,
                                Quoted(change.before), Quoted(change.after));
        Finding finding = Wrong(expected, seen);
        finding.before = mark->second;
        finding.after = (*record)->fields;
        return finding;
    }
    return Nothing(expected, "no field has changed",
                   cast_.Find(expectation.handle)->front().flow->id);
}

}  // namespace plumb::run
