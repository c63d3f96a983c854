#pragma once

#include <string>
#include <variant>
#include <vector>

namespace plumb::explore {

/// What people, the world and the data flow do one after the other, as it is generated and shrunk.
/// Records are known by the number that their birth gave them, so that an action keeps its meaning
/// when others are taken out. A plain value; what must come of it, the model says.

struct Birth {
    int record = 0;
    int kind = 0;      ///< of the landscape
    int matches = -1;  ///< record of the other side with which it shares the keys; -1 for none
    /// How it shares them: everything that is kept in sync as well, or one alternative of the keys
    /// alone.
    int alternative = -1;
    int resembles = -1;  ///< record whose key it misses narrowly, and whose name it bears
    int variant = 0;     ///< of the near miss
    bool bare = false;   ///< empty wherever it may be
    bool operator==(const Birth&) const = default;
};

enum class Content {
    kFresh,
    kOdd,  ///< long, with letters beyond ASCII and of both cases, with blanks
    kEmpty,
    kUndone,  ///< what it was before the last edit
    kMatch,   ///< the key of another record
};

struct Edit {
    int record = 0;
    int field = 0;  ///< of its kind
    Content content = Content::kFresh;
    int matches = -1;  ///< record, for kMatch
    bool operator==(const Edit&) const = default;
};

struct Deletion {
    int record = 0;
    bool operator==(const Deletion&) const = default;
};
struct Pause {  ///< a sync
    bool operator==(const Pause&) const = default;
};
struct Restart {
    bool operator==(const Restart&) const = default;
};
/// Meets one request of the coming sync. Ends the phase by itself: a data flow may need further
/// syncs to find out what has become of it.
struct Trouble {
    int record = -1;     ///< whose write is met, or whose making; -1: any request of a system
    int verdict = 0;     ///< of the table of verdicts
    int nth = 1;         ///< where it is any request
    bool source = true;  ///< of which system, likewise
    bool operator==(const Trouble&) const = default;
};

using Action = std::variant<Birth, Edit, Deletion, Pause, Restart, Trouble>;
using Sequence = std::vector<Action>;

/// How many kinds of trouble there are; the mildest first.
constexpr int kVerdicts = 8;
constexpr int kNearMisses = 5;  ///< variants below; this one is the former value itself

}  // namespace plumb::explore
