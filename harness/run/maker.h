#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/owed.h"
#include "harness/run/world.h"

namespace plumb::run {

/// Creates, edits and deletes records as a person would and reads every write back from its own
/// system within the profile's lag. Every record is in the run's ledger before it is created, and
/// nothing that is not in there, nor bears the run's tag, is ever touched. Safe from several
/// threads.
class Maker final {
  public:
    explicit Maker(const World& world) : world_(world) {}

    /// True when the next record of this entity brings the run's parent record with it.
    bool LacksParentOf(const target::Entity& entity);
    /// Sends the record: what the answer says of it, or how its system refused it (never NotMade).
    /// Where the entity needs a parent, the run's parent record is made first.
    Result<system::Created> SendNew(Side side, const target::Entity& entity, Json& body,
                                    const system::Purpose& purpose);
    Result<system::Updated> SendEdit(Side side, const target::Entity& entity,
                                     const system::Record& record,
                                     const std::vector<system::Change>& changes,
                                     const system::Purpose& purpose);
    Result<system::Deleted> SendDeletion(Side side, const target::Entity& entity,
                                         const system::Record& record,
                                         const system::Purpose& purpose);

    /// What is to be seen of each of them, once it was accepted.
    static Written New(Side side, const target::Entity& entity, system::Record record, Json body,
                       const system::Purpose& purpose);
    static Written Edited(Side side, const target::Entity& entity, system::Record record,
                          const std::vector<system::Change>& changes,
                          const system::Purpose& purpose);
    static Written Gone(Side side, const target::Entity& entity, system::Record record,
                        const system::Purpose& purpose);
    /// Reads the record by itself until it looks as it must, at most as long as its entity's lag;
    /// as it was last read.
    Result<std::optional<system::Record>> ReadBack(const Written& written);
    /// Of a record that was created and that its system does not show.
    static tl::unexpected<Error> NotShown(const Written& written);

    /// Sends the record and reads it back: as its system stores it, or how it refused it (never
    /// NotMade).
    Result<system::Created> Create(Side side, const target::Entity& entity, Json body,
                                   const system::Purpose& purpose);
    Result<system::Updated> Update(Side side, const target::Entity& entity,
                                   const system::Record& record,
                                   const std::vector<system::Change>& changes,
                                   const system::Purpose& purpose);

  private:
    Result<system::Created> CreateLedgered(Side side, const target::Entity& entity,
                                           const Json& body, const std::string& parent,
                                           const system::Purpose& purpose);
    std::optional<system::Record> FindLost(Side side, const target::Entity& entity,
                                           const std::string& mark, const system::Purpose& purpose);
    std::string WayOutWhenFull(const ledger::Entry& entry) const;
    /// The record's entry; an error when it is not one of the run's.
    Result<int> EntryOf(Side side, const target::Entity& entity, const system::Record& record);
    Result<std::string> ParentFor(Side side, const target::Entity& entity);
    const World& world_;
    std::mutex parent_mutex_;
    std::map<std::string, std::string> parents_;  ///< id by entity
};

}  // namespace plumb::run
