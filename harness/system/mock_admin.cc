#include "harness/system/mock_admin.h"

#include <fmt/format.h>

#include "harness/base/encoding.h"
#include "harness/base/json_path.h"
#include "harness/system/answer.h"

namespace plumb::system {

namespace {

constexpr std::size_t kPerRequest = 2'000;

Result<Json> Ask(const target::Admin& admin, HttpClient& http, const std::string& method,
                 const std::string& path, const std::string& body = {}) {
    const HttpRequest request{.method = method,
                              .url = admin.url + "/_mock/" + path,
                              .headers = {{"Authorization", "Bearer " + admin.token}},
                              .body = body};
    Result<HttpResponse> answer = http.Send(request);
    if (!answer) return tl::make_unexpected(std::move(answer.error()));
    Json parsed = ParseJson(answer->body);
    if (answer->status == 400) return InputError(MessageOf(*answer));
    if (answer->status >= 300 || !parsed.is_object()) {
        return EnvironmentError(
            fmt::format("the mock's admin API: {} {}/_mock/{} answered {}: {}", method, admin.url,
                        path, answer->status, MessageOf(*answer)),
            "check the 'admin' section of the target file");
    }
    return parsed;
}

template <class Value>
Value ValueAt(const Json& object, const char* name, Value otherwise) {
    if (!object.is_object()) return otherwise;
    const auto member = object.find(name);
    if (member == object.end()) return otherwise;
    if constexpr (std::is_same_v<Value, std::string>) {
        return member->is_string() ? member->get<std::string>() : otherwise;
    } else if constexpr (std::is_same_v<Value, bool>) {
        return member->is_boolean() ? member->get<bool>() : otherwise;
    } else {
        return member->is_number() ? member->get<Value>() : otherwise;
    }
}

std::vector<std::string> FaultsOf(const Json& request) {
    std::vector<std::string> ids;
    const Json* faults = Find(request, "faults");
    for (const Json& fault : faults == nullptr ? Json::array() : *faults) {
        if (fault.is_string()) ids.push_back(fault.get<std::string>());
    }
    return ids;
}

/// A number of records, none below 0.
int RecordsAt(const Json& object, const char* name) {
    const auto records = ValueAt(object, name, std::int64_t{0});
    return static_cast<int>(std::clamp(records, std::int64_t{0}, std::int64_t{1} << 30));
}

LoggedWrite ToWrite(const Json& request) {
    LoggedWrite write;
    write.number = ValueAt(request, "number", std::uint64_t{0});
    write.at = ValueAt(request, "at", Milliseconds{0});
    write.system = ValueAt(request, "system", std::string());
    write.entity = ValueAt(request, "entity", std::string());
    write.record = ValueAt(request, "record", std::string());
    write.created = ValueAt(request, "created", false);
    write.deleted = ValueAt(request, "deleted", false);
    write.method = ValueAt(request, "method", std::string());
    write.target = ValueAt(request, "target", std::string());
    write.body = ValueAt(request, "body", std::string());
    write.status = ValueAt(request, "status", 0);
    write.faults = FaultsOf(request);
    return write;
}

LoggedRequest ToLogged(const Json& request) {
    LoggedRequest logged;
    logged.number = ValueAt(request, "number", std::uint64_t{0});
    logged.system = ValueAt(request, "system", std::string());
    logged.method = ValueAt(request, "method", std::string());
    const std::string target = ValueAt(request, "target", std::string());
    logged.path = target.substr(0, target.find('?'));
    logged.entity = ValueAt(request, "entity", std::string());
    logged.record = ValueAt(request, "record", std::string());
    logged.status = ValueAt(request, "status", 0);
    logged.created = ValueAt(request, "created", false);
    logged.deleted = ValueAt(request, "deleted", false);
    logged.write = ValueAt(request, "write", false);
    logged.page_size = RecordsAt(request, "page_size");
    logged.total = RecordsAt(request, "total");
    logged.faults = FaultsOf(request);
    return logged;
}

}  // namespace

MockAdmin::MockAdmin(target::Admin admin, HttpClient& http)
    : admin_(std::move(admin)), http_(http) {}

Result<WriteLog> MockAdmin::WritesSince(std::uint64_t since, const std::string& system) {
    WriteLog log;
    for (std::uint64_t from = since;;) {
        auto page =
            Ask(admin_, http_, "GET",
                fmt::format("requests?since={}&system={}&writes=true&client=dataflow&limit={}",
                            from, PercentEncode(system), kPerRequest));
        if (!page) return tl::make_unexpected(std::move(page.error()));
        const Json* requests = Find(*page, "requests");
        if (requests == nullptr || !requests->is_array()) {
            return EnvironmentError("the mock's admin API: the request log is not a list");
        }
        log.last = ValueAt(*page, "last", std::uint64_t{0});
        log.dropped = ValueAt(*page, "dropped", std::uint64_t{0});
        for (const Json& request : *requests) {
            if (request.is_object()) log.writes.push_back(ToWrite(request));
        }
        const std::uint64_t reached = log.writes.empty() ? from : log.writes.back().number;
        if (requests->size() < kPerRequest || reached <= from) return log;
        from = reached;
    }
}

Result<MockAdmin::RequestLog> MockAdmin::RequestsSince(std::uint64_t since,
                                                       const std::string& further) {
    RequestLog log;
    std::vector<LoggedRequest>& all = log.requests;
    for (std::uint64_t from = since;;) {
        auto page = Ask(admin_, http_, "GET",
                        fmt::format("requests?since={}&client=dataflow{}&limit={}", from, further,
                                    kPerRequest));
        if (!page) return tl::make_unexpected(std::move(page.error()));
        const Json* requests = Find(*page, "requests");
        if (requests == nullptr || !requests->is_array())
            return EnvironmentError("the mock's admin API: the request log is not a list");
        log.dropped = ValueAt(*page, "dropped", std::uint64_t{0});
        for (const Json& request : *requests) all.push_back(ToLogged(request));
        if (requests->size() < kPerRequest || all.back().number <= from) return log;
        from = all.back().number;
    }
}

Result<LogEnd> MockAdmin::EndOfLog() {
    auto answer = Ask(admin_, http_, "GET", "requests?limit=0");
    if (!answer) return tl::make_unexpected(std::move(answer.error()));
    LogEnd end{ValueAt(*answer, "log", std::string()), ValueAt(*answer, "last", std::uint64_t{0})};
    if (end.log.empty())
        return EnvironmentError("the mock's admin API: the request log of " + admin_.url +
                                    " does not say which one it is ('log')",
                                "start the mocks again with `plumb mock` of this version");
    return end;
}

Result<std::vector<LoggedRequest>> MockAdmin::DataFlowRequests(std::uint64_t since) {
    auto log = RequestsSince(since);
    if (!log) return tl::make_unexpected(std::move(log.error()));
    // What falls out of the log are its oldest requests.
    if (log->dropped > since)
        return EnvironmentError("the mock's log is too small for all requests");
    return std::move(log->requests);
}

Result<std::vector<LoggedRequest>> MockAdmin::DisturbedRequests(std::uint64_t since) {
    auto log = RequestsSince(since, "&disturbed=true");
    if (!log) return tl::make_unexpected(std::move(log.error()));
    return std::move(log->requests);
}

Result<std::uint64_t> MockAdmin::DataFlowWrites() {
    auto answer = Ask(admin_, http_, "GET", "requests?limit=0");
    if (!answer) return tl::make_unexpected(std::move(answer.error()));
    return ValueAt(*answer, "data_flow_writes", std::uint64_t{0});
}

Result<bool> MockAdmin::HasVirtualClock() {
    auto clock = Ask(admin_, http_, "GET", "clock");
    if (!clock) return tl::make_unexpected(std::move(clock.error()));
    return ValueAt(*clock, "kind", std::string()) == "virtual";
}

Result<Milliseconds> MockAdmin::Now() {
    auto clock = Ask(admin_, http_, "GET", "clock");
    if (!clock) return tl::make_unexpected(std::move(clock.error()));
    return ValueAt(*clock, "now", Milliseconds{0});
}

Status MockAdmin::Advance(Milliseconds duration) {
    auto clock = Ask(admin_, http_, "POST", "clock", Dump({{"advance_ms", duration}}));
    if (!clock) return tl::make_unexpected(std::move(clock.error()));
    return {};
}

Result<std::string> MockAdmin::SetFault(const Json& rule) {
    auto answer = Ask(admin_, http_, "POST", "faults", Dump(rule));
    if (!answer) return tl::make_unexpected(std::move(answer.error()));
    return ValueAt(*answer, "id", std::string());
}

Result<int> MockAdmin::TakeFault(const std::string& id) {
    auto taken = Ask(admin_, http_, "DELETE", "faults/" + PercentEncode(id));
    if (!taken) return tl::make_unexpected(std::move(taken.error()));
    return ValueAt(*taken, "met", 0);
}

Result<std::map<std::string, int>> MockAdmin::LargestPages() {
    auto pages = Ask(admin_, http_, "GET", "pages");
    if (!pages) return tl::make_unexpected(std::move(pages.error()));
    std::map<std::string, int> largest;
    for (const auto& [list, size] : pages->items()) {
        if (size.is_number_integer()) largest[list] = RecordsAt(*pages, list.c_str());
    }
    return largest;
}

}  // namespace plumb::system
