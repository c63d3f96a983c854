#pragma once

#include <cstdint>
#include <functional>
#include <mutex>

#include "harness/base/clock.h"
#include "mocks/poweroffice/record.h"
#include "mocks/poweroffice/replica.h"
#include "mocks/poweroffice/rules.h"
#include "mocks/poweroffice/settings.h"

namespace plumb::mocks::poweroffice {

/// All records of one company, behind both versions of the API. Gives ids, numbers and time stamps,
/// holds the rules of the entities, and writes all of an edit or nothing. Time stamps strictly
/// grow, so that a "greater than" filter with the largest one seen misses nothing, until somebody
/// sets the clock back, which takes them along; no two records ever share one. An edit moves the
/// time stamp of the edited entity only; a new address does not move its customer's (facts A6,
/// "LastChanged"). Safe from several threads.
class Store final {
  public:
    /// `clock` must outlive the store.
    Store(Clock& clock, const Settings& settings);
    /// A store of its own with the same records, as reads see them now.
    Store(Store& other);

    /// Called with the record's members, gives the new ones.
    using Edit = std::function<Answer<Json>(const Json& members)>;

    Answer<RecordPtr> AddCustomer(Json members);
    Answer<RecordPtr> EditCustomer(std::int64_t id, const Edit& edit);
    Answer<void> DeleteCustomer(std::int64_t id);

    Answer<RecordPtr> AddContactPerson(std::int64_t parent, Json members,
                                       const ContactPersonChecks& checks);
    Answer<RecordPtr> EditContactPerson(std::int64_t parent, std::int64_t id, const Edit& edit,
                                        const ContactPersonChecks& checks);
    Answer<void> DeleteContactPerson(std::int64_t parent, std::int64_t id);

    /// Calls `reader` with what reads see now. The tables may be used only inside of the call,
    /// their records longer.
    void Read(const std::function<void(const Tables&)>& reader);
    /// The same for version 2, whose reads may be set not to lag.
    void ReadV2(const std::function<void(const Tables&)>& reader);

    /// All members of all records by entity, for the admin API.
    Json State();
    void Reset();

  private:
    struct Draft {
        Record record;
        RecordPtr before;  ///< nullptr for a new record
    };
    Draft Begin(RecordPtr before, Json members) const;
    Answer<RecordPtr> PutCustomer(Draft draft);
    Answer<RecordPtr> PutContactPerson(Draft draft, const ContactPersonChecks& checks);
    RecordPtr CommitCustomer(Record record);
    RecordPtr CommitContactPerson(Record record);
    void StampRecord(Draft& draft, bool changed);
    void DateAddress(Draft& draft);
    void NumberCustomer(Draft& draft);
    void ClearOtherDefaults(const Record& record);
    void RefreshPartyCodes(const Record& customer);
    Stamp NextStamp();
    std::string Written(Stamp stamp) const;

    Clock& clock_;
    const Settings settings_;
    std::mutex mutex_;
    Replica tables_;
    Stamp last_stamp_ = 0;
    Stamp last_clock_ = 0;  ///< what the clock said for it
    std::int64_t next_customer_id_;
    std::int64_t next_contact_person_id_;
    std::int64_t next_number_;
    std::int64_t next_address_id_ = 1;
};

}  // namespace plumb::mocks::poweroffice
