#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/world.h"

namespace plumb::run {

/// Creates, edits and deletes records as a person would and reads every write back from its own
/// system within the profile's lag. Every record is in the run's ledger before it is created, and
/// nothing that is not in there, nor bears the run's tag, is ever touched. Safe from several
/// threads.
class Maker final {
  public:
    explicit Maker(const World& world) : world_(world) {}

    /// The record as its system stores it, or how it refused it (never NotMade). Where the entity
    /// needs a parent, the run's parent record is made first.
    Result<system::Created> Create(Side side, const target::Entity& entity, Json body,
                                   const system::Purpose& purpose);
    Result<system::Updated> Update(Side side, const target::Entity& entity,
                                   const system::Record& record,
                                   const std::vector<system::Change>& changes,
                                   const system::Purpose& purpose);
    /// Its system no longer shows the record, or shows it archived, when this returns, unless that
    /// takes longer than the lag that its profile knows.
    Result<system::Deleted> Delete(Side side, const target::Entity& entity,
                                   const system::Record& record, const system::Purpose& purpose);

  private:
    Result<system::Created> CreateLedgered(Side side, const target::Entity& entity,
                                           const Json& body, const std::string& parent,
                                           const system::Purpose& purpose);
    std::optional<system::Record> FindLost(Side side, const target::Entity& entity,
                                           const std::string& mark, const system::Purpose& purpose);
    /// The record's entry; an error when it is not one of the run's.
    Result<int> EntryOf(Side side, const target::Entity& entity, const system::Record& record);
    Result<std::string> ParentFor(Side side, const target::Entity& entity);
    Result<std::optional<system::Record>> ReadBack(Side side, const target::Entity& entity,
                                                   const system::Record& record,
                                                   const Json& expected,
                                                   const system::Purpose& purpose);

    using Seen = std::function<bool(const std::optional<system::Record>&)>;
    /// Reads until what is stored looks as it must, at most as long as the entity's lag.
    Result<std::optional<system::Record>> ReadUntil(Side side, const target::Entity& entity,
                                                    const system::Record& record, const Seen& seen,
                                                    const system::Purpose& purpose);
    Status AwaitDeletion(Side side, const target::Entity& entity, const system::Record& record,
                         const system::Purpose& purpose);

    const World& world_;
    std::mutex parent_mutex_;
    std::map<std::string, std::string> parents_;  ///< id by entity
};

}  // namespace plumb::run
