#include "harness/run/state.h"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::run {

void State::NoteFault(const std::string& id) {
    const std::lock_guard lock(mutex_);
    faults_.insert(id);
}

bool State::HasStranger(const std::vector<std::string>& faults) const {
    return std::ranges::any_of(faults,
                               [&](const std::string& id) { return !faults_.contains(id); });
}

/// Of a sync that did not fail no fault is asked: the data flow has coped, and says so. A rate
/// limit is another thing: who keeps to it may be done without having done all.
Status State::NoteDisturbance(dataflow::SyncReport& report) {
    if (world_.admins.empty()) {
        const std::string own = OwnThrottling();
        if (report.disturbance.empty())
            report.disturbance = report.throttled.empty() ? own : report.throttled;
        return {};
    }
    const auto met = world_.admins.begin()->second->DisturbedRequests(last_request_);
    if (!met) return tl::make_unexpected(met.error());
    for (const system::LoggedRequest& one : *met) met_.insert(one.faults.begin(), one.faults.end());
    if (std::ranges::any_of(*met, [&](const auto& one) { return HasStranger(one.faults); }))
        last_strange_ = Barrier();
    for (const system::LoggedRequest& request : *met) {
        if (request.status != 429 || !request.faults.empty()) continue;
        report.disturbance =
            fmt::format("the rate limit of {} turned {} {} away (429), for which no step had asked",
                        request.system, request.method, request.path);
        return {};
    }
    if (report.end != dataflow::SyncEnd::kFailed) return {};
    for (const system::LoggedRequest& request : *met) {
        const auto stranger = std::ranges::find_if(
            request.faults, [&](const std::string& id) { return !faults_.contains(id); });
        if (stranger == request.faults.end()) continue;
        report.disturbance =
            fmt::format("no step had asked for the fault {}, which {} {} of {} met", *stranger,
                        request.method, request.path, request.system);
        return {};
    }
    return {};
}

/// What the harness met itself since the last sync, with keys that the data flow may share.
std::string State::OwnThrottling() {
    std::string told;
    for (const auto& [id, system] : world_.systems) {
        const int times = system->TimesThrottled();
        if (times > throttled_[id] && told.empty())
            told = fmt::format(
                "{} asked Plumb itself to slow down (429), with keys that the data "
                "flow may share",
                id);
        throttled_[id] = times;
    }
    return told;
}

std::string State::DisturbanceSince(int first) const {
    for (int number = std::max(1, first); number <= Barrier(); ++number) {
        const dataflow::SyncReport& report = ReportOf(number);
        if (report.disturbance.empty()) continue;
        if (report.end != dataflow::SyncEnd::kFailed)
            return fmt::format("in sync {} {}", number, report.disturbance);
        return fmt::format("sync {} failed ({}), and {}", number, report.detail,
                           report.disturbance);
    }
    return "";
}

Status State::Begin() {
    std::set<std::string> logs;
    for (const auto& [id, admin] : world_.admins) {
        const auto end = admin->EndOfLog();
        if (!end) return tl::make_unexpected(end.error());
        logs.insert(end->log);
        last_request_ = std::max(last_request_, end->last);
    }
    if (logs.size() > 1)
        return EnvironmentError("the target's systems are served by mocks that keep separate logs",
                                "take all systems from the one line that `plumb mock` prints");
    return {};
}

Status State::Advance(dataflow::SyncReport report) {
    reports_.push_back(std::move(report));
    last_requests_.push_back(last_request_);
    last_sync_ = WriteMark();
    return Take();
}

Status State::GoOn(dataflow::SyncReport report) {
    dataflow::SyncReport before = std::exchange(reports_.back(), std::move(report));
    dataflow::SyncReport& whole = reports_.back();
    if (whole.disturbance.empty()) whole.disturbance = std::move(before.disturbance);
    if (whole.throttled.empty()) whole.throttled = std::move(before.throttled);
    whole.evidence.insert(whole.evidence.begin(), std::make_move_iterator(before.evidence.begin()),
                          std::make_move_iterator(before.evidence.end()));
    return Take();
}

void State::Remark(const std::string& text) {
    std::string& detail = reports_.back().detail;
    detail += (detail.empty() ? "" : "; ") + text;
}

