#include <fmt/format.h>

#include <cstdint>
#include <limits>

#include "harness/base/json_path.h"
#include "harness/journal/event.h"
#include "harness/journal/fields.h"

namespace plumb::journal {

namespace {

/// A record may be as deep as the base reader allows, and stands a few levels inside its event.
constexpr std::size_t kMaxDepth = 128;
constexpr std::size_t kMaxBytes = std::size_t{1} << 30;

/// Each function answers "" or what is wrong, with the way to it in front.
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
std::string ReadValue(const Json& from, std::optional<T>& to) {
    if (from.is_null()) return "";
    T value{};
    std::string wrong = ReadValue(from, value);
    to = std::move(value);
    return wrong;
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
