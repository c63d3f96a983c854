#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/clock.h"

namespace plumb::deviation {

/// One known deviation: cases that are expected to fail for the time being, and who answers for
/// it. A plain value; what was left out or is still to be filled in is "".
struct Entry {
    std::string cases;    ///< the id of a case, or a pattern: "*" stands for any text, "?" for one
    std::string reason;   ///< why it is accepted for now
    std::string owner;    ///< who sees to it
    std::string ticket;   ///< where it is followed up
    std::string expires;  ///< "2027-03-31": the last day on which it excuses anything (UTC)
    std::string message;  ///< what the failure's reason must say, see Says(); "" for any
    int line = 0;         ///< in the list's file; 0 when not known

    bool IsComplete() const {
        return !reason.empty() && !owner.empty() && !ticket.empty() && !expires.empty();
    }
    bool operator==(const Entry&) const = default;
};

/// True when the entry no longer excuses anything at this time.
bool IsExpired(const Entry& entry, Milliseconds at);

/// The entry that speaks of this case: one that names it comes before patterns, and an earlier one
/// before later ones. nullopt when it is not listed.
std::optional<std::size_t> FindEntry(const std::vector<Entry>& entries, std::string_view case_id);

/// Stands for any text in an entry's message.
inline constexpr std::string_view kAnyText = "…";

/// True when a reason contains a message: its pieces between "…", in their order.
bool Says(std::string_view reason, std::string_view message);

/// What says the same of every run about a failure: the first line of its reason, with "…" for
/// quoted values and words that hold a digit. "" when too little is left to tell one failure from
/// another.
std::string StableMessage(std::string_view reason);

}  // namespace plumb::deviation
