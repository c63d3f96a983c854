#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <filesystem>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/base/url.h"
#include "harness/target/address_domain.h"
#include "harness/target/credentials.h"
#include "harness/target/dataflow_reader.h"
#include "harness/target/target.h"
#include "harness/target/transport_reader.h"
#include "harness/yaml/fields.h"

namespace plumb::target {

namespace {

using yaml::Fields;
using yaml::Node;
using Problems = std::vector<Problem>;

bool AllHaveAdmin(const Node& target) {
    const Node* systems = target.Find("systems");
    return systems != nullptr && systems->IsMap() && !systems->entries.empty() &&
           std::all_of(systems->entries.begin(), systems->entries.end(),
                       [](const Node::Entry& entry) { return entry.value.Find("admin"); });
}

Admin ReadAdmin(const Node& node, TargetReading& reading) {
    Fields fields(node, "'admin'", reading.problems);
    Admin admin;
    admin.url = ReadUrl(fields, "url");
    admin.token = ReadSecret(fields, "token", reading);
    fields.Finish();
    return admin;
}

bool Contains(const std::vector<std::string>& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

SystemAccess ReadSystem(const Node& node, const Profile& profile, const std::string& folder,
                        TargetReading& reading) {
    Fields fields(node, fmt::format("the system '{}'", profile.id), reading.problems);
    SystemAccess system;
    system.id = profile.id;
    if (!node.IsMap()) return system;
    for (const std::string& key : profile.target_keys) {
        if (profile.access.contains(key)) {
            system.values[key] = ReadUrl(fields, key);
            if (!profile.IsProduction(system.values[key])) continue;
            fields.Report(fmt::format("'{}' is a production system: {}", key, system.values[key]),
                          node.Find(key)->place,
                          "Plumb writes to the systems it tests: name a sandbox");
        } else if (Contains(profile.secret_keys, key)) {
            system.values[key] = ReadSecret(fields, key, reading);
        } else {
            system.values[key] = fields.RequiredText(key);
        }
    }
    for (const auto& [key, usual] : profile.optional_keys) {
        if (auto value = fields.Text(key)) system.values[key] = *std::move(value);
    }
    if (const Node* admin = fields.Optional("admin")) system.admin = ReadAdmin(*admin, reading);
    system.transport = ReadTransport(fields, folder, reading.problems);
    system.rate_share = fields.Number("rate_share", 0.01, 1).value_or(system.rate_share);
    fields.Finish();
    return system;
}

void ReadSystems(Fields& fields, const std::vector<Profile>& profiles, const std::string& folder,
                 TargetReading& reading, Target& target) {
    const Node* systems = fields.Required("systems");
    if (systems == nullptr) return;
    if (!systems->IsMap() || systems->entries.empty()) {
        fields.Report("'systems' must be a mapping with at least one system", systems->place);
        return;
    }
    std::vector<std::string> known;
    for (const Profile& profile : profiles) known.push_back(profile.id);
    for (const Node::Entry& entry : systems->entries) {
        const auto profile =
            std::find_if(profiles.begin(), profiles.end(),
                         [&](const Profile& candidate) { return candidate.id == entry.key; });
        if (profile != profiles.end()) {
            target.systems.push_back(ReadSystem(entry.value, *profile, folder, reading));
            continue;
        }
        const std::string hint = DidYouMean(entry.key, known);
        fields.Report(
            fmt::format("there is no profile of a system '{}'", entry.key), entry.place,
            hint.empty() ? fmt::format("the systems are: {}", fmt::join(known, ", ")) : hint);
    }
}

/// A limit on what no profile knows would limit nothing.
void ReadMaxRecords(Fields& fields, const std::vector<Profile>& profiles, Problems& problems,
                    Safety& safety) {
    const Node* limits = fields.Optional("max_records");
    if (limits == nullptr) return;
    std::vector<std::string> known;
    for (const Profile& profile : profiles) {
        for (const Entity& entity : profile.entities) known.push_back(profile.id + "." + entity.id);
    }
    Fields entries(*limits, "'max_records'", problems);
    for (const Node::Entry& entry : limits->entries) {
        if (entry.key.find('.') == std::string::npos) {
            entries.Report(fmt::format("'{}' must be SYSTEM.ENTITY", entry.key), entry.place,
                           "such as youtrack.users: 8");
        } else if (std::ranges::find(known, entry.key) == known.end()) {
            const std::string hint = DidYouMean(entry.key, known);
            entries.Report(
                fmt::format("no profile knows '{}'", entry.key), entry.place,
                hint.empty() ? fmt::format("there are: {}", fmt::join(known, ", ")) : hint);
        }
        const auto most = entries.Integer(entry.key, 1, 1'000'000);
        if (most) safety.max_records[entry.key] = static_cast<int>(*most);
    }
}

Safety ReadSafety(const Node& node, const std::vector<Profile>& profiles, Problems& problems) {
    Fields fields(node, "'safety'", problems);
    Safety safety;
    safety.sandbox = fields.Bool("sandbox").value_or(false);
    for (const std::string& host : fields.Texts("hosts")) safety.hosts.push_back(ToLower(host));
    if (const auto budget = fields.Integer("write_budget", 1, 100'000'000)) {
        safety.write_budget = static_cast<int>(*budget);
    }
    safety.exclusive = fields.Bool("exclusive").value_or(false);
    ReadMaxRecords(fields, profiles, problems, safety);
    fields.Finish();
    return safety;
}

/// Where a data flow is reached over HTTP.
std::vector<std::string> UrlsOf(const Dataflow& dataflow) {
    if (const auto* sesam = std::get_if<SesamDataflow>(&dataflow)) return {sesam->url};
    const auto* webhook = std::get_if<WebhookDataflow>(&dataflow);
    if (webhook == nullptr) return {};
    std::vector<std::string> urls{webhook->start.url};
    if (webhook->status) urls.push_back(webhook->status->call.url);
    return urls;
}

/// Each host of a tenant must be named twice: a slip in one URL then stops the run instead of
/// writing to the wrong tenant.
void CheckHosts(const Target& target, const Place& place, Fields& fields) {
    std::vector<std::string> known = target.safety->hosts;
    const auto check = [&](const std::string& owner, const std::string& value) {
        const auto url = ParseUrl(value);
        if (!url || Contains(known, url->host)) return;
        known.push_back(url->host);  // told once
        fields.Report(
            fmt::format("the host {} of '{}' is not among the hosts of 'safety'", url->host, owner),
            place, "add it there if it is a sandbox");
    };
    for (const SystemAccess& system : target.systems) {
        for (const auto& [key, value] : system.values) check(system.id, value);
    }
    for (const std::string& url : UrlsOf(target.dataflow)) check("dataflow", url);
}

/// A tenant must be said to be a sandbox, and what may be done to it must have an end.
void CheckSafety(const Target& target, const Node& node, Fields& fields) {
    if (target.IsMock()) return;
    const Node* safety = node.Find("safety");
    if (safety == nullptr) {
        fields.Report("a target that is no mock needs the key 'safety'", node.place,
                      "add safety: {sandbox: true, hosts: [the hosts of its systems and of its "
                      "data flow], write_budget: 500}");
        return;
    }
    if (!target.safety->sandbox) {
        fields.Report("'safety' must say 'sandbox: true'", safety->place,
                      "Plumb creates, edits and deletes records: never run it on production");
    }
    if (safety->Find("write_budget") == nullptr) {
        fields.Report("'safety' must set a 'write_budget'", safety->place,
                      "how many records a run may create and edit; `plumb plan` says how many it "
                      "would");
    }
    CheckHosts(target, safety->place, fields);
}

void ReadAddressDomain(Fields& fields, const Node& node, Target& target) {
    const auto domain = fields.Text("address_domain");
    if (!domain) return;
    target.address_domain = ToLower(*domain);
    if (const std::string problem = ProblemOfDomain(target.address_domain); !problem.empty()) {
        fields.Report("'address_domain': " + problem, node.Find("address_domain")->place,
                      "name a domain in which nobody has a mailbox, such as one below .example or "
                      ".test, or one of your own; plumb.example is the usual one");
    }
}

Target ReadTargetNode(const Node& node, const std::string& file, const std::string& folder,
                      const std::vector<Profile>& profiles, const Expansion& expansion,
                      Problems& problems) {
    Fields fields(node, "a target", problems);
    Target target;
    if (!node.IsMap()) return target;
    TargetReading reading{problems, expansion, AllHaveAdmin(node), target.secrets};
    const std::string stem = std::filesystem::path(file).stem().string();
    target.name = fields.Text("target").value_or(stem.empty() ? "target" : stem);
    if (const Node* embedded = fields.Optional("embedded")) {
        fields.Report("an embedded target runs the mocks inside of plumb", embedded->place,
                      "run it without --target");
        return target;
    }
    ReadAddressDomain(fields, node, target);
    ReadSystems(fields, profiles, folder, reading, target);
    const Node* dataflow = fields.Optional("dataflow");
    if (dataflow != nullptr) {
        target.dataflow = ReadDataflow(*dataflow, folder, reading);
    } else {
        fields.Report("dataflow is missing: how is the data flow made to run?", node.place,
                      "add dataflow: {driver: command, sync: {argv: [...]}} or {driver: sesam, …}");
    }
    const Node* safety = fields.Optional("safety");
    if (safety != nullptr) target.safety = ReadSafety(*safety, profiles, problems);
    CheckSafety(target, node, fields);
    fields.Finish();
    return target;
}

}  // namespace

Result<Target> ReadTarget(std::string_view yaml, const std::string& file, const std::string& folder,
                          const std::vector<Profile>& profiles, const Environment& environment) {
    Result<Node> node = yaml::Parse(yaml, file);
    if (!node) return tl::make_unexpected(std::move(node.error()));
    Problems problems;
    Expansion expansion(environment, problems);
    expansion.Expand(*node);
    Target target = ReadTargetNode(*node, file, folder, profiles, expansion, problems);
    if (!problems.empty()) return InputError(std::move(problems));
    return target;
}

bool IsEmbedded(std::string_view yaml) {
    const Result<Node> node = yaml::Parse(yaml, "");
    if (!node) return false;
    const Node* embedded = node->Find("embedded");
    return embedded != nullptr && embedded->text == "true";
}

Result<Target> ReadEmbeddedTarget(std::string_view yaml, const std::string& file,
                                  std::string_view mock_line,
                                  const std::vector<Profile>& profiles) {
    const Result<Node> permissions = yaml::Parse(yaml, file);
    if (!permissions) return tl::make_unexpected(permissions.error());
    nlohmann::json whole = ParseJson(mock_line);
    nlohmann::json said = yaml::ToJson(*permissions);
    if (!whole.is_object() || !said.is_object() || said.value("embedded", Json()) != true) {
        return InputError("an embedded target needs 'embedded: true' and the line of its mocks",
                          {file, 0, 0});
    }
    said.erase("embedded");
    whole.merge_patch(said);
    return ReadTarget(Dump(whole), file, {}, profiles, nullptr);
}

}  // namespace plumb::target
