#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "harness/base/clock.h"
#include "harness/base/json_path.h"
#include "harness/base/ordered_list.h"
#include "mocks/http/message.h"
#include "mocks/youtrack/settings.h"
#include "mocks/youtrack/user_store.h"

namespace plumb::mocks::youtrack {

/// YouTrack's own read-only view of Hub's users, under /api/users: a bare list, ids like "1-6", the
/// Hub id in ringId. It learns of a change in Hub after a set time (facts, "Delete / consistency").
/// Not safe from several threads.
class YouTrackSide final {
  public:
    /// All must outlive it.
    YouTrackSide(const Settings& settings, const UserStore& store, Clock& clock)
        : settings_(settings), store_(store), clock_(clock) {}

    /// The same view of the same users in another store.
    YouTrackSide(const YouTrackSide& other, const Settings& settings, const UserStore& store)
        : settings_(settings),
          store_(store),
          clock_(other.clock_),
          seen_(other.seen_),
          pending_(other.pending_) {}

    /// The user is new, or another than before.
    void Changed(const User& user);
    void Removed(const User& user);

    http::Response List(const http::Request& request);
    /// `id` is YouTrack's or a login. `owner` is the user that "me" stands for; Hub's own users are
    /// not replicated, they are there from the start.
    http::Response Read(const http::Request& request, const std::string& id, const User& owner);

  private:
    struct Seen {
        std::uint64_t number = 0;
        Json json{};  ///< null for a user that was removed
    };
    struct SeenNumber {
        std::uint64_t operator()(const Seen& seen) const { return seen.number; }
    };
    struct Change {
        Milliseconds at = 0;
        Seen seen{};
    };

    bool Lags() const { return settings_.replication_lag_ms > 0; }
    void CatchUp();
    std::size_t Count() const;
    std::vector<Json> Slice(std::size_t first, std::size_t last) const;
    Json Find(const std::string& id) const;

    const Settings& settings_;
    const UserStore& store_;
    Clock& clock_;
    // Only with a lag; without one the store itself is shown.
    OrderedList<Seen, SeenNumber> seen_;
    std::deque<Change> pending_;
};

}  // namespace plumb::mocks::youtrack
