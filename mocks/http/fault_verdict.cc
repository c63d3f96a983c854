#include "mocks/http/fault_verdict.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/yaml/fields.h"
#include "mocks/http/token.h"

namespace plumb::mocks::http {

namespace {

constexpr Milliseconds kLongestMs = Milliseconds{366} * 86'400'000;
constexpr std::int64_t kLongestS = 86'400;
constexpr std::int64_t kManyRecords = 1'000'000;

using yaml::Fields;
using yaml::Node;

/// The members of the verdict whose name has been read already.
struct Details {
    Fields& fields;
    std::vector<Problem>& problems;

    int Integer(const char* key, std::int64_t min, std::int64_t max, int otherwise) const {
        return static_cast<int>(fields.Integer(key, min, max).value_or(otherwise));
    }
};

/// Bytes that would end the line would begin another header, or an answer of their own.
bool IsLine(std::string_view value) {
    return value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

/// What the server itself says about the length of an answer and its connection.
bool IsServersOwn(std::string_view name) {
    const std::string lower = ToLower(name);
    return lower == "content-length" || lower == "transfer-encoding" || lower == "connection" ||
           lower == "keep-alive";
}

void ReadHeader(const Node::Entry& entry, fault::Status& status, std::vector<Problem>& problems) {
    const std::string& name = entry.key;
    if (!IsToken(name)) {
        problems.push_back({fmt::format("'{}' is no name of a header", name), entry.place, ""});
    } else if (IsServersOwn(name)) {
        problems.push_back({fmt::format("the server itself sets '{}'", name), entry.place,
                            "truncate and malformed make an answer of another length"});
    } else if (!entry.value.IsScalar() || !IsLine(entry.value.text)) {
        problems.push_back(
            {fmt::format("the header '{}' must be one line of text", name), entry.value.place, ""});
    }
    status.headers.emplace_back(name, entry.value.text);
}

std::string ReadType(const Details& read, const char* key, const std::string& otherwise) {
    const std::string type = read.fields.Text(key).value_or(otherwise);
    if (!type.empty() && IsLine(type)) return type;
    read.fields.Report(fmt::format("'{}' must be one line of text", key),
                       read.fields.Optional(key)->place);
    return otherwise;
}

/// The standard leaves these answers no body, so a client would never see it.
bool HasNoBody(int status) {
    return status == 204 || status == 304;
}

fault::Status ReadStatus(const Details& read) {
    fault::Status status;
    status.status = read.Integer("status", 200, 599, status.status);
    if (const Node* body = read.fields.Optional("body")) {
        status.body = body->IsScalar() ? body->text : Dump(yaml::ToJson(*body));
        if (HasNoBody(status.status)) {
            read.fields.Report(fmt::format("an answer {} has no body", status.status), body->place);
        }
    }
    status.content_type = ReadType(read, "content_type", status.content_type);
    if (const Node* headers = read.fields.Optional("headers")) {
        for (const Node::Entry& entry : headers->entries) ReadHeader(entry, status, read.problems);
        if (!headers->IsMap()) {
            read.problems.push_back(
                {"'headers' must be a mapping of names to values", headers->place, ""});
        }
    }
    if (const auto seconds = read.fields.Integer("retry_after_s", 0, kLongestS))
        status.retry_after_s = static_cast<int>(*seconds);
    status.retry_after_as_date = read.fields.Bool("retry_after_as_date").value_or(false);
    if (status.retry_after_as_date && !status.retry_after_s) {
        read.fields.Report("'retry_after_as_date' needs 'retry_after_s'",
                           read.fields.Optional("retry_after_as_date")->place);
    }
    return status;
}

fault::Refuse ReadRefuse(const Details& read) {
    return {read.fields.Integer("ms", 1, kLongestMs)};
}

fault::Reset ReadReset(const Details& read) {
    using When = fault::Reset::When;
    const auto when = read.fields.OneOf("when", {"before-all", "before-body", "after-body"});
    if (when == "before-body") return {When::kBeforeBody};
    return {when == "after-body" ? When::kAfterBody : When::kBeforeAll};
}

fault::LostItem ReadLostItem(const Details& read) {
    const Node* id = read.fields.Optional("id");
    const Node* place = read.fields.Optional("place");
    if (id != nullptr && place != nullptr)
        read.fields.Report("an item is lost by its 'id' or by its 'place', not by both",
                           place->place);
    return {read.fields.Text("id").value_or(""),
            read.Integer("place", -kManyRecords, kManyRecords, 0)};
}

fault::PageShift ReadPageShift(const Details& read) {
    const int records = read.Integer("records", -kManyRecords, kManyRecords, 1);
    if (records == 0)
        read.fields.Report("a shift by 0 records changes nothing",
                           read.fields.Optional("records")->place);
    return {records};
}

Milliseconds ReadTime(const Details& read, std::int64_t min) {
    read.fields.Required("ms");
    return read.fields.Integer("ms", min, kLongestMs).value_or(0);
}

struct Row {
    const char* name;
    FaultVerdict (*read)(const Details&);
};

/// In the order of FaultVerdict's alternatives.
constexpr Row kRows[] = {
    {"status", [](const Details& r) -> FaultVerdict { return ReadStatus(r); }},
    {"delay", [](const Details& r) -> FaultVerdict { return fault::Delay{ReadTime(r, 0)}; }},
    {"refuse", [](const Details& r) -> FaultVerdict { return ReadRefuse(r); }},
    {"reset", [](const Details& r) -> FaultVerdict { return ReadReset(r); }},
    {"truncate", [](const Details&) -> FaultVerdict { return fault::Truncate{}; }},
    {"malformed", [](const Details&) -> FaultVerdict { return fault::Malformed{}; }},
    {"content-type",
     [](const Details& r) -> FaultVerdict {
         return fault::ContentType{ReadType(r, "type", "text/html")};
     }},
    {"commit-then-drop", [](const Details&) -> FaultVerdict { return fault::CommitThenDrop{}; }},
    {"commit-then-status",
     [](const Details& r) -> FaultVerdict {
         return fault::CommitThenStatus{r.Integer("status", 400, 599, 500)};
     }},
    {"duplicate", [](const Details&) -> FaultVerdict { return fault::Duplicate{}; }},
    {"stale-read", [](const Details&) -> FaultVerdict { return fault::StaleRead{}; }},
    {"page-shift", [](const Details& r) -> FaultVerdict { return ReadPageShift(r); }},
    {"lost-item", [](const Details& r) -> FaultVerdict { return ReadLostItem(r); }},
    {"expired-token", [](const Details&) -> FaultVerdict { return fault::ExpiredToken{}; }},
    {"clock-skew",
     [](const Details& r) -> FaultVerdict { return fault::ClockSkew{ReadTime(r, -kLongestMs)}; }},
};
static_assert(std::size(kRows) == std::variant_size_v<FaultVerdict>);

std::vector<std::string> VerdictNames() {
    std::vector<std::string> names;
    for (const Row& row : kRows) names.emplace_back(row.name);
    return names;
}

const Row* RowOf(const Node& name, std::vector<Problem>& problems) {
    const auto row =
        std::ranges::find_if(kRows, [&](const Row& one) { return name.text == one.name; });
    if (name.IsScalar() && row != std::end(kRows)) return row;
    const auto names = VerdictNames();
    problems.push_back(
        {fmt::format("'{}' is no verdict", name.text), name.place, DidYouMean(name.text, names)});
    return nullptr;
}

// --- as text ------------------------------------------------------------------------------------

Json Members(const fault::Status& status) {
    Json json = {{"status", status.status}};
    if (!status.body.empty()) {
        json["body"] = status.body;
        json["content_type"] = status.content_type;
    }
    for (const auto& [name, value] : status.headers) json["headers"][name] = value;
    if (!status.retry_after_s) return json;
    json["retry_after_s"] = *status.retry_after_s;
    json["retry_after_as_date"] = status.retry_after_as_date;
    return json;
}
Json Members(const fault::Delay& delay) {
    return {{"ms", delay.ms}};
}
Json Members(const fault::Refuse& refuse) {
    return refuse.ms ? Json{{"ms", *refuse.ms}} : Json::object();
}
Json Members(const fault::Reset& reset) {
    using When = fault::Reset::When;
    if (reset.when == When::kBeforeAll) return {{"when", "before-all"}};
    return {{"when", reset.when == When::kBeforeBody ? "before-body" : "after-body"}};
}
Json Members(const fault::ContentType& content) {
    return {{"type", content.type}};
}
Json Members(const fault::CommitThenStatus& commit) {
    return {{"status", commit.status}};
}
Json Members(const fault::PageShift& shift) {
    return {{"records", shift.records}};
}
Json Members(const fault::LostItem& item) {
    return item.id.empty() ? Json{{"place", item.place}} : Json{{"id", item.id}};
}
Json Members(const fault::ClockSkew& skew) {
    return {{"ms", skew.ms}};
}
template <class WithoutMembers>
Json Members(const WithoutMembers&) {
    return Json::object();
}

}  // namespace

FaultVerdict ReadVerdict(const Node& node, std::vector<Problem>& problems) {
    Node alone;
    alone.kind = Node::Kind::kMap;
    alone.place = node.place;
    Fields fields(node.IsMap() ? node : alone, "a fault's verdict", problems);
    const Node* name = node.IsMap() ? fields.Required("is") : &node;
    const Row* row = name == nullptr ? nullptr : RowOf(*name, problems);
    if (row == nullptr) return {};
    const FaultVerdict verdict = row->read({fields, problems});
    fields.Finish();
    return verdict;
}

std::string NameOf(const FaultVerdict& verdict) {
    return kRows[verdict.index()].name;
}

nlohmann::json ToJson(const FaultVerdict& verdict) {
    Json json = std::visit([](const auto& one) { return Members(one); }, verdict);
    json["is"] = NameOf(verdict);
    return json;
}

bool CanMeet(const FaultVerdict& verdict, const Operation& operation) {
    using Kind = Operation::Kind;
    const bool needs_list = std::holds_alternative<fault::PageShift>(verdict) ||
                            std::holds_alternative<fault::LostItem>(verdict);
    const bool needs_read = std::holds_alternative<fault::StaleRead>(verdict);
    if (needs_list) return operation.kind == Kind::kList;
    if (needs_read) return operation.kind == Kind::kList || operation.kind == Kind::kRead;
    return !std::holds_alternative<fault::ExpiredToken>(verdict) || operation.kind != Kind::kToken;
}

}  // namespace plumb::mocks::http
