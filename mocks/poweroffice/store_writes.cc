// What a write makes of a record before the tables have it: the rules that it must keep, its
// numbers and its time stamps, and what it changes in other records.

#include <algorithm>
#include <utility>

#include "harness/base/text.h"
#include "mocks/poweroffice/difference.h"
#include "mocks/poweroffice/store.h"
#include "mocks/poweroffice/uniqueness.h"

namespace plumb::mocks::poweroffice {

namespace {

const Json kNone = nullptr;

/// The clock of a machine is put right by less than this without anybody setting it back.
constexpr Stamp kSetBack = 100 * kStampsPerMillisecond;

/// Our clock has milliseconds, PowerOffice's stamps go on below them (facts A6): a client that cuts
/// them off is found out, since its cursor then lies before the last record.
constexpr Stamp kBelowMillisecond = 4'321;

bool HasStamp(const Table& table, Stamp stamp) {
    const auto& changes = table.ByChange();
    return !changes.empty() && changes.rbegin()->first >= stamp && changes.contains(stamp);
}

void LowerEmail(Json& members) {
    Json& email = members.at("EmailAddress");
    if (email.is_string()) email = ToLower(email.get_ref<const std::string&>());
}

}  // namespace

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
    const auto siblings = tables_.Primary().contact_persons.OfParent(record.parent).All();
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
    const auto persons = tables_.Primary().contact_persons.OfParent(customer.id).All();
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
    const bool shows_all = settings_.v2_fraction_digits == kFractionDigits;
    const Stamp now =
        clock_.Now() * kStampsPerMillisecond + (shows_all ? kBelowMillisecond : Stamp{0});
    const bool was_set_back = now + kSetBack <= last_clock_;
    last_stamp_ = was_set_back ? now : std::max(now, last_stamp_ + 1);
    last_clock_ = now;
    const Tables& tables = tables_.Primary();
    while (HasStamp(tables.customers, last_stamp_) || HasStamp(tables.contact_persons, last_stamp_))
        ++last_stamp_;
    return last_stamp_;
}

}  // namespace plumb::mocks::poweroffice
