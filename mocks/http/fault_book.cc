#include "mocks/http/fault_book.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "mocks/http/fault_verdict.h"

namespace plumb::mocks::http {

namespace {

constexpr const char* kRefused = "connections refused from here on";
constexpr const char* kTakenAgain = "connections taken again";

bool NamesRecord(const Request& request, const std::string& record) {
    return std::ranges::find(request.path, record) != request.path.end() ||
           IdInBody(request) == record;
}

bool Contains(const Request& request, const std::string& text) {
    return request.target.find(text) != std::string::npos ||
           request.body.find(text) != std::string::npos;
}

bool Fits(const FaultMatch& match, const Service& service, const Request& request, Client client) {
    if (match.client && *match.client != client) return false;
    if (!match.system.empty() && match.system != service.system) return false;
    if (!match.method.empty() && match.method != request.method) return false;
    if (!match.path.empty() && !PathFits(match.path, request.path)) return false;
    if (!match.record.empty() && !NamesRecord(request, match.record)) return false;
    return match.contains.empty() || Contains(request, match.contains);
}

bool Fits(const Fault& fault, const Service& service, const Request& request, Client client) {
    if (IsWindow(fault.verdict) || !Fits(fault.match, service, request, client)) return false;
    const auto operation = OperationOf(service.operations, request);
    if (!operation) return !fault.match.operation && fault.match.entity.empty();
    if (fault.match.operation && *fault.match.operation != operation->kind) return false;
    if (!fault.match.entity.empty() && fault.match.entity != operation->entity) return false;
    return CanMeet(fault.verdict, *operation);
}

}  // namespace

Clock& FaultBook::ClockOf(const std::string& system) {
    const std::lock_guard lock(mutex_);
    auto& clock = clocks_[system];
    if (clock == nullptr) clock = std::make_unique<SkewedClock>(clock_);
    return *clock;
}

void FaultBook::Know(std::shared_ptr<const Service> service, std::weak_ptr<Server> server) {
    const std::lock_guard lock(mutex_);
    known_.push_back({std::move(service), std::move(server)});
}

std::vector<KnownSystem> FaultBook::Systems() const {
    const std::lock_guard lock(mutex_);
    std::vector<KnownSystem> systems;
    for (const Known& known : known_) {
        http::Know(systems, known.service->system, known.service->operations);
    }
    return systems;
}

Result<std::string> FaultBook::Set(const yaml::Node& written) {
    std::vector<Problem> problems;
    const Fault fault = ReadFault(written, Systems(), problems);
    if (!problems.empty()) return InputError(std::move(problems));
    return Add(fault);
}

Status FaultBook::SetAll(const yaml::Node& file) {
    std::vector<Problem> problems;
    const std::vector<Fault> faults = ReadFaults(file, Systems(), problems);
    if (!problems.empty()) return InputError(std::move(problems));
    for (const Fault& fault : faults) Add(fault);
    return {};
}

std::string FaultBook::Add(const Fault& fault) {
    std::string id;
    {
        const std::lock_guard lock(mutex_);
        entries_.push_back(MakeEntry(fault));
        Entry& entry = entries_.back();
        id = entry.id;
        if (entry.refuses) LogWindow(entry, entry.since, kRefused);
        any_ = true;
        SkewClocks();
    }
    if (std::holds_alternative<fault::Refuse>(fault.verdict)) Refuse(fault.match.system);
    return id;
}

FaultBook::Entry FaultBook::MakeEntry(const Fault& fault) {
    Entry entry;
    entry.id = fmt::format("f{}", ++last_id_);
    entry.fault = fault;
    entry.since = clock_.Now();
    entry.random.seed(fault.match.seed);
    entry.refuses = std::holds_alternative<fault::Refuse>(fault.verdict);
    if (std::holds_alternative<fault::StaleRead>(fault.verdict)) Freeze(entry);
    return entry;
}

void FaultBook::Freeze(Entry& entry) const {
    for (const Known& known : known_) {
        const std::string& system = entry.fault.match.system;
        const bool wanted = system.empty() || system == known.service->system;
        if (wanted && known.service->freeze)
            entry.frozen[known.service.get()] = known.service->freeze();
    }
}

/// "" for those of all systems.
std::vector<std::shared_ptr<Server>> FaultBook::ServersOf(const std::string& system) {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Server>> servers;
    for (const Known& known : known_) {
        if (!system.empty() && known.service->system != system) continue;
        if (auto server = known.server.lock()) servers.push_back(std::move(server));
    }
    return servers;
}

/// Servers ask back at any time, so the book is not locked while they are told.
void FaultBook::Refuse(const std::string& system) {
    for (const auto& server : ServersOf(system))
        server->Refuse([this, system] { return IsRefusing(system); });
}

/// Whoever has removed a fault may call at once.
void FaultBook::RefuseNoMore() {
    for (const auto& server : ServersOf("")) server->AskWhetherStillRefusing();
}

bool FaultBook::IsRefusing(const std::string& system) {
    const std::lock_guard lock(mutex_);
    const Milliseconds now = clock_.Now();
    bool refusing = false;
    for (Entry& entry : entries_) {
        if (entry.fault.match.system != system) continue;
        if (now >= EndOfWindow(entry)) EndRefusal(entry);
        refusing = refusing || entry.refuses;
    }
    return refusing;
}

/// Never, for one that lasts until the fault is removed.
Milliseconds FaultBook::EndOfWindow(const Entry& entry) {
    const auto* refuse = std::get_if<fault::Refuse>(&entry.fault.verdict);
    const bool ends_by_itself = refuse != nullptr && refuse->ms;
    return ends_by_itself ? entry.since + *refuse->ms : std::numeric_limits<Milliseconds>::max();
}

void FaultBook::EndRefusal(Entry& entry) {
    if (!entry.refuses) return;
    entry.refuses = false;
    LogWindow(entry, std::min(clock_.Now(), EndOfWindow(entry)), kTakenAgain);
}

/// Nobody sees who is refused: the log tells between which of its requests it was.
void FaultBook::LogWindow(const Entry& entry, Milliseconds at, const char* event) {
    log_.Add({.at = at,
              .system = entry.fault.match.system,
              .client = Client::kOther,
              .event = event,
              .faults = {entry.id}});
}

/// Of several skews of one system the last one that was set counts.
void FaultBook::SkewClocks() {
    for (const auto& [system, clock] : clocks_) {
        Milliseconds skew = 0;
        for (const Entry& entry : entries_) {
            const auto* asked = std::get_if<fault::ClockSkew>(&entry.fault.verdict);
            if (asked != nullptr && entry.fault.match.system == system) skew = asked->ms;
        }
        clock->SetSkew(skew);
    }
}

std::optional<nlohmann::json> FaultBook::Remove(const std::string& id) {
    nlohmann::json removed;
    {
        const std::lock_guard lock(mutex_);
        const auto entry = std::ranges::find(entries_, id, &Entry::id);
        if (entry == entries_.end()) return std::nullopt;
        removed = Describe(*entry);
        EndRefusal(*entry);
        entries_.erase(entry);
        any_ = !entries_.empty();
        SkewClocks();
    }
    RefuseNoMore();
    return removed;
}

void FaultBook::Clear() {
    {
        const std::lock_guard lock(mutex_);
        for (Entry& entry : entries_) EndRefusal(entry);
        entries_.clear();
        any_ = false;
        SkewClocks();
    }
    RefuseNoMore();
}

nlohmann::json FaultBook::Describe() const {
    const std::lock_guard lock(mutex_);
    nlohmann::json all = nlohmann::json::array();
    for (const Entry& entry : entries_) all.push_back(Describe(entry));
    return all;
}

nlohmann::json FaultBook::Describe(const Entry& entry) {
    nlohmann::json one = ToJson(entry.fault);
    one["id"] = entry.id;
    one["fitting"] = entry.fitting;
    one["met"] = entry.met;
    return one;
}

/// Counts the request, which fits, and says whether it is one of those that are met.
bool FaultBook::Falls(Entry& entry) {
    const FaultMatch& match = entry.fault.match;
    const int place = ++entry.fitting;
    if (place < match.nth || (match.times > 0 && entry.met >= match.times)) return false;
    if (match.chance >= 1) return true;
    return std::uniform_real_distribution<double>(0, 1)(entry.random) < match.chance;
}

FaultBook::Met FaultBook::MetBy(Entry& entry, const Service& service, const std::string& token) {
    ++entry.met;
    const bool ends_token = std::holds_alternative<fault::ExpiredToken>(entry.fault.verdict);
    if (ends_token && !token.empty()) entry.ended_tokens.insert(token);
    const auto frozen = entry.frozen.find(&service);
    return {entry.id, entry.fault.verdict,
            frozen == entry.frozen.end() ? Server::Handler() : frozen->second};
}

FaultBook::Meeting FaultBook::Meet(const Service& service, const Request& request, Client client) {
    Meeting meeting;
    if (!any_) return meeting;
    const std::lock_guard lock(mutex_);
    const std::string token(request.Header("authorization"));
    for (Entry& entry : entries_) {
        const bool falls = (Fits(entry.fault, service, request, client) && Falls(entry)) ||
                           entry.ended_tokens.contains(token);
        if (!falls) continue;
        if (std::holds_alternative<fault::LostItem>(entry.fault.verdict)) {
            meeting.losses.push_back({entry.id, entry.fault.verdict, {}});
        } else if (!meeting.decisive) {
            meeting.decisive = MetBy(entry, service, token);
        }
    }
    return meeting;
}

void FaultBook::CountLoss(const std::string& fault) {
    const std::lock_guard lock(mutex_);
    const auto entry = std::ranges::find(entries_, fault, &Entry::id);
    if (entry != entries_.end()) ++entry->met;
}

}  // namespace plumb::mocks::http
