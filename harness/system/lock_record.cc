#include "harness/system/lock_record.h"

#include <fmt/format.h>
#include <regex>

#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::system {

namespace {

/// Hub counts milliseconds, others write a time.
std::optional<Milliseconds> TimeIn(const Json& fields, const std::string& path) {
    const Json* value = path.empty() ? nullptr : Find(fields, path);
    if (value == nullptr) return std::nullopt;
    if (value->is_number_integer()) return value->get<Milliseconds>();
    return value->is_string() ? ParseTime(value->get_ref<const std::string&>()) : std::nullopt;
}

}  // namespace

std::string LockText(const std::string& run, Milliseconds until, const std::string& host,
                     std::size_t max_length) {
    return fmt::format("{} {} until {} on {}", kLockMark, run, FormatTime(until), host)
        .substr(0, max_length);
}

std::optional<LockRecord> LockIn(const target::LockForm& form, const target::Entity& entity,
                                 const Record& record) {
    static const std::regex kText(R"(plumb-lock (\S+) until (\S+) on (\S*))", std::regex::icase);
    const std::string text = TextAt(record.fields, form.field);
    if (!ToLower(text).starts_with(kLockMark) || IsRetired(record, entity)) return std::nullopt;
    LockRecord lock;
    lock.id = record.id;
    lock.made_at = TimeIn(record.fields, form.made_at);
    std::smatch parts;
    if (!std::regex_search(text, parts, kText)) return lock;
    lock.run = parts[1];
    lock.until = ParseTime(parts[2].str());
    lock.host = parts[3];
    return lock;
}

std::string WhoseIs(const LockRecord& lock) {
    if (lock.run.empty()) return "a run of which nothing can be read holds it";
    return fmt::format("the run {} on {} holds it until {}", lock.run, lock.host,
                       lock.until ? FormatTime(*lock.until) : "nobody knows when");
}

std::string WhatToDoAbout(const LockRecord& lock) {
    if (lock.run.empty() || !lock.until)
        return "if no run is at work there, delete the record by hand";
    return fmt::format(
        "wait until it has ended; if it was killed, `plumb cleanup LEDGER` on {} removes what it "
        "has left, and the lock lapses by itself at {}",
        lock.host, FormatTime(*lock.until));
}

}  // namespace plumb::system
