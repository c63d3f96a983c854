#include "harness/cli/embedded.h"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <map>

#include "harness/base/ids.h"
#include "harness/base/json_path.h"
#include "harness/cli/installation.h"
#include "harness/cli/pump_schedule.h"
#include "harness/yaml/fields.h"
#include "mocks/contract/watch.h"
#include "mocks/poweroffice/poweroffice.h"
#include "mocks/sesam/start.h"
#include "mocks/youtrack/start.h"

namespace plumb::cli {

namespace {

/// The flows that the reference data flow can run: those whose entities have a connector. The
/// others are planned as skipped, and say so.
checklist::Checklist Runnable(checklist::Checklist checklist) {
    const auto known = [](const std::string& system, const std::string& entity) {
        return (system == "youtrack" && entity == "users") ||
               (system == "poweroffice-go" && (entity == "customers" || entity == "contactperson"));
    };
    std::erase_if(checklist.flows, [&](const checklist::Flow& flow) {
        return !known(checklist.source, flow.source) || !known(checklist.target, flow.target);
    });
    return checklist;
}

}  // namespace

namespace {

/// A contact person is made below a customer, and no document says below which: a node that has to
/// make some is given one. "" where it need not.
std::string ParentOfNewContacts(const checklist::Checklist& checklist,
                                mocks::poweroffice::PowerOffice& poweroffice) {
    const bool makes_some = std::ranges::any_of(checklist.flows, [&](const auto& flow) {
        return checklist.target == "poweroffice-go" && flow.target == "contactperson" &&
               flow.create && std::holds_alternative<checklist::CreateAlways>(*flow.create);
    });
    if (!makes_some) return "";
    return poweroffice.AddCustomer(
        {{"Name", "Contact persons without a customer"}, {"InvoiceDeliveryType", "Print"}});
}

}  // namespace

struct Embedded::Parts {
    explicit Parts(mocks::http::MockClock::Kind clock) : tenant(clock) {}

