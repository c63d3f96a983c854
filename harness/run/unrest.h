#pragma once

#include <span>
#include <string>
#include <vector>

#include "harness/dataflow/driver.h"
#include "harness/system/mock_admin.h"

namespace plumb::run {

/// What a run has learned of a data flow that never comes to rest: after that has been shown twice,
/// a sync in which it does the same again need not use all its rounds. Judges nothing; knows only
/// syncs whose writes were logged.
class Unrest final {
  public:
    using Writes = std::span<const system::LoggedWrite>;

    /// A sync has ended as reported, after all its writes.
    void Note(int barrier, const dataflow::SyncReport& report, Writes writes);

    /// After how many rounds a sync is looked at; 0 for never: it has not been shown.
    int FewRounds() const;
    /// True when the last rounds of a sync did nothing but write records once more that it had
    /// written in half of its rounds or more: whoever is still on the way to something does not.
    static bool OnlyRepeats(const dataflow::SyncReport& report, Writes writes);
    /// "it did not come to rest in syncs 1 and 2 …".
    std::string InWords() const;

  private:
    std::vector<int> shown_in_;  ///< barriers
    int most_ = 0;               ///< rounds of these
    int slowest_ = 0;            ///< rounds of a sync that came to rest
};

}  // namespace plumb::run
