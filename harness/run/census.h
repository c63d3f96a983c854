#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/run/places.h"
#include "harness/run/world.h"

namespace plumb::run {

/// Watches over the records of a tenant that are not the run's: which are there before it and
/// after it, and which have changed meanwhile, apart from what their system manages itself. Of each
/// it keeps a keyed digest; the key is random, is never written, and ends with the run, so nothing
/// can be learned from it about anybody. One list per entity each time. Judges nothing: what it
/// sees goes into the journal. Not for several threads.
class Census final {
  public:
    explicit Census(const World& world);

    using Look = std::function<void(const Place&, const std::vector<system::Record>&)>;
    /// `look` is shown the lists as they are read, for others who need them at the same time.
    void TakeBefore(const Look& look = {});
    /// After the run has removed what it made.
    void Compare();

  private:
    using Digests = std::map<std::string, std::string>;  ///< by id

    void Compare(const Place& place, const Digests& before, const Digests& after,
                 journal::Census& seen) const;
    Result<Digests> Read(const Place& place, const std::string& purpose, const Look& look = {});
    bool IsOurs(const Place& place, const system::Record& record) const;
    journal::Census Begin(const Place& place, const std::string& phase) const;

    const World& world_;
    const std::string key_;
    std::map<Place, Digests> before_;  ///< without those that could not be read
};

/// A text from which it follows whether two states of a record differ in what its system does not
/// manage itself. Absent, null and "" are the same.
std::string UnmanagedPart(const Json& fields, const target::Entity& entity);

}  // namespace plumb::run
