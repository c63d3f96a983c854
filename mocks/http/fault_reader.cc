#include "mocks/http/fault_reader.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "harness/yaml/fields.h"
#include "mocks/http/fault_verdict.h"

namespace plumb::mocks::http {

namespace {

constexpr std::int64_t kMany = 1'000'000;

using yaml::Fields;
using yaml::Node;

/// A text that everything contains would say nothing.
std::string ReadText(Fields& fields, const char* key) {
    const std::string text = fields.Text(key).value_or("");
    const Node* node = fields.Optional(key);
    const bool empty = node != nullptr && node->IsScalar() && text.empty();
    if (empty) fields.Report(fmt::format("'{}' is empty", key), node->place, "leave it out");
    return text;
}

double ReadChance(Fields& fields) {
    const double chance = fields.Number("chance", 0, 1).value_or(1);
    if (chance == 0) {
        fields.Report("with the chance 0 no request can ever be met",
                      fields.Optional("chance")->place, "");
    }
    return chance;
}

void ReadClient(Fields& fields, FaultMatch& match) {
    const auto client = fields.OneOf("client", {"dataflow", "harness", "all"});
    if (client == "harness") match.client = Client::kHarness;
    if (client == "all") match.client = std::nullopt;
}

FaultMatch ReadMatch(const Node& node, const std::vector<KnownSystem>& systems,
                     std::vector<Problem>& problems) {
    FaultMatch match;
    Fields fields(node, "a fault's match", problems);
    match.system = fields.OneOf("system", NamesOf(systems)).value_or("");
    match.method = fields.OneOf("method", {"GET", "POST", "PUT", "PATCH", "DELETE"}).value_or("");
    match.path = ReadText(fields, "path");
    match.entity = fields.OneOf("entity", EntitiesOf(systems)).value_or("");
    if (const auto word = fields.OneOf("operation", KindWords())) match.operation = KindFrom(*word);
    match.record = ReadText(fields, "record");
    match.contains = ReadText(fields, "contains");
    ReadClient(fields, match);
    match.nth = static_cast<int>(fields.Integer("nth", 1, kMany).value_or(1));
    match.times = static_cast<int>(fields.Integer("times", 0, kMany).value_or(1));
    match.chance = ReadChance(fields);
    match.seed = static_cast<std::uint64_t>(
        fields.Integer("seed", 0, std::numeric_limits<std::int64_t>::max()).value_or(1));
    fields.Finish();
    return match;
}

bool CanBe(const Operation& operation, Operation::Kind kind) {
    using Kind = Operation::Kind;
    if (operation.kind == kind) return true;
    return operation.kind == Kind::kCreateOrUpdate &&
           (kind == Kind::kCreate || kind == Kind::kUpdate);
}

bool CouldMeet(const FaultMatch& match, const Operation& operation, const FaultVerdict& verdict) {
    if (!match.method.empty() && match.method != operation.method) return false;
    if (!match.entity.empty() && match.entity != operation.entity) return false;
    if (!match.path.empty() && !CouldFit(match.path, operation)) return false;
    if (match.operation && !CanBe(operation, *match.operation)) return false;
    if (!match.record.empty() && !CouldName(match.record, match.path, operation)) return false;
    return CanMeet(verdict, operation);
}

void CheckWindow(const Fault& fault, const Node& match, std::vector<Problem>& problems) {
    const FaultMatch& by = fault.match;
    if (by.system.empty()) {
        problems.push_back({"this verdict is on one system as a whole, so the match needs 'system'",
                            match.place, ""});
    }
    for (const yaml::Node::Entry& entry : match.entries) {
        if (entry.key == "system") continue;
        problems.push_back(
            {fmt::format("'{}' can never be fulfilled: this verdict is on the system "
                         "as a whole, from when it is set until it is removed",
                         entry.key),
             entry.place, ""});
    }
}

void CheckThatItCanOccur(const Fault& fault, const Node& match,
                         const std::vector<KnownSystem>& systems, std::vector<Problem>& problems) {
    for (const KnownSystem& system : systems) {
        if (!fault.match.system.empty() && fault.match.system != system.name) continue;
        for (const Operation& operation : system.operations) {
            if (CouldMeet(fault.match, operation, fault.verdict)) return;
        }
    }
    problems.push_back({fmt::format("no request can ever be met: there is no operation of {} that "
                                    "fits all of this match and the verdict '{}'",
                                    fault.match.system.empty() ? "any system" : fault.match.system,
                                    NameOf(fault.verdict)),
                        match.place, ""});
}

nlohmann::json ToJson(const FaultMatch& match) {
    nlohmann::json json = nlohmann::json::object();
    const std::pair<const char*, const std::string*> texts[] = {
        {"system", &match.system}, {"method", &match.method}, {"path", &match.path},
        {"entity", &match.entity}, {"record", &match.record}, {"contains", &match.contains}};
    for (const auto& [name, text] : texts) {
        if (!text->empty()) json[name] = *text;
    }
    for (const std::string& word : KindWords()) {
        if (match.operation == KindFrom(word)) json["operation"] = word;
    }
    if (match.client != Client::kDataFlow) json["client"] = match.client ? "harness" : "all";
    json["nth"] = match.nth;
    json["times"] = match.times;
    if (match.chance < 1) {
        json["chance"] = match.chance;
        json["seed"] = match.seed;
    }
    return json;
}

}  // namespace

Fault ReadFault(const Node& node, const std::vector<KnownSystem>& systems,
                std::vector<Problem>& problems) {
    Fault fault;
    const std::size_t before = problems.size();
    Fields fields(node, "a fault", problems);
    const Node* match = fields.Optional("match");
    const Node* verdict = fields.Required("verdict");
    if (match != nullptr) fault.match = ReadMatch(*match, systems, problems);
    if (verdict != nullptr) fault.verdict = ReadVerdict(*verdict, problems);
    fields.Finish();
    if (problems.size() > before) return fault;
    const Node& where = match == nullptr ? node : *match;
    if (IsWindow(fault.verdict)) {
        CheckWindow(fault, where, problems);
    } else {
        CheckThatItCanOccur(fault, where, systems, problems);
    }
    return fault;
}

std::vector<Fault> ReadFaults(const Node& file, const std::vector<KnownSystem>& systems,
                              std::vector<Problem>& problems) {
    std::vector<Fault> faults;
    Fields fields(file, "a file of faults", problems);
    if (!fields.IsMap()) return faults;
    const Node* list = fields.Required("faults");
    fields.Finish();
    if (list == nullptr) return faults;
    if (!list->IsList()) fields.Report("'faults' must be a list", list->place);
    for (const Node& fault : list->items) faults.push_back(ReadFault(fault, systems, problems));
    return faults;
}

nlohmann::json ToJson(const Fault& fault) {
    nlohmann::json match = ToJson(fault.match);
    if (IsWindow(fault.verdict)) match = {{"system", fault.match.system}};
    return {{"match", std::move(match)}, {"verdict", ToJson(fault.verdict)}};
}

}  // namespace plumb::mocks::http
