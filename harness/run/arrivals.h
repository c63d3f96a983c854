#pragma once

#include <map>
#include <optional>
#include <string>

#include "harness/base/clock.h"
#include "harness/checklist/checklist.h"
#include "harness/run/window.h"

namespace plumb::run {

/// What the controls of each flow and direction came to, sync by sync, and what that proves; one
/// for a whole run, so that no wave has to learn again how long edits take. Knows neither records
/// nor requests. Not for use while it is added to from another thread.
class Arrivals final {
  public:
    /// `longest_window` is the deadline of a sync.
    explicit Arrivals(Milliseconds longest_window) : longest_window_(longest_window) {}

    enum class Answer {
        kArrived,
        kLate,        ///< it arrived after the window, in a sync whose end was only assumed
        kMissing,     ///< it was not edited, or was and did not arrive
        kImpossible,  ///< nothing that is kept in sync can carry a control in this direction
    };
    struct Proof {
        Answer answer = Answer::kImpossible;
        /// From the edit until its arrival was looked for: an upper bound of the lag, since it is
        /// read after the sync. Absent when no edit was read in that time.
        std::optional<Milliseconds> after;
        Milliseconds window = 0;
    };

    /// A control exists in this direction: edits on `edited` of this flow are followed.
    void Follow(const std::string& flow, checklist::Side edited);
    /// The control was looked for `after` its edit. `is_assumed`: the sync before it ended because
    /// nothing was seen to move, and not because the data flow said that it was done. Returns what
    /// that proves.
    Proof Add(const std::string& flow, checklist::Side edited, int barrier, bool has_arrived,
              Milliseconds after, bool is_assumed);

    /// How long the next control edit of this flow and side may take.
    Milliseconds WindowOf(const std::string& flow, checklist::Side edited) const;

    /// Whether a control of this flow, edited on `side` in or after phase `phase`, has arrived by
    /// the end of barrier `until`. A phase lies before the barrier of the next number. The best of
    /// several answers.
    Proof Proves(const std::string& flow, checklist::Side side, int phase, int until) const;
    /// The same for exactly the sync of this barrier.
    Proof ProvesAt(const std::string& flow, checklist::Side side, int barrier) const {
        return Proves(flow, side, barrier - 1, barrier);
    }

  private:
    struct Direction {
        Window window;
        std::map<int, Proof> proofs;  ///< by barrier
    };

    Milliseconds longest_window_;
    std::map<std::pair<std::string, checklist::Side>, Direction> directions_;
};

/// "the control arrived after 4.2 s, the window was 3.0 s".
std::string InWords(const Arrivals::Proof& proof);

}  // namespace plumb::run