    mocks::http::Tenant tenant;
    std::shared_ptr<mocks::contract::Watch> watch;  // the servers' too; null when nobody looks
    mocks::youtrack::YouTrack youtrack;
    std::unique_ptr<mocks::poweroffice::PowerOffice> poweroffice;
    std::optional<mocks::sesam::Sesam> sesam;
    std::unique_ptr<PumpSchedule> schedule;
};

namespace {

using mocks::contract::Watch;

Result<std::shared_ptr<Watch>> WatchTenant(mocks::http::Tenant& tenant) {
    const auto installation = Installation::Find();
    if (!installation) return tl::make_unexpected(installation.error());
    auto contract = mocks::contract::Contract::ReadShipped(installation->Specs().string());
    if (!contract) return tl::make_unexpected(contract.error());
    auto watch = std::make_shared<Watch>(std::move(*contract));
    tenant.contract = [watch](std::string_view system, const auto& request, const auto* answer) {
        return watch->See(system, request, answer);
    };
    return watch;
}

}  // namespace

namespace {

/// A port is one server's; 0 is any free one. Only what the file says can be wrong in it.
void CheckPorts(const yaml::Node& settings, std::vector<Problem>& problems) {
    std::map<std::string, Place> seen;
    for (const char* system : {"youtrack", "poweroffice-go"}) {
        for (const char* name : {"port", "v1_port", "admin_port"}) {
            const yaml::Node* of = settings.Find(system);
            const yaml::Node* port = of == nullptr ? nullptr : of->Find(name);
            if (port == nullptr || !port->IsScalar() || port->text == "0") continue;
            const auto [first, is_new] = seen.emplace(port->text, port->place);
            if (is_new) continue;
            problems.push_back({fmt::format("port {} is another server's already", port->text),
                                port->place,
                                fmt::format("it stands first in line {}", first->second.line)});
        }
    }
}

Status TakeMockSettings(const yaml::Node& node, EmbeddedOptions& options) {
    std::vector<Problem> problems;
    yaml::Fields fields(node, "the settings of the mocks", problems);
    if (const yaml::Node* youtrack = fields.Optional("youtrack"))
        options.youtrack = mocks::youtrack::ReadSettings(*youtrack, problems);
    if (const yaml::Node* poweroffice = fields.Optional("poweroffice-go"))
        options.poweroffice = mocks::poweroffice::ReadSettings(*poweroffice, problems);
    CheckPorts(node, problems);
    fields.Finish();
    if (!problems.empty()) return InputError(std::move(problems));
    return {};
}

}  // namespace

Status ReadMockSettings(const std::string& path, EmbeddedOptions& options) {
    const auto node = yaml::ParseFile(path);
    if (!node) return tl::make_unexpected(node.error());
    return TakeMockSettings(*node, options);
}

Status ParseMockSettings(const std::string& text, const std::string& origin,
                         EmbeddedOptions& options) {
    const auto node = yaml::Parse(text, origin);
    if (!node) return tl::make_unexpected(node.error());
    return TakeMockSettings(*node, options);
}

namespace {

Status SetRules(const std::vector<Json>& rules, mocks::http::FaultBook& book) {
    for (const Json& rule : rules) {
        const auto node = yaml::Parse(Dump(rule), "a fault");
        if (!node) return tl::make_unexpected(node.error());
        if (const auto set = book.Set(*node); !set) return tl::make_unexpected(set.error());
    }
    return {};
}

Status SetFaults(const std::string& path, mocks::http::FaultBook& book) {
    const auto node = yaml::ParseFile(path);
    if (!node) return tl::make_unexpected(node.error());
    return book.SetAll(*node);
}

}  // namespace

Embedded::Embedded(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Embedded::~Embedded() = default;

Result<std::unique_ptr<Embedded>> Embedded::Start(const checklist::Checklist& checklist,
                                                  const EmbeddedOptions& options) {
    auto parts = std::make_unique<Parts>(options.clock);
    parts->tenant.neighbours = options.neighbours;
    if (!options.host.empty()) parts->tenant.host = options.host;
    if (options.contract) {
        auto watch = WatchTenant(parts->tenant);
        if (!watch) return tl::make_unexpected(watch.error());
        parts->watch = *std::move(watch);
    }
    if (!options.tls.certificate.empty()) {
        auto tls = mocks::http::Tls::Load(options.tls);
        if (!tls) return tl::make_unexpected(tls.error());
        parts->tenant.tls = *std::move(tls);
    }
    auto youtrack = mocks::youtrack::StartYouTrack(parts->tenant, options.youtrack);
    if (!youtrack) return tl::make_unexpected(youtrack.error());
    parts->youtrack = std::move(*youtrack);

    auto poweroffice = mocks::poweroffice::StartPowerOffice(parts->tenant, options.poweroffice);
    if (!poweroffice) return tl::make_unexpected(poweroffice.error());
    parts->poweroffice = std::move(*poweroffice);

    if (!options.faults.empty()) {
        if (Status set = SetFaults(options.faults, parts->tenant.faults); !set)
            return tl::make_unexpected(set.error());
    }
    if (Status set = SetRules(options.fault_rules, parts->tenant.faults); !set)
        return tl::make_unexpected(set.error());
    if (options.with_sesam) {
        const auto& connection = parts->poweroffice->GetConnection();
        mocks::sesam::Options sesam_options;
        sesam_options.checklist = Runnable(checklist);
        if (sesam_options.checklist.flows.empty()) {
            return InputError(
                fmt::format("the built-in servers have the entities of no flow of '{}'",
                            checklist.title),
                {},
                "they have youtrack users, and poweroffice-go customers and contactperson; "
                "`plumb plan` says what the other flows need");
        }
        sesam_options.youtrack = {parts->youtrack.server->Url(), parts->youtrack.token};
        sesam_options.poweroffice = {connection.url,
                                     connection.v1_url,
                                     connection.application_key,
                                     connection.client_key,
                                     connection.subscription_key,
                                     ParentOfNewContacts(checklist, *parts->poweroffice)};
        sesam_options.page_size = options.page_size;
        sesam_options.defects = options.defects;
        sesam_options.host = parts->tenant.host;
        sesam_options.port = options.sesam_port;
        sesam_options.tls = parts->tenant.tls;
        sesam_options.door = [&tenant = parts->tenant](auto api, auto handler) {
            return mocks::http::SideDoor(tenant, std::move(api), std::move(handler));
        };
        auto sesam = mocks::sesam::StartSesam(sesam_options, parts->tenant.clock);
        if (!sesam) return tl::make_unexpected(sesam.error());
        parts->sesam = std::move(*sesam);
        if (options.schedule_s > 0)
            parts->schedule =
                std::make_unique<PumpSchedule>(*parts->sesam->node, options.schedule_s);
    }
    return std::unique_ptr<Embedded>(new Embedded(std::move(parts)));
}

bool Embedded::SawDataFlow() const {
    mocks::http::RequestLog::Query query;
    query.only_data_flow = true;
    query.limit = 1;
    return !parts_->tenant.log.Find(query).empty();
}

std::vector<std::string> Embedded::Departures() const {
    return parts_->watch ? parts_->watch->Departures() : std::vector<std::string>();
}

Embedded::Requests Embedded::CountRequests() const {
    Requests requests{.logged = parts_->tenant.log.LastNumber()};
    if (!parts_->watch) return requests;
    for (const char* system : {"youtrack", "poweroffice-go", "sesam"})
        requests.held += parts_->watch->Seen(system);
    return requests;
}

namespace {

/// Who connects trusts the servers' own certificate.
void Secure(const std::string& certificate, Json& target) {
    const Json tls = {{"ca", std::filesystem::absolute(certificate).string()}};
    for (Json& system : target["systems"]) system["tls"] = tls;
    if (target.contains("dataflow")) target["dataflow"]["tls"] = tls;
}

}  // namespace

Json Embedded::TargetJson() const {
    const auto& youtrack = parts_->youtrack;
    const auto& connection = parts_->poweroffice->GetConnection();
    Json target;
    target["systems"]["youtrack"] = {
        {"url", youtrack.server->Url()},
        {"token", youtrack.token},
        {"admin", {{"url", youtrack.admin->Url()}, {"token", youtrack.admin_token}}}};
    target["systems"]["poweroffice-go"] = {
        {"url", connection.url},
        {"v1_url", connection.v1_url},
        {"application_key", connection.application_key},
        {"client_key", connection.client_key},
        {"subscription_key", connection.subscription_key},
        {"admin", {{"url", connection.admin_url}, {"token", connection.admin_token}}}};
    if (parts_->sesam) {
        const mocks::sesam::Sesam& sesam = *parts_->sesam;
        target["dataflow"] = {
            {"driver", "sesam"},
            {"url", sesam.url},
            {"token", sesam.token},
            {"pipes", sesam.pipes},
            {"links", {{"dataset", sesam.links_dataset}, {"ids", sesam.links_ids}}},
            {"share_datasets", sesam.share_datasets},
            {"may_restart", true}};
    }
    if (parts_->tenant.tls) Secure(parts_->tenant.tls->CertificateFile(), target);
    return target;
}

}  // namespace plumb::cli
