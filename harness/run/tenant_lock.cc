#include "harness/run/tenant_lock.h"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/ledger/entry.h"

namespace plumb::run {

namespace {

/// What is sent between two syncs, at the slowest rate limits.
constexpr Milliseconds kMostBetweenSyncs = 15 * 60'000;
/// Nobody renews so late that the edit may reach others after the lock has lapsed for them.
constexpr Milliseconds kLatest = 5 * 60'000;
constexpr std::array kSides{Side::kSource, Side::kTarget};

/// nullopt when the profile of the system names no record for it.
std::optional<LockPlace> LockPlaceOn(const World& world, Side side) {
    const auto found = world.systems.find(world.bodies.SystemOn(side));
    if (found == world.systems.end()) return std::nullopt;
    system::System& system = *found->second;
    const target::Profile& profile = system.GetProfile();
    if (!profile.lock) return std::nullopt;
    return LockPlace{side, system, *profile.lock, *profile.FindEntity(profile.lock->entity)};
}

std::vector<system::LockRecord> HoldingAmong(const std::vector<system::Record>& records,
                                             const LockPlace& in) {
    std::vector<system::LockRecord> holding;
    for (const system::Record& record : records) {
        auto lock = system::LockIn(in.form, in.entity, record);
        if (lock && lock->HoldsAt(in.system.Now())) holding.push_back(*std::move(lock));
    }
    return holding;
}

Problem TakenBy(const system::LockRecord& lock, const LockPlace& in) {
    return {fmt::format("{} is taken: {}, says {}", in.system.GetProfile().title,
                        system::WhoseIs(lock), in.system.UrlOf(in.entity, lock.id, "")),
            {},
            system::WhatToDoAbout(lock)};
}

tl::unexpected<Error> Ended(const Problem& problem) {
    return EnvironmentError(problem.message, problem.hint);
}

}  // namespace

bool GoesOn(const LockTimes& ours, const LockTimes& theirs) {
    for (const auto& [system, made_at] : ours) {
        const auto found = theirs.find(system);
        if (found == theirs.end()) continue;
        return made_at && found->second && *made_at < *found->second;
    }
    return theirs.empty();
}

TenantLock::TenantLock(const World& world, std::string host)
    : world_(world), host_(std::move(host)), maker_(world) {
    for (const Side side : kSides) {
        if (const auto on = LockPlaceOn(world, side))
            locks_.emplace(world.bodies.SystemOn(side), Own{*on});
    }
}

Milliseconds TenantLock::TermOf(const World& world) {
    return 2 * (world.sync_deadline + kMostBetweenSyncs);
}

std::string TenantLock::HostName() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "a machine";
    return name.data();
}

bool TenantLock::IsOurs(const system::LockRecord& lock) const {
    return ToLower(lock.run) == ToLower(world_.values.RunTag());
}

std::string TenantLock::TextOf(const Own& own) const {
    return system::LockText(world_.values.RunTag(), own.until, host_,
                            own.place.entity.FieldAt(own.place.form.field).max_length);
}

std::string TenantLock::UrlOf(const Own& own) const {
    return own.place.system.UrlOf(own.place.entity, own.id, "");
}

Status TenantLock::Take() {
    for (const Side side : kSides) {
        const std::string& id = world_.bodies.SystemOn(side);
        if (!locks_.contains(id))
            world_.recorder.Note(fmt::format(
                "nothing keeps a second run out of {}: its profile names no record as `lock`", id));
    }
    for (const auto& [id, own] : locks_) {
        if (Status free = LookAt(own); !free) return free;
    }
    Milliseconds lag = 0;
    for (auto& [id, own] : locks_) {
        if (Status made = Make(own); !made) return made;
        lag = std::max<Milliseconds>(lag, own.place.system.GetProfile().LongestLag());
    }
    world_.clock.Wait(lag);
    return {};
}

Status TenantLock::LookAt(const Own& own) const {
    const auto records =
        own.place.system.List(own.place.entity, {"", "look whether another run is at work"});
    if (!records) return tl::make_unexpected(records.error());
    for (const system::Record& record : *records) {
        const auto lock = system::LockIn(own.place.form, own.place.entity, record);
        if (!lock) continue;
        if (lock->HoldsAt(own.place.system.Now())) return Ended(TakenBy(*lock, own.place));
        NoteLapsed(own, *lock);
    }
    return {};
}

void TenantLock::NoteLapsed(const Own& own, const system::LockRecord& lock) const {
    world_.recorder.Note(fmt::format(
        "{}: the lock of the run {} at {} lapsed at {} and is left where it is; `plumb "
        "cleanup LEDGER` on {} removes what that run has left",
        own.place.system.GetProfile().title, lock.run,
        own.place.system.UrlOf(own.place.entity, lock.id, ""), FormatTime(*lock.until), lock.host));
}

/// A record like any other that matches none, which every data flow must bear; only its text is
/// not.
Json TenantLock::BodyOf(const Own& own) const {
    Held record;
    record.side = own.place.side;
    record.entity = &own.place.entity;
    record.tag = ledger::LockTag(world_.values.RunTag());
    record.persona = world_.values.MakePersona(record.tag);
    Json body = world_.bodies.Unmatched(record);
    Put(body, own.place.form.field, TextOf(own));
    return body;
}

