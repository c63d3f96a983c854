#pragma once

#include <string_view>

#include "harness/base/json_path.h"
#include "mocks/poweroffice/refusal.h"
#include "mocks/poweroffice/settings.h"

namespace plumb::mocks::poweroffice {

/// What must hold of a whole record, beyond the types and limits of its fields. `before` is the
/// record before an edit and null for a new one: a rule about a member that the edit does not touch
/// is not held against the edit where it says so. Uniqueness is the store's matter.

/// Facts A6: names, delivery types and the addresses they need, the number series.
Answer<void> CheckCustomer(const Json& members, const Json& before, const Settings& settings);

/// What the two versions demand of a contact person: version 2 both (facts A7), version 1 neither
/// unless the settings say so.
struct ContactPersonChecks {
    bool names = true;
    bool email_syntax = true;
};

/// Only members that differ from `before` are held to the checks, so that a person made through one
/// version can be edited through the other.
Answer<void> CheckContactPerson(const Json& members, const Json& before,
                                const ContactPersonChecks& checks);

/// MailAddress in a POST of version 2 needs City and ZipCode (facts A6, A7).
Answer<void> CheckPostedAddress(const Json& members);

/// Something on both sides of an '@', and no blank but in a quoted local part (RFC 5321, 4.1.2).
/// The published facts say only that an address is looked at for typing errors.
bool LooksLikeEmailAddress(std::string_view text);

}  // namespace plumb::mocks::poweroffice
