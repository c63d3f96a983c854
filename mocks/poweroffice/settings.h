#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/yaml/node.h"

namespace plumb::mocks::poweroffice {

enum class DeleteWithContacts {
    kRefuse,   ///< 409: the customer is in use
    kCascade,  ///< the contact persons go with it
};

/// The order of a list of version 2 whose request has no OrderBy.
enum class DefaultOrder {
    kId,
    kIdDescending,
    kLastChanged,
};

/// How an OrderBy of version 2 says that it descends.
enum class DescendingForm {
    kDesc,        ///< "Id desc"
    kDescending,  ///< "Id descending"
    kMinus,       ///< "-Id"
};

/// What one pretended PowerOffice GO company is and does. Every behaviour that the sources leave
/// open ("UNCONFIRMED" in the facts) is a member here with the recommended value as its default.
struct Settings {
    // Who may call. An empty key is replaced by a random one when the servers start.
    std::string application_key;
    std::string client_key;
    std::string subscription_key;
    std::string admin_token;
    /// The privileges in the token (facts A2). Without a fitting one the answer is 403.
    std::vector<std::string> roles = {"Customer_Full", "ContactPerson_Full", "Supplier_Full"};
    /// Privileges that the token names as invalid: it has them no more (A2).
    std::vector<std::string> invalid_roles;
    int token_seconds = 1200;
    int bad_subscription_key_status = 401;
    /// For keys that do not match, where version 2 says 400; for a token that is worth nothing
    /// (B1).
    int v1_bad_keys_status = 400;
    int v1_unauthorized_status = 401;
    /// False: version 2 shows NationalIdNumber as "hidden", version 1 omits socialSecurityNumber.
    bool may_read_national_ids = false;

    // Where to listen; 0 is any free port.
    int port = 0;
    int v1_port = 0;
    int admin_port = 0;

    // Requests per second; 0 switches the limit off. PowerOffice's own: 10 and 50 (A3, B3).
    int v2_requests_per_second = 0;
    int v1_requests_per_second = 0;
    /// An answer 429 says in Retry-After how long to wait.
    bool send_retry_after = true;
    /// How long a read does not see a write (A8).
    Milliseconds replica_lag_ms = 0;
    /// That goes for version 2 too; the facts know it of version 1 only.
    bool v2_lags = true;

    // Numbers. Ids start above 32 bits, so that a client that cuts them is found out.
    std::int64_t first_customer_id = 5'000'000'001;
    std::int64_t first_contact_person_id = 7'000'000'001;
    std::int64_t first_customer_number = 10'000;
    std::int64_t last_customer_number = 9'999'999;
    /// Known departments; another DepartmentCode in a POST answers 404 (A5).
    std::vector<std::string> department_codes;

    // Version 2, all UNCONFIRMED.
    /// PATCH is documented for application/json-patch+json only; Sesam sends application/json.
    bool patch_accepts_plain_json = true;
    /// A replace of a member that nobody can write does nothing; else the patch is refused. Sesam
    /// sends one replace per property of its entity.
    bool patch_ignores_read_only = false;
    bool refuse_read_only_on_post = false;
    /// Sesam replaces an address whole, with the Id and the time stamp that it has read.
    bool refuse_read_only_in_address = false;
    /// Sesam sends "print" for the delivery type "Print".
    bool choices_ignore_case = true;
    bool refuse_unknown_members = false;
    /// A page behind the last one is an empty list; else it is 204 like a list without any record.
    bool page_behind_the_end_is_a_list = false;
    /// For a PageSize or a PageNumber out of range (A4).
    int bad_page_status = 400;
    DefaultOrder v2_default_order = DefaultOrder::kId;          // (A4)
    DescendingForm v2_descending_form = DescendingForm::kDesc;  // (A4)
    /// emailAddresses, phoneNumbers and organizationNumbers are filters (A6); else they are names
    /// that mean nothing.
    bool has_newer_filters = true;
    /// Of the seconds in time stamps (A6, "LastChanged").
    int v2_fraction_digits = 7;
    /// For a JSON Patch whose operation `test` fails (A5).
    int failed_test_status = 400;
    /// A new contact person whose IsActive is not said (A7).
    bool contact_person_is_active = true;
    bool v2_checks_customer_email = false;
    /// A contact person that becomes the default takes the mark off the one before.
    bool one_default_contact_person = true;
    DeleteWithContacts delete_customer_with_contacts = DeleteWithContacts::kRefuse;
    /// emailAddresses, phoneNumbers, organizationNumbers, externalImportReference, externalCodes.
    bool filters_ignore_case = false;
    /// All of a JSON Patch or nothing (A6); else each operation is an edit of its own, and those
    /// before the one that is refused stay done.
    bool patch_is_atomic = true;
    /// A patch of /MailAddress/City makes the address of a customer that has none.
    bool patch_makes_missing_address = true;
    /// An accepted write that changes nothing moves LastChanged nevertheless.
    bool stamp_equal_writes = true;
    /// InvoiceDeliveryType External and Factoring need an integration (A6).
    bool has_invoice_integration = false;

    // Addresses, in both versions, all UNCONFIRMED (A6, A7).
    bool customer_email_unique = false;
    bool contact_person_email_unique = false;
    /// False: EmailAddress is stored in lower case.
    bool keeps_email_case = true;

    // Version 1, all UNCONFIRMED.
    bool supplier_route_accepts_customers = true;
    /// Sesam sends a contact person with the partyId that it has read.
    bool v1_refuses_read_only = false;
    bool v1_requires_names = false;
    bool v1_checks_email_syntax = false;
    int v1_not_found_status = 200;
    /// "2023-10-25T07:58:57 +00:00" as documented; else without the blank, as Sesam reads it.
    bool v1_blank_before_offset = true;
    std::int64_t v1_page_cap = 50'000;
    /// Records in a list whose request has no $top (B4); 0 is all of them.
    std::int64_t v1_default_top = 0;
    /// An update leaves alone what its body omits; else it clears it (B2).
    bool v1_update_keeps_omitted = true;

    bool operator==(const Settings&) const = default;
};

/// Reads a mapping with any of the members above as keys, strictly; `admin_token` is not for a
/// file.
Settings ReadSettings(const yaml::Node& node, std::vector<::plumb::Problem>& problems);

}  // namespace plumb::mocks::poweroffice