/// Forgets what was read, and takes what the logs have to tell of the last sync.
Status State::Take() {
    if (Status noted = NoteDisturbance(reports_.back()); !noted) return noted;
    singly_.clear();
    single_.clear();
    records_.clear();
    texts_.clear();
    links_.clear();
    std::uint64_t last = last_request_;
    const std::size_t known = writes_.size();
    for (const auto& [id, admin] : world_.admins) {
        auto log = admin->WritesSince(last_request_, id);
        if (!log) return tl::make_unexpected(log.error());
        last = std::max(last, log->last);
        if (log->dropped > last_request_) log_is_complete_ = false;
        std::ranges::move(log->writes, std::back_inserter(writes_));
    }
    std::ranges::sort(writes_.begin() + static_cast<std::ptrdiff_t>(known), writes_.end(), {},
                      &system::LoggedWrite::number);
    last_request_ = last;
    last_requests_.back() = last;
    return {};
}

State::Writes State::WritesSince(std::size_t mark) const {
    return Writes(writes_).subspan(std::max(mark, forgotten_) - forgotten_);
}

void State::ForgetWrites() {
    const std::size_t old = last_sync_ - forgotten_;
    writes_.erase(writes_.begin(), writes_.begin() + static_cast<std::ptrdiff_t>(old));
    forgotten_ = last_sync_;
}

void State::Expect(const Needs& needs) {
    const std::lock_guard lock(mutex_);
    if (!world_.rations_requests) return;
    for (const auto& [place, need] : needs) {
        const system::System& system = *world_.systems.at(place.first);
        const target::Entity* entity = system.GetProfile().FindEntity(place.second);
        const auto there = system.LastCount(*entity);
        if (!need.list && there && need.records < entity->PagesOf(*there)) singly_.insert(place);
    }
}

Result<const system::Record*> State::RecordOf(const Held& held, const std::string& case_id) {
    const std::lock_guard lock(mutex_);
    if (held.record.id.empty()) return nullptr;
    if (singly_.contains({world_.bodies.SystemOn(held.side), held.entity->id}))
        return SingleLocked(held, case_id);
    const auto records = RecordsLocked(held.side, *held.entity);
    if (!records) return tl::make_unexpected(records.error());
    const auto found = (*records)->find(held.record.id);
    return found == (*records)->end() ? nullptr : &found->second;
}

/// A system may answer for a record that is gone with the one that has taken its place.
Result<const system::Record*> State::SingleLocked(const Held& held, const std::string& case_id) {
    const std::string& id = held.record.id;
    const Place place(world_.bodies.SystemOn(held.side), held.entity->id);
    auto known = single_.find({place, id});
    if (known == single_.end()) {
        auto now = world_.SystemOn(held.side).Read(
            *held.entity, id, held.record.parent,
            {case_id, "read one of " + held.entity->id + " after a sync"});
        if (!now) return tl::make_unexpected(now.error());
        if (*now && (*now)->id != id) now->reset();
        known = single_.emplace(std::pair(place, id), *std::move(now)).first;
    }
    return known->second ? &*known->second : nullptr;
}

Result<const State::Records*> State::RecordsOf(Side side, const target::Entity& entity) {
    const std::lock_guard lock(mutex_);
    return RecordsLocked(side, entity);
}

Result<const State::Records*> State::RecordsLocked(Side side, const target::Entity& entity) {
    const auto key = std::pair(world_.bodies.SystemOn(side), entity.id);
    const auto known = records_.find(key);
    if (known != records_.end()) return &known->second;
    auto list = world_.SystemOn(side).List(entity, {"", "list " + entity.id + " after a sync"});
    if (!list) return tl::make_unexpected(list.error());
    Records& records = records_[key];
    for (system::Record& record : *list) records.emplace(record.id, std::move(record));
    return &records;
}

Result<const State::Texts*> State::TextsOf(Side side, const target::Entity& entity) {
    const std::lock_guard lock(mutex_);
    const auto records = RecordsLocked(side, entity);
    if (!records) return tl::make_unexpected(records.error());
    const auto [place, is_new] =
        texts_.try_emplace(std::pair(world_.bodies.SystemOn(side), entity.id));
    if (is_new) {
        for (const auto& [id, record] : **records)
            place->second.emplace(id, ToLower(Dump(record.fields)));
    }
    return &place->second;
}

Result<const dataflow::Links*> State::LinksOf(const checklist::Flow& flow) {
    const std::lock_guard lock(mutex_);
    const auto known = links_.find(flow.id);
    if (known != links_.end()) return &known->second;
    auto links = world_.driver.ReadLinks(flow.source, flow.target);
    if (!links) return tl::make_unexpected(links.error());
    return &(links_[flow.id] = std::move(*links));
}

}  // namespace plumb::run
