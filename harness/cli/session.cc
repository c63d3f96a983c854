#include "harness/cli/session.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/mentions.h"
#include "harness/base/version.h"
#include "harness/cli/http_clients.h"
#include "harness/cli/tenant_clock.h"
#include "harness/dataflow/make_driver.h"
#include "harness/system/mock_admin.h"
#include "harness/system/system.h"

namespace plumb::cli {

using target::Capability;

namespace {

Milliseconds LongestReadLag(const Session::Parts& parts) {
    Milliseconds longest = 0;
    for (const target::Profile& profile : parts.profiles) {
        if (parts.target.FindSystem(profile.id) != nullptr)
            longest = std::max<Milliseconds>(longest, profile.LongestLag());
    }
    return longest;
}

}  // namespace

class Session::Impl final {
  public:
    explicit Impl(const Parts& parts)
        : secrets_(parts.target.secrets),
          recorder_(parts.journal, secrets_, wall_clock_),
          values_(parts.seed, parts.run_id, parts.target.address_domain),
          bodies_(parts.checklist, parts.profiles, values_),
          own_ledger_(parts.ledger == nullptr ? ledger::Ledger::InMemory({parts.run_id, "", "", ""})
                                              : nullptr),
          ledger_(parts.ledger == nullptr ? *own_ledger_ : *parts.ledger),
          budget_(parts.target.safety ? parts.target.safety->write_budget : std::nullopt) {}

    Status Connect(const Parts& parts) {
        auto clients =
            HttpClients::Make(parts.target, fmt::format("plumb/{} run/{}", kVersion, parts.run_id));
        if (!clients) return tl::make_unexpected(clients.error());
        clients_.emplace(*std::move(clients));
        for (const target::SystemAccess& access : parts.target.systems) {
            if (access.admin)
                admins_.emplace(access.id, std::make_unique<system::MockAdmin>(
                                               *access.admin, clients_->Of(access.id)));
        }
        if (Status chosen = ChooseClock(); !chosen) return chosen;
        ConnectSystems(parts);
        if (Status connected = ConnectDriver(parts); !connected) return connected;
        MakeWorld(parts);
        return {};
    }

    const run::World& GetWorld() const { return *world_; }
    run::Recorder& GetRecorder() { return recorder_; }
    dataflow::Driver& GetDriver() { return *driver_; }

  private:
    Status ChooseClock() {
        if (admins_.empty()) return {};
        system::MockAdmin& admin = *admins_.begin()->second;
        const auto is_virtual = admin.HasVirtualClock();
        if (!is_virtual) return tl::make_unexpected(is_virtual.error());
        if (*is_virtual) tenant_clock_ = std::make_unique<TenantClock>(admin, wall_clock_);
        return {};
    }

    Clock& GetClock() { return tenant_clock_ ? static_cast<Clock&>(*tenant_clock_) : wall_clock_; }

    void ConnectSystems(const Parts& parts) {
        for (const target::Profile& profile : parts.profiles) {
            const target::SystemAccess* access = parts.target.FindSystem(profile.id);
            if (access == nullptr) continue;
            systems_.emplace(profile.id, std::make_unique<system::System>(
                                             profile, *access, clients_->Of(profile.id), GetClock(),
                                             [this](journal::Exchange exchange) {
                                                 return recorder_.Add(std::move(exchange));
                                             }));
        }
    }

    Status ConnectDriver(const Parts& parts) {
        std::function<std::uint64_t()> writes;
        if (parts.target.IsMock() && !admins_.empty()) {
            writes = [this] { return admins_.begin()->second->DataFlowWrites().value_or(0); };
        }
        auto driver = dataflow::MakeDriver(
            parts.target,
            {clients_->OfDataflow(), GetClock(), parts.checklist_path, std::move(writes),
             parts.interrupt, LongestReadLag(parts), NamesOurs(parts)});
        if (!driver) return tl::make_unexpected(driver.error());
        driver_ = std::move(*driver);
        return {};
    }

    /// On mocks everything is the run's.
    std::function<bool(std::string_view)> NamesOurs(const Parts& parts) const {
        if (parts.target.IsMock()) return {};
        return [this](std::string_view text) {
            if (text.find(values_.RunTag()) != std::string_view::npos) return true;
            return std::ranges::any_of(ledger_.Entries(), [&](const ledger::Entry& entry) {
                return Mentions(text, entry.id);
            });
        };
    }

    void MakeWorld(const Parts& parts) {
        target::Capabilities capabilities = driver_->GetCapabilities();
        if (parts.target.IsMock()) capabilities.insert(Capability::kWriteLog);
        if (tenant_clock_) capabilities.insert(Capability::kClock);
        world_.reset(new run::World{parts.checklist,
                                    parts.profiles,
                                    {},
                                    {},
                                    *driver_,
                                    capabilities,
                                    GetClock(),
                                    recorder_,
                                    values_,
                                    bodies_,
                                    ledger_,
                                    budget_});
        for (const auto& [id, one] : systems_) world_->systems[id] = one.get();
        for (const auto& [id, one] : admins_) world_->admins[id] = one.get();
        world_->page_limit = parts.page_limit;
        world_->rations_requests = !parts.target.IsMock();
        world_->runs_by_itself =
            std::holds_alternative<target::UnattendedDataflow>(parts.target.dataflow);
        for (const auto& [id, one] : systems_) one->ShareLimits(world_->runs_by_itself);
        world_->is_exclusive = parts.target.safety && parts.target.safety->exclusive;
    }

    WallClock wall_clock_;
    Secrets secrets_;
    run::Recorder recorder_;
    run::ValueMaker values_;
    run::BodyMaker bodies_;
    std::unique_ptr<ledger::Ledger> own_ledger_;
    ledger::Ledger& ledger_;
    run::WriteBudget budget_;
    std::optional<HttpClients> clients_;
    std::map<std::string, std::unique_ptr<system::MockAdmin>> admins_;
    std::unique_ptr<TenantClock> tenant_clock_;
    std::map<std::string, std::unique_ptr<system::System>> systems_;
    std::unique_ptr<dataflow::Driver> driver_;
    std::unique_ptr<run::World> world_;
};

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::Connect(const Parts& parts) {
    auto impl = std::make_unique<Impl>(parts);
    if (Status connected = impl->Connect(parts); !connected)
        return tl::make_unexpected(connected.error());
    return std::unique_ptr<Session>(new Session(std::move(impl)));
}

const run::World& Session::GetWorld() const {
    return impl_->GetWorld();
}
run::Recorder& Session::GetRecorder() {
    return impl_->GetRecorder();
}
Status Session::CheckDataflow() {
    return impl_->GetDriver().Check();
}
dataflow::Identity Session::IdentifyDataflow() {
    return impl_->GetDriver().Identify();
}
std::string Session::DescribeDataflow() {
    return impl_->GetDriver().Describe();
}

target::Capabilities Offers(const target::Target& target, bool virtual_clock) {
    target::Capabilities offers;
    if (target.IsMock()) offers.insert({Capability::kWriteLog, Capability::kFaults});
    if (virtual_clock) offers.insert(Capability::kClock);
    if (const auto* sesam = std::get_if<target::SesamDataflow>(&target.dataflow)) {
        if (!sesam->links_dataset.empty()) offers.insert(Capability::kLinks);
        if (sesam->may_restart) offers.insert(Capability::kRestart);
    }
    if (const auto* command = std::get_if<target::CommandDataflow>(&target.dataflow)) {
        if (command->links) offers.insert(Capability::kLinks);
        if (command->restart) offers.insert(Capability::kRestart);
    }
    return offers;
}

}  // namespace plumb::cli
