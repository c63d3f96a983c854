#include "harness/journal/event.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <tuple>
#include <type_traits>

#include <fmt/format.h>

#include "harness/base/json_path.h"

namespace plumb::journal {

namespace {

using Ordered = nlohmann::ordered_json;

/// Years 0 to 9999, which have four digits.
constexpr Milliseconds kFirstTime = -62'167'219'200'000;
constexpr Milliseconds kLastTime = 253'402'300'799'999;

/// A record may be as deep as the base reader allows, and stands a few levels inside its event.
constexpr std::size_t kMaxDepth = 128;
constexpr std::size_t kMaxBytes = std::size_t{1} << 30;

// --- which keys an event has, in the order in which they are written -----------------------------

template <class Event, class Member>
struct Field {
    std::string_view key;
    Member Event::*member;
    bool required;
};

/// A key without which the event says nothing.
template <class Event, class Member>
constexpr Field<Event, Member> Must(std::string_view key, Member Event::*member) {
    return {key, member, true};
}

/// A key that keeps its default when it is absent.
template <class Event, class Member>
constexpr Field<Event, Member> May(std::string_view key, Member Event::*member) {
    return {key, member, false};
}

constexpr auto FieldsOf(const SystemSeen*) {
    return std::tuple(Must("id", &SystemSeen::id), May("hosts", &SystemSeen::hosts));
}

constexpr auto FieldsOf(const RunStarted*) {
    using E = RunStarted;
    return std::tuple(
        May("format", &E::format), Must("run", &E::run), May("at", &E::at),
        May("version", &E::version), May("command", &E::command), May("target", &E::target),
        May("mock", &E::mock), May("systems", &E::systems), May("dataflow", &E::dataflow),
        May("seed", &E::seed), May("capabilities", &E::capabilities), May("gate", &E::gate),
        May("tester", &E::tester), May("filters", &E::filters), May("shard", &E::shard),
        May("cases", &E::cases), May("notes", &E::notes),
        May("checklist_digest", &E::checklist_digest),
        May("catalogue_digest", &E::catalogue_digest), May("checklist", &E::checklist));
}

constexpr auto FieldsOf(const CasePlanned*) {
    using E = CasePlanned;
    return std::tuple(Must("id", &E::id), May("flow", &E::flow), May("clauses", &E::clauses),
                      May("check", &E::check), May("variant", &E::variant),
                      Must("basis", &E::basis), May("property", &E::property),
                      May("summary", &E::summary), May("steps", &E::steps));
}

constexpr auto FieldsOf(const Exchange*) {
    using E = Exchange;
    return std::tuple(Must("number", &E::number), May("at", &E::at), May("took_ms", &E::took_ms),
                      May("who", &E::who), May("system", &E::system), May("case", &E::case_id),
                      May("purpose", &E::purpose), May("method", &E::method), May("url", &E::url),
                      May("headers", &E::headers), May("request", &E::request),
                      May("status", &E::status), May("response", &E::response));
}

constexpr auto FieldsOf(const Barrier*) {
    using E = Barrier;
    return std::tuple(Must("number", &E::number), May("at", &E::at), May("took_ms", &E::took_ms),
                      May("outcome", &E::outcome), May("rounds", &E::rounds),
                      May("cases", &E::cases), May("detail", &E::detail));
}

constexpr auto FieldsOf(const Moment*) {
    using E = Moment;
    return std::tuple(May("at", &E::at), May("lane", &E::lane), May("text", &E::text),
                      May("exchange", &E::exchange));
}

constexpr auto FieldsOf(const Judged*) {
    using E = Judged;
    return std::tuple(May("expectation", &E::expectation), May("expected", &E::expected),
                      May("seen", &E::seen), Must("verdict", &E::verdict),
                      May("before", &E::before), May("after", &E::after));
}

constexpr auto FieldsOf(const CaseJudged*) {
    using E = CaseJudged;
    return std::tuple(Must("id", &E::id), May("at", &E::at), May("took_ms", &E::took_ms),
                      Must("verdict", &E::verdict), May("reason", &E::reason),
                      May("missing_need", &E::missing_need), May("confirmed", &E::confirmed),
                      May("expectations", &E::expectations), May("timeline", &E::timeline),
                      May("exchanges", &E::exchanges));
}

constexpr auto FieldsOf(const Noted*) {
    using E = Noted;
    return std::tuple(May("at", &E::at), Must("text", &E::text), May("is_error", &E::is_error));
}

constexpr auto FieldsOf(const RunFinished*) {
    using E = RunFinished;
    return std::tuple(May("at", &E::at), Must("exit_status", &E::exit_status),
                      May("ended", &E::ended), May("syncs", &E::syncs),
                      May("requests", &E::requests), May("took_ms", &E::took_ms));
}

constexpr std::string_view NameOf(const RunStarted*) {
    return "run-started";
}
constexpr std::string_view NameOf(const CasePlanned*) {
    return "case-planned";
}
constexpr std::string_view NameOf(const Exchange*) {
    return "exchange";
}
constexpr std::string_view NameOf(const Barrier*) {
    return "barrier";
}
constexpr std::string_view NameOf(const CaseJudged*) {
    return "case-judged";
}
constexpr std::string_view NameOf(const Noted*) {
    return "noted";
}
constexpr std::string_view NameOf(const RunFinished*) {
    return "run-finished";
}

// --- writing ------------------------------------------------------------------------------------

template <class T>
void WriteFields(Ordered& to, const T& from);

template <class T>
Ordered Write(const T& value) {
    if constexpr (std::is_same_v<T, Milliseconds>) {
        return FormatTime(std::clamp(value, kFirstTime, kLastTime));
    } else if constexpr (std::is_same_v<T, double>) {
        // Microseconds are as fine as any of these durations is measured.
        const bool can_be_rounded = std::abs(value) < 1e9;
        if (can_be_rounded) return std::round(value * 1000) / 1000;
        return std::isfinite(value) ? value : 0.0;
    } else if constexpr (std::is_constructible_v<Ordered, T>) {
        return value;
    } else {
        Ordered object = Ordered::object();
        WriteFields(object, value);
        return object;
    }
}

template <class T>
Ordered Write(const std::vector<T>& values) {
    Ordered list = Ordered::array();
    for (const T& value : values) list.push_back(Write(value));
    return list;
}

Ordered Write(const std::vector<std::pair<std::string, std::string>>& values) {
    Ordered list = Ordered::array();
    for (const auto& [name, value] : values) list.push_back(Ordered::array({name, value}));
    return list;
}

/// Empty texts, lists and absent records are not written: most lines hold several of them.
bool SaysNothing(const Ordered& value) {
    if (value.is_string()) return value.get_ref<const std::string&>().empty();
    return value.is_null() || (value.is_array() && value.empty());
}

template <class T>
void WriteFields(Ordered& to, const T& from) {
    const auto write = [&](const auto& field) {
        using Member = std::decay_t<decltype(from.*field.member)>;
        Ordered value = Write(from.*field.member);
        const bool is_record = std::is_same_v<Member, nlohmann::json>;
        const bool leave_out = is_record ? value.is_null() : SaysNothing(value);
        if (field.required || !leave_out) to[std::string(field.key)] = std::move(value);
    };
    std::apply([&](const auto&... field) { (write(field), ...); },
               FieldsOf(static_cast<const T*>(nullptr)));
}

// --- reading: each function answers "" or what is wrong, with the way to it in front -------------

template <class T>
std::string ReadFields(const Json& from, T& to);

std::string ReadValue(const Json& from, std::string& to) {
    if (!from.is_string()) return " must be a text";
    to = from.get_ref<const std::string&>();
    return "";
}

std::string ReadValue(const Json& from, bool& to) {
    if (!from.is_boolean()) return " must be true or false";
    to = from.get<bool>();
    return "";
}

std::string ReadValue(const Json& from, int& to) {
    const std::string wrong = " must be a whole number between -2147483648 and 2147483647";
    if (!from.is_number_integer()) return wrong;
    constexpr std::uint64_t most = std::numeric_limits<int>::max();
    if (from.is_number_unsigned() && from.get<std::uint64_t>() > most) return wrong;
    if (from.get<std::int64_t>() < std::numeric_limits<int>::min()) return wrong;
    to = from.get<int>();
    return "";
}

std::string ReadValue(const Json& from, std::uint64_t& to) {
    if (!from.is_number_unsigned()) return " must be a whole number, 0 or more";
    to = from.get<std::uint64_t>();
    return "";
}

std::string ReadValue(const Json& from, double& to) {
    if (!from.is_number()) return " must be a number";
    to = from.get<double>();
    return "";
}

std::string ReadValue(const Json& from, Milliseconds& to) {
    const std::string wrong = " must be a time such as \"2026-11-22T13:10:31.250Z\"";
    if (!from.is_string()) return wrong;
    const auto time = ParseTime(from.get_ref<const std::string&>());
    if (!time || *time < kFirstTime || *time > kLastTime) return wrong;
    to = *time;
    return "";
}

std::string ReadValue(const Json& from, Json& to) {
    to = from;
    return "";
}

std::string ReadValue(const Json& from, std::pair<std::string, std::string>& to) {
    const bool is_pair =
        from.is_array() && from.size() == 2 && from[0].is_string() && from[1].is_string();
    if (!is_pair) return " must be a list of a name and a value";
    to = {from[0].get<std::string>(), from[1].get<std::string>()};
    return "";
}

template <class T>
std::string ReadValue(const Json& from, T& to) {
    return ReadFields(from, to);
}

template <class T>
std::string ReadValue(const Json& from, std::vector<T>& to) {
    if (!from.is_array()) return " must be a list";
    to.reserve(from.size());
    for (const Json& item : from) {
        T value{};
        std::string wrong = ReadValue(item, value);
        if (!wrong.empty()) return fmt::format("[{}]{}", to.size(), wrong);
        to.push_back(std::move(value));
    }
    return "";
}

template <class T>
std::string ReadFields(const Json& from, T& to) {
    if (!from.is_object()) return " must be an object";
    std::string problem;
    const auto read = [&](const auto& field) {
        if (!problem.empty()) return;
        const auto member = from.find(field.key);
        if (member == from.end()) {
            if (field.required) problem = fmt::format(".{} is missing", field.key);
            return;
        }
        std::string wrong = ReadValue(*member, to.*field.member);
        if (!wrong.empty()) problem = fmt::format(".{}{}", field.key, wrong);
    };
    std::apply([&](const auto&... field) { (read(field), ...); },
               FieldsOf(static_cast<const T*>(nullptr)));
    return problem;
}

/// Reads `from` into `to` when it is an event of kind T; false when it is another kind.
template <class T>
bool ReadAs(std::string_view name, const Json& from, std::optional<Event>& to,
            std::string& problem) {
    if (name != NameOf(static_cast<const T*>(nullptr))) return false;
    T event;
    problem = ReadFields(from, event);
    to = std::move(event);
    return true;
}

template <class... Kinds>
void ReadAny(std::string_view name, const Json& from, std::optional<Event>& to,
             std::string& problem, const std::variant<Kinds...>*) {
    (ReadAs<Kinds>(name, from, to, problem) || ...);
}

constexpr std::string_view kHint = "a journal is written by `plumb run`, one JSON object per line";

}  // namespace

std::string ToLine(const Event& event) {
    return std::visit(
        [](const auto& kind) {
            Ordered line = Ordered::object();
            line["event"] = NameOf(&kind);
            WriteFields(line, kind);
            return line.dump(-1, ' ', false, Ordered::error_handler_t::replace);
        },
        event);
}

Result<std::optional<Event>> FromLineIfKnown(std::string_view line, const Place& place) {
    const Json json = ParseJson(line, kMaxDepth, kMaxBytes);
    if (json.is_discarded()) {
        return InputError("this line is not JSON, or is nested too deeply", place,
                          std::string(kHint));
    }
    if (!json.is_object() || !json.contains("event") || !json["event"].is_string()) {
        return InputError("this line is no event: it has no \"event\"", place, std::string(kHint));
    }
    const std::string& name = json["event"].get_ref<const std::string&>();
    std::optional<Event> event;
    std::string problem;
    ReadAny(name, json, event, problem, static_cast<const Event*>(nullptr));
    if (!problem.empty()) return InputError(name + problem, place);
    return event;
}

Result<Event> FromLine(std::string_view line, const Place& place) {
    auto event = FromLineIfKnown(line, place);
    if (!event) return tl::make_unexpected(std::move(event.error()));
    if (!*event) {
        return InputError("this kind of event is not known to this version", place,
                          "read the journal with the version of Plumb that wrote it");
    }
    return std::move(**event);
}

}  // namespace plumb::journal
