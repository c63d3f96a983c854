#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/plan/plan.h"
#include "harness/run/held.h"

namespace plumb::run {

/// All records that one case holds, by handle, and what happened to them when: what the steps of a
/// case write and its expectations read. A plain value.
struct Cast {
    const plan::Case* plan = nullptr;
    std::string tag;
    std::map<std::string, std::vector<Held>> records;  ///< by handle; lists by index
    std::map<Side, int> touched;                       ///< phase of the last request on a side
    std::map<std::string, std::size_t> marks;          ///< name -> writes seen by then
    std::map<std::string, Milliseconds> mark_times;
    std::map<std::string, nlohmann::json> fresh;  ///< named fresh values
    int fresh_number = 0;
    int first_barrier = 0;  ///< the barrier after the first request

    std::vector<Held>* Find(const std::string& handle) {
        const auto found = records.find(handle);
        return found == records.end() ? nullptr : &found->second;
    }
};

}  // namespace plumb::run
