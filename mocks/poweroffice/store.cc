#include "mocks/poweroffice/store.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/poweroffice/difference.h"
#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/record_path.h"

namespace plumb::mocks::poweroffice {

namespace {

const Json kNone = nullptr;

/// The clock of a machine is put right by less than this without anybody setting it back.
constexpr Stamp kSetBack = 100 * kStampsPerMillisecond;

tl::unexpected<Refusal> Missing(std::string_view entity, std::int64_t id) {
    return tl::unexpected(NotThere(entity, id));
}

Answer<void> CheckUnique(const Table& table, const Record& record, std::string_view entity) {
    for (const std::string& path : table.Unique()) {
        const Json* value = Find(record.members, path);
        if (value == nullptr || !table.IsTaken(path, *value, record.id)) continue;
        return Refuse(
            Why::kNotUnique,
            fmt::format("{} {} is already used by another {}.", path, Dump(*value), entity), path);
    }
    return {};
}

/// Whether an address belongs to one record alone is no fact, so no index keeps it so.
Answer<void> CheckUniqueEmail(const Table& table, const Record& record, std::string_view entity) {
    const Json& email = record.members.at("EmailAddress");
    if (!email.is_string() || email == "") return {};
    const auto& text = email.get_ref<const std::string&>();
    const auto has_it = table.Contents().WithText("EmailAddress", ToLower(text));
    const bool taken = std::ranges::any_of(
        has_it, [&](const RecordPtr* other) { return (*other)->id != record.id; });
    if (!taken) return {};
    return Refuse(
        Why::kNotUnique,
        fmt::format("EmailAddress {} is already used by another {}.", Dump(email), entity),
        "EmailAddress");
}

void LowerEmail(Json& members) {
    Json& email = members.at("EmailAddress");
    if (email.is_string()) email = ToLower(email.get_ref<const std::string&>());
}

/// A contact person has the members of both versions, whichever made it.
void AddVersion1Members(Json& members) {
    for (const Field& field : ContactPersonV1Fields().All()) {
        const bool own = field.kept_at.empty() && field.access == Access::kWritable;
        if (own && !members.contains(field.name)) members[field.name] = field.initial;
    }
}

bool HasStamp(const Table& table, Stamp stamp) {
    const auto& changes = table.ByChange();
    return !changes.empty() && changes.rbegin()->first >= stamp && changes.contains(stamp);
}

/// For those who change the table meanwhile.
std::vector<RecordPtr> Copy(const Records& records) {
    return records.Slice(0, records.Size());
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
    for (const RecordPtr& person : Copy(persons)) tables_.Erase(person, now);
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

Answer<RecordPtr> Store::PutCustomer(Draft draft) {
    Json& members = draft.record.members;
    const Json& before = draft.before == nullptr ? kNone : draft.before->members;
    if (members["InvoiceDeliveryType"].is_null()) members["InvoiceDeliveryType"] = "PdfByEmail";
    if (auto held = CheckCustomer(members, before, settings_); !held) {
        return tl::unexpected(std::move(held.error()));
    }
    if (!settings_.keeps_email_case) LowerEmail(members);
    NumberCustomer(draft);
    const Table& table = tables_.Primary().customers;
    auto unique = CheckUnique(table, draft.record, "customer");
    if (unique && settings_.customer_email_unique)
        unique = CheckUniqueEmail(table, draft.record, "customer");
    if (!unique) return tl::unexpected(std::move(unique.error()));
    const auto own = {"MailAddress", "LastChangedDateTimeOffset", "IsActive"};
    const bool only_address = draft.before != nullptr && !DiffersBeyond(members, before, own) &&
                              !SameAddress(AddressOf(members), AddressOf(before));
    const bool equal = draft.before != nullptr && !DiffersBeyond(members, before, own);
    StampRecord(draft, !only_address && (!equal || settings_.stamp_equal_writes));
    DateAddress(draft);
    members["IsActive"] = members["IsArchived"] != true;
    members["LastChangedDateTimeOffset"] = Written(draft.record.changed);
    if (draft.before == nullptr) {
        members["Id"] = draft.record.id;
        members["ContactCreatedDateTimeOffset"] = Written(draft.record.created);
        members["CustomerCreatedDateTimeOffset"] = Written(draft.record.created);
    }
    return CommitCustomer(std::move(draft.record));
}

Answer<RecordPtr> Store::PutContactPerson(Draft draft, const ContactPersonChecks& checks) {
    Json& members = draft.record.members;
    const Json& before = draft.before == nullptr ? kNone : draft.before->members;
    if (auto held = CheckContactPerson(members, before, checks); !held) {
        return tl::unexpected(std::move(held.error()));
    }
    if (!settings_.keeps_email_case) LowerEmail(members);
    const Table& table = tables_.Primary().contact_persons;
    auto unique = CheckUnique(table, draft.record, "contact person");
    if (unique && settings_.contact_person_email_unique)
        unique = CheckUniqueEmail(table, draft.record, "contact person");
    if (!unique) return tl::unexpected(std::move(unique.error()));
    const bool equal = draft.before != nullptr &&
                       !DiffersBeyond(members, before, {"LastChangedDateTimeOffset"}) &&
                       !DiffersBeyond(before, members, {"LastChangedDateTimeOffset"});
    const bool only_default = settings_.one_default_contact_person && members["IsDefault"] == true;
    if (only_default) ClearOtherDefaults(draft.record);
    StampRecord(draft, !equal || settings_.stamp_equal_writes);
    members["LastChangedDateTimeOffset"] = Written(draft.record.changed);
    if (draft.before == nullptr) {
        members["Id"] = draft.record.id;
        members["ContactId"] = draft.record.parent;
        members["CreatedDateTimeOffset"] = Written(draft.record.created);
    }
    const RecordPtr customer = tables_.Primary().customers.Find(draft.record.parent);
    members["PartyCustomerCode"] = customer->members["Number"];
    return CommitContactPerson(std::move(draft.record));
}

RecordPtr Store::CommitCustomer(Record record) {
    record.v2 = WriteCustomer(record.members, {settings_.may_read_national_ids});
    const auto committed = std::make_shared<const Record>(std::move(record));
    const RecordPtr before = tables_.Primary().customers.Find(committed->id);
    tables_.Put(committed, clock_.Now());
    const bool renumbered =
        before != nullptr && before->members["Number"] != committed->members["Number"];
    if (renumbered) RefreshPartyCodes(*committed);
    return committed;
}

RecordPtr Store::CommitContactPerson(Record record) {
    record.v2 = WriteContactPersonV2(record.members);
    record.v1 =
        WriteContactPersonV1(record.members, record.changed,
                             {settings_.may_read_national_ids, settings_.v1_blank_before_offset});
    const auto committed = std::make_shared<const Record>(std::move(record));
    tables_.Put(committed, clock_.Now());
    return committed;
}

void Store::StampRecord(Draft& draft, bool changed) {
    if (draft.before == nullptr) draft.record.created = draft.record.changed = NextStamp();
    if (draft.before != nullptr && changed) draft.record.changed = NextStamp();
}

void Store::DateAddress(Draft& draft) {
    Json& address = draft.record.members["MailAddress"];
    if (!address.is_object()) return;
    const Json& before = draft.before == nullptr ? kNone : AddressOf(draft.before->members);
    const bool is_new = !before.is_object();
    const bool same = !is_new && SameAddress(address, before);
    address["Id"] = is_new ? Json(next_address_id_++) : before.at("Id");
    address["LastChangedDateTimeOffset"] =
        same ? before.at("LastChangedDateTimeOffset") : Json(Written(NextStamp()));
}

void Store::NumberCustomer(Draft& draft) {
    Json& number = draft.record.members["Number"];
    if (number.is_null() && draft.before != nullptr) number = draft.before->members["Number"];
    if (number.is_null()) {
        while (tables_.Primary().customers.IsTaken("Number", next_number_, 0)) ++next_number_;
        number = next_number_++;
    }
    draft.record.members["SubledgerAccountId"] = 3'000'000'000 + number.get<std::int64_t>();
}

/// A second default takes the mark off the first (facts A7).
void Store::ClearOtherDefaults(const Record& record) {
    const auto siblings = Copy(tables_.Primary().contact_persons.OfParent(record.parent));
    for (const RecordPtr& sibling : siblings) {
        if (sibling->id == record.id || sibling->members["IsDefault"] != true) continue;
        Record cleared = *sibling;
        cleared.changed = NextStamp();
        cleared.members["IsDefault"] = false;
        cleared.members["LastChangedDateTimeOffset"] = Written(cleared.changed);
        CommitContactPerson(std::move(cleared));
    }
}

void Store::RefreshPartyCodes(const Record& customer) {
    const auto persons = Copy(tables_.Primary().contact_persons.OfParent(customer.id));
    for (const RecordPtr& person : persons) {
        Record refreshed = *person;
        refreshed.members["PartyCustomerCode"] = customer.members["Number"];
        CommitContactPerson(std::move(refreshed));
    }
}

std::string Store::Written(Stamp stamp) const {
    return FormatV2(stamp, settings_.v2_fraction_digits);
}

Stamp Store::NextStamp() {
    const Stamp now = clock_.Now() * kStampsPerMillisecond;
    const bool was_set_back = now + kSetBack <= last_clock_;
    last_stamp_ = was_set_back ? now : std::max(now, last_stamp_ + 1);
    last_clock_ = now;
    const Tables& tables = tables_.Primary();
    while (HasStamp(tables.customers, last_stamp_) || HasStamp(tables.contact_persons, last_stamp_))
        ++last_stamp_;
    return last_stamp_;
}

}  // namespace plumb::mocks::poweroffice
