#pragma once

#include <map>
#include <string>

#include "harness/target/profile.h"

namespace plumb::plan {

/// What a case, a wave or a plan takes of the systems. A plain value; it adds up.
struct Load {
    std::map<std::string, int> records;  ///< alive at a time, by "youtrack.users"
    std::map<std::string, int> left;     ///< of these, what nothing has deleted in the end
    int writes = 0;                      ///< creations and edits, as a write budget counts them
    int deletions = 0;
    std::map<std::string, int> requests;  ///< writes included, by "youtrack url": what shares a key

    void Add(const Load& other);
    int Requests() const;

    /// The requests with which the harness acts on records of the entity "SYSTEM.ENTITY"; each
    /// write is read back. `count` may be 0.
    void Create(const std::string& key, const target::Entity& entity, int count);
    void Edit(const std::string& key, const target::Entity& entity, int count);
    void Delete(const std::string& key, const target::Entity& entity, int count);
    /// A list of `there` records, `times` over: pages are read until one brings nothing new.
    void List(const std::string& key, const target::Entity& entity, int there, int times);
    /// Records that the data flow makes.
    void Appear(const std::string& key, int count);
    void Send(const std::string& key, const target::Operation& operation, int count);
};

}  // namespace plumb::plan
