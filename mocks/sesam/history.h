#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "harness/base/json_path.h"
#include "mocks/sesam/schema.h"
#include "mocks/sesam/state.h"

namespace plumb::mocks::sesam {

/// The versions that the entities of the datasets have had. A version that lasted less than one run
/// of a pipe was never committed, so it is not among them. Bounded, in versions and in bytes of
/// each dataset: the oldest go first. Not for use from several threads.
class History final {
  public:
    struct Version {
        std::int64_t updated = 0;
        bool deleted = false;
        std::string text{};  ///< the entity as JSON
    };

    /// Notes what has changed in all datasets since the last call.
    void Note(const Schema& schema, const State& state);
    /// Oldest first; the present versions are among them unless they are very old.
    const std::deque<Version>& Of(std::string_view dataset) const;
    void Clear() { datasets_.clear(); }

  private:
    struct Dataset {
        std::int64_t seen = 0;
        std::deque<Version> versions{};
        std::size_t bytes = 0;  ///< of their texts
    };
    std::map<std::string, Dataset, std::less<>> datasets_;
};

}  // namespace plumb::mocks::sesam
