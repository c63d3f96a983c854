#include "mocks/poweroffice/store.h"

#include <utility>

#include <fmt/format.h>

#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/record_path.h"

namespace plumb::mocks::poweroffice {

namespace {

tl::unexpected<Refusal> Missing(std::string_view entity, std::int64_t id) {
    return tl::unexpected(NotThere(entity, id));
}

/// A contact person has the members of both versions, whichever made it.
void AddVersion1Members(Json& members) {
    for (const Field& field : ContactPersonV1Fields().All()) {
        const bool own = field.kept_at.empty() && field.access == Access::kWritable;
        if (own && !members.contains(field.name)) members[field.name] = field.initial;
    }
}

}  // namespace

Store::Store(Clock& clock, const Settings& settings)
    : clock_(clock),
      settings_(settings),
      tables_(settings.replica_lag_ms),
      next_customer_id_(settings.first_customer_id),
      next_contact_person_id_(settings.first_contact_person_id),
      next_number_(settings.first_customer_number) {}

Store::Store(Store& other) : Store(other.clock_, other.settings_) {
    const std::lock_guard lock(other.mutex_);
    tables_ = Replica(other.tables_.Visible(clock_.Now()));
    last_stamp_ = other.last_stamp_;
    last_clock_ = other.last_clock_;
    next_customer_id_ = other.next_customer_id_;
    next_contact_person_id_ = other.next_contact_person_id_;
    next_number_ = other.next_number_;
    next_address_id_ = other.next_address_id_;
}

Store::Draft Store::Begin(RecordPtr before, Json members) const {
    Draft draft;
    if (before != nullptr) {
        draft.record.id = before->id;
        draft.record.parent = before->parent;
        draft.record.created = before->created;
        draft.record.changed = before->changed;
    }
    draft.record.members = std::move(members);
    draft.before = std::move(before);
    return draft;
}

Answer<RecordPtr> Store::AddCustomer(Json members) {
    const std::scoped_lock lock(mutex_);
    Draft draft = Begin(nullptr, std::move(members));
    draft.record.id = next_customer_id_;
    auto added = PutCustomer(std::move(draft));
    if (added) ++next_customer_id_;
    return added;
}

Answer<RecordPtr> Store::EditCustomer(std::int64_t id, const Edit& edit) {
    const std::scoped_lock lock(mutex_);
    RecordPtr before = tables_.Primary().customers.Find(id);
    if (before == nullptr) return Missing("customer", id);
    auto edited = edit(before->members);
    if (!edited) return tl::unexpected(std::move(edited.error()));
    return PutCustomer(Begin(std::move(before), std::move(*edited)));
}

Answer<void> Store::DeleteCustomer(std::int64_t id) {
    const std::scoped_lock lock(mutex_);
    const RecordPtr customer = tables_.Primary().customers.Find(id);
    if (customer == nullptr) return Missing("customer", id);
    const Records& persons = tables_.Primary().contact_persons.OfParent(id);
    if (!persons.IsEmpty() &&
        settings_.delete_customer_with_contacts == DeleteWithContacts::kRefuse) {
        return Refuse(Why::kConflict,
                      fmt::format("Customer {} has {} contact person(s) and cannot be deleted.", id,
                                  persons.Size()));
    }
    const Milliseconds now = clock_.Now();
    for (const RecordPtr& person : persons.All()) tables_.Erase(person, now);
    tables_.Erase(customer, now);
    return {};
}

Answer<RecordPtr> Store::AddContactPerson(std::int64_t parent, Json members,
                                          const ContactPersonChecks& checks) {
    const std::scoped_lock lock(mutex_);
    if (tables_.Primary().customers.Find(parent) == nullptr) return Missing("customer", parent);
    AddVersion1Members(members);
    Draft draft = Begin(nullptr, std::move(members));
    draft.record.id = next_contact_person_id_;
    draft.record.parent = parent;
    auto added = PutContactPerson(std::move(draft), checks);
    if (added) ++next_contact_person_id_;
    return added;
}

Answer<RecordPtr> Store::EditContactPerson(std::int64_t parent, std::int64_t id, const Edit& edit,
                                           const ContactPersonChecks& checks) {
    const std::scoped_lock lock(mutex_);
    RecordPtr before = tables_.Primary().contact_persons.Find(id);
    if (before == nullptr || before->parent != parent) return Missing("contact person", id);
    auto edited = edit(before->members);
    if (!edited) return tl::unexpected(std::move(edited.error()));
    return PutContactPerson(Begin(std::move(before), std::move(*edited)), checks);
}

Answer<void> Store::DeleteContactPerson(std::int64_t parent, std::int64_t id) {
    const std::scoped_lock lock(mutex_);
    const RecordPtr person = tables_.Primary().contact_persons.Find(id);
    if (person == nullptr || person->parent != parent) return Missing("contact person", id);
    tables_.Erase(person, clock_.Now());
    return {};
}

void Store::Read(const std::function<void(const Tables&)>& reader) {
    const std::scoped_lock lock(mutex_);
    reader(tables_.Visible(clock_.Now()));
}

void Store::ReadV2(const std::function<void(const Tables&)>& reader) {
    if (settings_.v2_lags) return Read(reader);
    const std::scoped_lock lock(mutex_);
    reader(tables_.Primary());
}

Json Store::State() {
    const std::scoped_lock lock(mutex_);
    Json state = {{"customers", Json::array()}, {"contactperson", Json::array()}};
    for (const RecordPtr& record : tables_.Primary().customers.ById()) {
        state["customers"].push_back(record->members);
    }
    for (const RecordPtr& record : tables_.Primary().contact_persons.ById()) {
        state["contactperson"].push_back(record->members);
    }
    return state;
}

void Store::Reset() {
    const std::scoped_lock lock(mutex_);
    tables_.Clear();
    next_customer_id_ = settings_.first_customer_id;
    next_contact_person_id_ = settings_.first_contact_person_id;
    next_number_ = settings_.first_customer_number;
    next_address_id_ = 1;
}

}  // namespace plumb::mocks::poweroffice
