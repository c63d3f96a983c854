#include "harness/system/answer.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>

#include "harness/base/http_date.h"
#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/base/url.h"
#include "harness/base/utf8.h"

namespace plumb::system {

namespace {

/// The member at `path`, names compared without case: problem details are printed both ways.
const Json* FindAnyCase(const Json& body, std::string_view path) {
    const Json* at = &body;
    for (const std::string_view part : Split(path, '.')) {
        if (!at->is_object()) return nullptr;
        const Json* next = nullptr;
        for (const auto& [name, value] : at->items()) {
            if (ToLower(name) == part) next = &value;
        }
        if (next == nullptr) return nullptr;
        at = next;
    }
    return at;
}

std::string SaidAt(const Json& body, std::string_view path) {
    const Json* value = FindAnyCase(body, path);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::string IdText(const Json* value) {
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    if (value->is_number_integer()) return value->dump();
    return {};
}

/// Of an answer that is no JSON, for people and reports: what is no UTF-8 in it is replaced.
std::string BeginningOf(std::string_view body) {
    return ToUtf8(Shorten(Trim(body), 200));
}

bool IsRefusal(int status) {
    return status == 400 || status == 409 || status == 413 || status == 422;
}

/// The flag of an envelope; an answer without it is not what the profile says.
Reply JudgeEnvelope(const target::Entity& entity, int status, Json body) {
    const Json* flag = Find(body, entity.success_flag);
    if (flag == nullptr || !flag->is_boolean()) {
        return {.refused = {status, fmt::format("the answer has no '{}'", entity.success_flag)}};
    }
    if (flag->get<bool>()) return {Reply::Kind::kAccepted, std::move(body), {}};
    return {Reply::Kind::kRefused, {}, {status, MessageOf(body)}};
}

}  // namespace

std::string MessageOf(const Json& body) {
    if (!body.is_object()) return body.is_string() ? body.get<std::string>() : std::string();
    const std::string title = SaidAt(body, "title");
    const std::string detail = SaidAt(body, "detail");
    if (!title.empty() && !detail.empty()) return title + ": " + detail;
    constexpr std::array kPaths = {
        "detail",  "title", "validation.summary",  "error_description", "error_developer_message",
        "message", "error", "validation.exception"};
    for (const std::string_view path : kPaths) {
        if (std::string text = SaidAt(body, path); !text.empty()) return text;
    }
    return Shorten(Dump(body), 200);
}

std::string MessageOf(const HttpResponse& answer) {
    const Json body = ParseJson(answer.body, 64, 1u << 20);
    if (!body.is_discarded()) return Shorten(MessageOf(body), 500);
    return BeginningOf(answer.body);
}

std::optional<Milliseconds> DateOf(const HttpResponse& answer) {
    const auto header = answer.headers.find("date");
    return header == answer.headers.end() ? std::nullopt : ParseHttpDate(header->second);
}

std::optional<Milliseconds> RetryAfter(const HttpResponse& answer, Milliseconds now) {
    const auto header = answer.headers.find("retry-after");
    if (header == answer.headers.end()) return std::nullopt;
    const std::string_view text = Trim(header->second);
    if (const auto until = ParseHttpDate(std::string(text)))
        return std::max<Milliseconds>(0, *until - DateOf(answer).value_or(now));
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size() || seconds < 0)
        return std::nullopt;
    return Milliseconds{seconds} * 1000;
}

std::string DescribeRedirect(std::string_view url, const HttpResponse& answer) {
    const auto header = answer.headers.find("location");
    const std::string place = header == answer.headers.end() ? "" : header->second;
    const auto from = ParseUrl(url);
    const auto to = ParseUrl(place);
    const std::string asked = from ? from->host : std::string(url);
    if (!to) return fmt::format("{} redirects to another path of its own", asked);
    if (to->host == asked)
        return fmt::format("{} redirects to {} of the same host", asked, to->origin);
    return fmt::format("{} redirects to another host, {}", asked, to->host);
}

Reply Judge(const target::Entity& entity, const HttpResponse& answer) {
    using Kind = Reply::Kind;
    if (answer.status == 404) return {Kind::kNotFound, {}, {404, MessageOf(answer)}};
    if (IsRefusal(answer.status)) return {Kind::kRefused, {}, {answer.status, MessageOf(answer)}};
    if (answer.status < 200 || answer.status > 299) {
        return {.refused = {answer.status,
                            fmt::format("it answered {}: {}", answer.status, MessageOf(answer))}};
    }
    if (Trim(answer.body).empty() && entity.success_flag.empty()) return {Kind::kAccepted, {}, {}};
    Json body = ParseJson(answer.body);
    if (body.is_discarded()) {
        return {.refused = {answer.status,
                            fmt::format("the answer is not JSON: {}", BeginningOf(answer.body))}};
    }
    if (entity.success_flag.empty()) return {Kind::kAccepted, std::move(body), {}};
    return JudgeEnvelope(entity, answer.status, std::move(body));
}

bool SaysFull(const target::Entity& entity, const HttpResponse& answer) {
    return answer.status >= 400 &&
           std::ranges::any_of(entity.full_when, [&](const std::string& name) {
               return answer.body.find(Dump(Json(name))) != std::string::npos;
           });
}

Error Full(const std::string& title, const target::Entity& entity, const HttpResponse& answer) {
    return EnvironmentError(fmt::format("{} takes no more {} (it answered {}: {})", title,
                                        entity.id, answer.status, MessageOf(answer)),
                            "make room in this tenant")
        .value();
}

std::optional<Record> RecordIn(const target::Entity& entity, Json body) {
    if (entity.item.empty()) return ToRecord(entity, std::move(body));
    const Json* item = Find(body, entity.item);
    return item == nullptr ? std::nullopt : ToRecord(entity, *item);
}

std::optional<Record> ToRecord(const target::Entity& entity, Json fields) {
    if (!fields.is_object()) return std::nullopt;
    Record record;
    record.id = IdText(Find(fields, entity.id_path));
    if (record.id.empty()) return std::nullopt;
    if (!entity.parent_id_path.empty()) {
        record.parent = IdText(Find(fields, entity.parent_id_path));
    }
    record.fields = std::move(fields);
    return record;
}

}  // namespace plumb::system
