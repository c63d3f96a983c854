#include "harness/dataflow/execution_log.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "harness/base/json_path.h"
#include "harness/base/mentions.h"
#include "harness/base/text.h"

namespace plumb::dataflow {

namespace {

/// The first of these members that says something.
std::string SaidIn(const Json& entry, std::initializer_list<const char*> members) {
    for (const char* member : members) {
        const auto found = entry.find(member);
        if (found == entry.end() || found->is_null() || *found == "") continue;
        return found->is_string() ? found->get<std::string>() : Dump(*found);
    }
    return {};
}

/// "write-error" of the entry "write-error:17" too, where the node does not name the event.
std::string EventOf(const Json& entry) {
    const std::string event = SaidIn(entry, {"event_type"});
    if (!event.empty()) return event;
    const std::string id = SaidIn(entry, {"_id"});
    return id.substr(0, id.find(':'));
}

std::string SubjectOf(const Json& entry) {
    const std::string id = SaidIn(entry, {"_id"});
    constexpr std::string_view kPrefix = "write-error:";
    return id.starts_with(kPrefix) ? id.substr(kPrefix.size()) : std::string("an entity");
}

Json MemberOf(const Json& entry, const char* member) {
    const auto found = entry.find(member);
    return found == entry.end() ? Json() : *found;
}

bool IsSet(const Json& entry, const char* member) {
    return MemberOf(entry, member) == true;
}

}  // namespace

std::optional<LoggedFailure> ReadLogEntry(const Json& entry) {
    if (!entry.is_object() || IsSet(entry, "_deleted") || IsSet(entry, "resolved"))
        return std::nullopt;
    const std::string event = EventOf(entry);
    LoggedFailure failure;
    failure.message = SaidIn(entry, {"original_error_message", "reason_why_stopped",
                                     "error_message", "message", "traceback"});
    if (event == "pump-failed") {
        failure.what = "the run failed";
        failure.entity = MemberOf(entry, "exception_entity");
        return failure;
    }
    if (event == "read-error") {
        failure.what = "it could not read";
        failure.entity = MemberOf(entry, "entity");
        return failure;
    }
    if (event != "write-error") return std::nullopt;
    failure.is_write = true;
    failure.what = fmt::format("it could not write {}", Shorten(SubjectOf(entry), 200));
    if (IsSet(entry, "dead")) failure.what += ", and will not try again";
    failure.entity = MemberOf(entry, "entity");
    return failure;
}

bool TellsOfThrottling(std::string_view text) {
    constexpr std::string_view kNumber = "429";
    constexpr std::array<std::string_view, 5> kBefore{"status", "code", "http", "answered",
                                                      "error"};
    const std::string lower = ToLower(text);
    if (lower.find("too many requests") != std::string::npos) return true;
    for (std::size_t at = lower.find(kNumber); at != std::string::npos;
         at = lower.find(kNumber, at + 1)) {
        const std::size_t from = at < 20 ? 0 : at - 20;
        const std::string_view near = std::string_view(lower).substr(from, at - from + 4);
        const bool named = std::ranges::any_of(kBefore, [&](std::string_view word) {
            return near.find(word) != std::string_view::npos;
        });
        if (named && Mentions(near, kNumber)) return true;
    }
    return false;
}

}  // namespace plumb::dataflow
