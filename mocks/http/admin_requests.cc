#include "mocks/http/admin_requests.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "mocks/http/admin_answers.h"

namespace plumb::mocks::http {

namespace {

using Query = RequestLog::Query;

template <class Number>
bool ReadNumber(const std::string& text, Number& number) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end;
}

bool ReadFlag(const std::string& text, const char* on, const char* off, bool& flag) {
    flag = text == on;
    return text == on || text == off;
}

struct Parameter {
    const char* name;
    bool (*read)(const std::string& value, Query& query);
};

constexpr Parameter kParameters[] = {
    {"since", [](auto& value, Query& query) { return ReadNumber(value, query.since); }},
    {"limit", [](auto& value, Query& query) { return ReadNumber(value, query.limit); }},
    {"from", [](auto& value, Query& query) { return ReadNumber(value, query.from); }},
    {"to", [](auto& value, Query& query) { return ReadNumber(value, query.to); }},
    {"writes",
     [](auto& value, Query& query) { return ReadFlag(value, "true", "false", query.only_writes); }},
    {"disturbed",
     [](auto& value, Query& query) {
         return ReadFlag(value, "true", "false", query.only_disturbed);
     }},
    {"client",
     [](auto& value, Query& query) {
         return ReadFlag(value, "dataflow", "all", query.only_data_flow);
     }},
    {"matched", [](auto& value,
                   Query& query) { return ReadFlag(value, "false", "all", query.only_unmatched); }},
    {"system", [](auto& value, Query& query) { return query.system = value, true; }},
    {"entity", [](auto& value, Query& query) { return query.entity = value, true; }},
    {"record", [](auto& value, Query& query) { return query.record = value, true; }},
    {"fault", [](auto& value, Query& query) { return query.fault = value, true; }},
};

/// Fills `query` from the request; answers the mistake, or "".
std::string ReadQuery(const Request& request, Query& query) {
    for (const auto& [name, value] : request.query) {
        const auto known = std::ranges::find(kParameters, name, &Parameter::name);
        if (known == std::end(kParameters)) return fmt::format("unknown parameter '{}'", name);
        if (!known->read(value, query))
            return fmt::format("parameter '{}' cannot be '{}'", name, value);
    }
    return "";
}

std::string Unknown(const char* kind, const std::string& name,
                    const std::vector<std::string>& known) {
    return fmt::format("there is no {} '{}' here; known: {}", kind, Shorten(name, 80),
                       known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", ")));
}

/// A name that nothing in the log can ever have would look like a log without such requests;
/// answers the mistake, or "".
std::string CheckNames(const Query& query, std::vector<KnownSystem> systems) {
    if (!query.system.empty()) {
        const auto names = NamesOf(systems);
        if (std::ranges::find(names, query.system) == names.end())
            return Unknown("system", query.system, names);
        std::erase_if(systems, [&](const KnownSystem& one) { return one.name != query.system; });
    }
    const auto entities = EntitiesOf(systems);
    const bool known =
        query.entity.empty() || std::ranges::find(entities, query.entity) != entities.end();
    return known ? "" : Unknown("entity", query.entity, entities);
}

}  // namespace

Response AnswerRequests(const Tenant& tenant, const Request& request) {
    Query query;
    std::string mistake = ReadQuery(request, query);
    if (mistake.empty()) mistake = CheckNames(query, tenant.log.Systems());
    if (!mistake.empty()) return AdminRefusal(400, mistake);
    // Read before the requests: whoever asks again from here on misses none, at worst sees one
    // twice.
    const std::uint64_t last = tenant.log.LastNumber();
    Json requests = Json::array();
    for (const LoggedRequest& logged : tenant.log.Find(query)) requests.push_back(ToJson(logged));
    return AdminAnswer({{"requests", std::move(requests)},
                        {"log", tenant.log.Id()},
                        {"last", last},
                        {"dropped", tenant.log.Dropped()},
                        {"data_flow_writes", tenant.log.DataFlowWrites()}});
}

}  // namespace plumb::mocks::http
