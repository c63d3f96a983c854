#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace plumb::ledger {

/// What became of a record of the run. Closed.
enum class State {
    kIntended,  ///< its creation was about to be sent; whether it exists is not known
    kMade,      ///< it exists, and its id is known
    kRefused,   ///< its system would not create it, or was never asked
    kRemoved,   ///< deleted, or seen to be gone
    kArchived,  ///< could not be deleted; the profile's fallback was accepted
};
std::string_view ToString(State state);  ///< "intended", "made", "refused", "removed", "archived"

/// One record that the run made, or that the data flow made of the run's records ("adopted"). Only
/// such records are ever edited or deleted. A plain value.
struct Entry {
    int number = 0;        ///< from 1, in the order of making
    std::string system{};  ///< "youtrack"
    std::string entity{};  ///< "users"
    std::string parent{};  ///< id of the record that holds it; "" for none
    std::string mark{};    ///< a text in it that no other record bears, in lower case
    std::string id{};      ///< "" as long as it is not known
    bool adopted = false;
    State state = State::kIntended;
    std::string why{};  ///< it could only be retired, in the system's words

    /// It is, or may be, in its system.
    bool IsAlive() const { return state == State::kIntended || state == State::kMade; }
};

/// The tag of a run's locks (run::TenantLock): no record of a case bears it.
std::string LockTag(const std::string& run_tag);

/// True for a lock of the run, and for what the data flow has made of one.
bool IsLock(const Entry& entry, const std::string& run_tag);

/// What became of a scheduler that the run has paused. Closed.
enum class PauseState {
    kPaused,    ///< it was about to be paused, and has to be set as it was
    kRestored,  ///< it is as it was
    kLeft,      ///< it was not paused any more when it was to be set as it was
};
std::string_view ToString(PauseState state);  ///< "paused", "restored", "left"

/// What makes the data flow run by itself, paused while the run lasts. A plain value.
struct Pause {
    PauseState state = PauseState::kPaused;
    nlohmann::json former{};  ///< how it was set, in the data flow's own words

    bool IsPending() const { return state == PauseState::kPaused; }
};

/// Whose records a ledger holds, and what it takes to remove them.
struct Header {
    std::string run{};        ///< its tag: every record of the run bears it
    std::string started{};    ///< RFC 3339
    std::string target{};     ///< target file, absolute; secrets are not in the ledger
    std::string checklist{};  ///< checklist file, absolute
};

}  // namespace plumb::ledger
