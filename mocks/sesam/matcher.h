#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "mocks/sesam/policies.h"

namespace plumb::mocks::sesam {

/// Finds the records that match by the merge rules and links them. Keeps an index of the current
/// keys, so that the cost of a change does not depend on the number of records.
class Matcher final {
  public:
    /// Indexes what the state holds, and links nothing.
    Matcher(const Schema& schema, State& state, const Policies& policies);

    /// Looks at the keys of these records again and links whatever matches now. Returns one record
    /// of every cluster that grew.
    std::vector<RecordRef> Match(std::span<const RecordRef> touched);

    /// True when the record had a key when it was matched that it has no longer.
    bool LosesKey(RecordRef ref);

    /// A deleted record matches nothing.
    void Forget(RecordRef ref);

  private:
    using Keys = std::vector<std::string>;

    Keys KeysOf(RecordRef ref) const;
    Keys& Known(RecordRef ref);
    void Index(RecordRef ref, Keys keys);
    /// The keys that the record has now and had not before.
    Keys Reindex(RecordRef ref);
    bool LinkBy(const std::string& key, RecordRef ref);

    const Schema& schema_;
    State& state_;
    const Policies& policies_;
    std::unordered_map<std::string, std::vector<RecordRef>> index_;
    std::vector<std::vector<Keys>> known_;  ///< by entity and record; sorted
};

}  // namespace plumb::mocks::sesam
