#pragma once

#include <string>
#include <vector>

namespace plumb::doctor {

/// How a thing is that was looked at. Closed.
enum class State {
    kFine,
    kNote,      ///< worth knowing; nothing has to be done
    kUnknown,   ///< could not be found out without leaving a trace
    kDoubtful,  ///< a run may go wrong, or decide less than it could
    kBroken,    ///< a run cannot start, or cannot clean up after itself
};

/// One thing that was looked at before anything is written: how it is, and what to do.
struct Finding {
    State state = State::kFine;
    std::string what;   ///< "users: 12 can be read"
    std::string to_do;  ///< "" when nothing has to be done
};

/// The findings on one system or on the data flow, in the order in which they were made.
struct Examination {
    std::string title;  ///< "YouTrack https://example.youtrack.cloud"
    std::vector<Finding> findings;
};

/// How often `state` was found.
int Count(const std::vector<Examination>& examinations, State state);

/// What a person reads: a line per finding with its state first, and below it what to do.
std::string Lines(const std::vector<Examination>& examinations);

}  // namespace plumb::doctor
