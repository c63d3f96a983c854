#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace plumb::seeds {

/// The circumstances under which a seed runs its cases: what the facts about the systems leave
/// open, how fine their time stamps are and how far off their clocks, how they are timed, and what
/// goes wrong in passing. None of it excuses a data flow, and none of it may make Plumb blame a
/// correct one. A plain value.
struct Conditions {
    std::uint64_t seed = 1;
    int jobs = 1;
    int page_size = 20;    ///< of the built-in data flow
    std::string settings;  ///< of the mock servers, as `plumb mock --settings` takes them
    /// Of the systems' own time stamps, by "system/entity": what a profile of such a system says.
    std::map<std::string, int> resolutions_ms;
    std::vector<nlohmann::json> faults;  ///< as the mocks' admin API takes them
};

/// The same conditions for the same seed, always.
Conditions Draw(std::uint64_t seed);

/// The conditions as a file of settings that repeats them; what is no setting is in its comments.
std::string InWords(const Conditions& conditions);

}  // namespace plumb::seeds
