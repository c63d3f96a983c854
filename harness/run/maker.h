#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "harness/run/world.h"

namespace plumb::run {

/// Creates, edits and deletes records as a person would, reads every write back from its own system
/// within the profile's lag, and remembers every record that it made, so that exactly those can be
/// removed again. Safe from several threads.
class Maker final {
  public:
    explicit Maker(const World& world) : world_(world) {}

    /// The record as its system stores it. Where the entity needs a parent, the run's parent record
    /// is made first.
    Result<system::Created> Create(Side side, const target::Entity& entity, Json body,
                                   const system::Purpose& purpose);
    Result<system::Updated> Update(Side side, const target::Entity& entity,
                                   const system::Record& record,
                                   const std::vector<system::Change>& changes,
                                   const system::Purpose& purpose);
    Result<system::Deleted> Delete(Side side, const target::Entity& entity,
                                   const system::Record& record, const system::Purpose& purpose);

    /// Removes all records that this run made, the newest first. Returns what could not be removed.
    std::vector<std::string> CleanUp();

  private:
    struct Made {
        Side side;
        const target::Entity* entity;
        system::Record record;
    };

    Result<std::string> ParentFor(Side side, const target::Entity& entity);
    Result<std::optional<system::Record>> ReadBack(Side side, const target::Entity& entity,
                                                   const system::Record& record,
                                                   const Json& expected,
                                                   const system::Purpose& purpose);

    const World& world_;
    std::mutex mutex_;
    std::mutex parent_mutex_;
    std::map<std::string, std::string> parents_;  ///< id by entity
    std::vector<Made> made_;
};

}  // namespace plumb::run