Status TenantLock::Make(Own& own) {
    own.until = own.place.system.Now() + TermOf(world_);
    const auto created = maker_.Create(own.place.side, own.place.entity, BodyOf(own),
                                       {"", "say that this run is at work"});
    if (!created) return tl::make_unexpected(created.error());
    if (const auto* refused = std::get_if<system::Refused>(&*created))
        return EnvironmentError(
            fmt::format("{} refuses the record that says that this run is at work: {}",
                        own.place.system.GetProfile().title, refused->message),
            "it would refuse the records of the cases too; docs/live.md tells what tenants need");
    own.id = std::get<system::Record>(*created).id;
    return {};
}

void TenantLock::See(const Place& place, const std::vector<system::Record>& records) {
    const auto found = locks_.find(place.first);
    if (found == locks_.end() || found->second.place.entity.id != place.second) return;
    Own& own = found->second;
    own.seen = HoldingAmong(records, own.place);
}

/// Data flows may make copies: the first of them counts.
LockTimes TenantLock::TimesOf(const std::string& run) const {
    LockTimes times;
    for (const auto& [system, own] : locks_) {
        for (const system::LockRecord& lock : own.seen) {
            if (ToLower(lock.run) != ToLower(run)) continue;
            const auto [place, is_new] = times.try_emplace(system, lock.made_at);
            if (is_new || !place->second) continue;
            place->second = lock.made_at ? std::min(place->second, lock.made_at) : std::nullopt;
        }
    }
    return times;
}

Status TenantLock::Confirm() {
    const LockTimes ours = TimesOf(world_.values.RunTag());
    for (const auto& [system, own] : locks_) {
        if (!ours.contains(system))
            return EnvironmentError(
                fmt::format("{}: the lock of this run was made and is in no list: another one's "
                            "could not be seen either",
                            own.place.system.GetProfile().title),
                "raise read_after_write_ms in its profile to how long a new record takes to show");
    }
    for (const auto& [system, own] : locks_) {
        for (const system::LockRecord& lock : own.seen) {
            if (IsOurs(lock)) continue;
            if (lock.run.empty() || !GoesOn(ours, TimesOf(lock.run)))
                return Ended(TakenBy(lock, own.place));
        }
    }
    for (const auto& [system, own] : locks_) {
        world_.recorder.Note(fmt::format(
            "{}: no other run may be at work until {}, says {}; this is renewed before syncs",
            own.place.system.GetProfile().title, FormatTime(own.until), UrlOf(own)));
    }
    return {};
}

Status TenantLock::Renew() {
    for (auto& [system, own] : locks_) {
        if (Status renewed = RenewOne(own); !renewed) return renewed;
    }
    return {};
}

Status TenantLock::RenewOne(Own& own) {
    const auto record = own.place.system.Read(own.place.entity, own.id, "",
                                              {"", "see that this run's lock is there"});
    if (!record) return tl::make_unexpected(record.error());
    const auto lock =
        *record ? system::LockIn(own.place.form, own.place.entity, **record) : std::nullopt;
    if (!lock) return Lost(own, "is gone");
    if (!IsOurs(*lock)) return Lost(own, "is another run's by now: " + system::WhoseIs(*lock));
    const Milliseconds left = own.until - own.place.system.Now();
    if (left < kLatest)
        return Lost(
            own, "was not renewed in time",
            "its system's clock has jumped, or a sync took longer than it may: repair that, "
            "then run again");
    return left < TermOf(world_) / 2 ? Extend(own, **record) : Status();
}

Status TenantLock::Extend(Own& own, const system::Record& record) {
    const Milliseconds before = std::exchange(own.until, own.place.system.Now() + TermOf(world_));
    world_.budget.TakeRegardless();
    const auto updated = own.place.system.Update(own.place.entity, record,
                                                 {{own.place.form.field, Json(TextOf(own))}},
                                                 {"", "renew this run's lock"});
    if (updated && std::holds_alternative<system::Record>(*updated)) return {};
    own.until = before;
    if (!updated) return tl::make_unexpected(updated.error());
    const auto* refused = std::get_if<system::Refused>(&*updated);
    return Lost(own, refused == nullptr ? "is gone" : "may not be renewed: " + refused->message);
}

tl::unexpected<Error> TenantLock::Lost(const Own& own, const std::string& how,
                                       const std::string& hint) const {
    return EnvironmentError(
        fmt::format("{}: the lock of this run at {} {}: another run may be at work",
                    own.place.system.GetProfile().title, UrlOf(own), how),
        hint);
}

Result<std::optional<Problem>> FindOtherRun(const World& world) {
    const std::string ours = ToLower(world.values.RunTag());
    for (const Side side : kSides) {
        const auto in = LockPlaceOn(world, side);
        if (!in) continue;
        const auto records =
            in->system.List(in->entity, {"", "look whether another run is at work"});
        if (!records) return tl::make_unexpected(records.error());
        for (const system::LockRecord& lock : HoldingAmong(*records, *in)) {
            if (ToLower(lock.run) != ours) return TakenBy(lock, *in);
        }
    }
    return std::nullopt;
}

}  // namespace plumb::run
