#include "mocks/contract/contract.h"

#include <fmt/format.h>
#include <optional>

#include "harness/base/text.h"
#include "mocks/contract/message_check.h"

namespace plumb::mocks::contract {

namespace {

constexpr std::size_t kShownTarget = 200;

/// Rules of several documents are told apart by the document's name.
void AddName(const Document& document, Departures& departures) {
    for (Departure& departure : departures) {
        departure.rule = document.Name() + "#" + departure.rule;
    }
}

Departures CheckMatched(const Document& document, const Document::Match& match,
                        const http::Request& request, const http::Response* answer) {
    Departures departures = CheckRequest(document, match, request);
    if (answer != nullptr) {
        for (Departure& departure : CheckResponse(*match.operation, *answer))
            departures.push_back(std::move(departure));
    }
    AddName(document, departures);
    return departures;
}

Departure Unknown(const std::vector<Document>& documents, const http::Request& request) {
    Departure departure{Departure::Side::kRequest, "no document has this operation", ""};
    std::string names;
    for (const Document& document : documents) {
        const Document::Match match = document.Find(request);
        names += (names.empty() ? "" : ", ") + document.Name();
        if (match.pointer.empty()) continue;
        departure.what = fmt::format("the path has no {}", request.method);
        departure.rule = document.Name() + "#" + match.pointer;
        return departure;
    }
    departure.rule = names;
    return departure;
}

}  // namespace

Result<Contract> Contract::Read(const std::map<std::string, std::vector<std::string>>& files) {
    Contract contract;
    std::vector<Problem> problems;
    for (const auto& [system, paths] : files) {
        for (const std::string& path : paths) {
            auto document = Document::Read(path);
            if (document) {
                contract.documents_[system].push_back(std::move(*document));
            } else {
                const auto& more = document.error().problems;
                problems.insert(problems.end(), more.begin(), more.end());
            }
        }
    }
    if (!problems.empty()) return InputError(std::move(problems));
    return contract;
}

Result<Contract> Contract::ReadShipped(const std::string& specs) {
    const auto at = [&](const char* name) { return specs + "/openapi/" + name; };
    return Read({{"youtrack", {at("hub-users.yaml"), at("youtrack-users.yaml")}},
                 {"poweroffice-go", {at("poweroffice-v2.yaml"), at("poweroffice-v1.yaml")}},
                 {"sesam", {at("sesam-node.yaml")}}});
}

const std::vector<Document>& Contract::DocumentsOf(std::string_view system) const {
    static const std::vector<Document> kNone;
    const auto found = documents_.find(system);
    return found == documents_.end() ? kNone : found->second;
}

Departures Contract::Check(std::string_view system, const http::Request& request,
                           const http::Response* answer) const {
    const auto& documents = DocumentsOf(system);
    std::optional<Departures> least;
    for (const Document& document : documents) {
        const Document::Match match = document.Find(request);
        if (match.operation == nullptr) continue;
        Departures departures = CheckMatched(document, match, request, answer);
        if (!least || departures.size() < least->size()) least = std::move(departures);
        if (least->empty()) break;
    }
    if (least) return *std::move(least);
    if (documents.empty()) return {};
    return {Unknown(documents, request)};
}

std::vector<std::string> Contract::Explain(std::string_view system, const http::Request& request,
                                           const http::Response* answer) const {
    std::vector<std::string> lines;
    for (const Departure& departure : Check(system, request, answer)) {
        lines.push_back(ToString(departure, request, answer));
    }
    return lines;
}

std::string ToString(const Departure& departure, const http::Request& request,
                     const http::Response* answer) {
    const bool of_request = departure.side == Departure::Side::kRequest;
    const std::string asked = request.method + " " + Shorten(request.target, kShownTarget);
    const std::string status = answer == nullptr ? "a fault's" : std::to_string(answer->status);
    const std::string head =
        of_request ? fmt::format("{}: {}; the answer was {}", asked, departure.what, status)
                   : fmt::format("{}: response {}: {}", asked, status, departure.what);
    return departure.rule.empty() ? head : head + "; " + departure.rule;
}

}  // namespace plumb::mocks::contract
