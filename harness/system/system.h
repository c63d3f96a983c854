#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/journal/event.h"
#include "harness/system/http_client.h"
#include "harness/target/profile.h"
#include "harness/target/target.h"

namespace plumb::system {

/// One entity instance as its system returned it.
struct Record {
    std::string id;
    std::string parent;  ///< "" when its entity has none
    nlohmann::json fields;
    int exchange = 0;  ///< number of the request for a list that showed it; 0: no list did
};

/// The system understood the request and said no: a validation error. Not an error of the harness.
struct Refused {
    int status = 0;
    std::string message;  ///< the system's own words
};
struct NotFound {};
/// The system would not delete the record, and took the profile's fallback instead.
struct Retired {
    std::string why;  ///< it would not, in its own words
};
/// A creation that was turned away, or never left, for the reason in `error`: there is no record.
struct NotMade {
    Error error;
    bool is_full = false;  ///< the tenant has no room for one more record of the entity
};

using Created = std::variant<Record, Refused, NotMade>;
using Updated = std::variant<Record, Refused, NotFound>;
using Deleted = std::variant<std::monostate, Refused, NotFound, Retired>;

/// What a person may do to the records of an entity.
enum class Deed { kCreate, kEdit, kDelete };
/// What came of a deed that was tried on nothing. Closed.
enum class Trial {
    kPossible,  ///< the system looked for the record, or at the body, and said no
    kDone,      ///< the system said yes; what it made was deleted again
};

/// A property and its new value; nullopt removes it.
struct Change {
    std::string path;
    std::optional<nlohmann::json> value;
};

/// Why a request is sent: for the journal and the timeline.
struct Purpose {
    std::string case_id;
    std::string text;  ///< "create source", "read back target"
    /// What is done to a record, and its entity ("create", "users"); for System alone, which knows.
    std::string act = {}, entity = {};
};

/// The profile's fallback where deleting is refused: "banned: true"; "" for none.
std::string FallbackInWords(const target::Entity& entity);
/// The fallback is in force: a person would find the record retired.
bool IsRetired(const Record& record, const target::Entity& entity);

/// Receives every exchange before the call that made it returns; numbers are given by the listener,
/// which returns the number. Called from the thread that made the call.
using ExchangeListener = std::function<int(journal::Exchange)>;

/// How the harness acts as a person who reads and edits the records of one system, following its
/// profile: authentication, paging, envelopes, bodies, retries. Knows nothing of cases or verdicts.
/// A Result error is the tenant's or the harness's fault (5xx, 401, 429 after retries, no answer,
/// an answer that is not what the profile says). Safe from several threads.
class System final {
  public:
    /// `seed` of the pauses before a request is sent again.
    System(target::Profile profile, target::SystemAccess access, HttpClient& http, Clock& clock,
           ExchangeListener listener, std::uint64_t seed = 1);
    ~System();

    const target::Profile& GetProfile() const;

    /// An error leaves open whether the record was made.
    Result<Created> Create(const target::Entity& entity, const nlohmann::json& fields,
                           const std::string& parent, const Purpose& purpose);
    /// Only the changed properties are sent, by the entity's body form.
    Result<Updated> Update(const target::Entity& entity, const Record& record,
                           const std::vector<Change>& changes, const Purpose& purpose);
    Result<std::optional<Record>> Read(const target::Entity& entity, const std::string& id,
                                       const std::string& parent, const Purpose& purpose);
    Result<Deleted> Delete(const target::Entity& entity, const Record& record,
                           const Purpose& purpose);
    /// Tries a deed on what the entity's `probe` names, so that nothing changes: whether it is
    /// allowed. An error when it is not, as for any other call. Only for entities with a `probe`.
    Result<Trial> Try(const target::Entity& entity, Deed deed, const Purpose& purpose);
    /// Where the record can be read; a person may open it, given the credentials.
    std::string UrlOf(const target::Entity& entity, const std::string& id,
                      const std::string& parent) const;
    /// All records, page after page.
    Result<std::vector<Record>> List(const target::Entity& entity, const Purpose& purpose);
    /// How many records the last complete list of the entity held; nullopt before there was one.
    std::optional<int> LastCount(const target::Entity& entity) const;

    /// While the data flow runs only the target's `rate_share` of the rate limits is used.
    void ShareLimits(bool shared);
    bool SharesLimits() const;
    /// How many answers asked to slow down (429) so far.
    int TimesThrottled() const;
    /// What time it is by the system's clock, as the newest answer that told has it, ± 1 s; by the
    /// harness's as long as none has.
    Milliseconds Now() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace plumb::system
