#pragma once

#include <optional>
#include <string>

#include "harness/base/json_path.h"
#include "mocks/youtrack/refusal.h"

namespace plumb::mocks::youtrack {

/// What the body of a write may say about a user, and what it makes of one. Pure rules: other users
/// (is the login taken?) are not known here.

/// The types of all known members, the blanks in a login, the words of userType and details. The
/// names of unknown members are not looked at.
std::optional<Refusal> CheckBody(const Json& body);

/// A new user's login: the body's, else made from an email or the name, as Hub accepts bodies
/// without one [S11]; "" when the body has none of them.
std::string LoginFrom(const Json& body);

struct WriteRules {
    bool keeps_verified =
        false;  ///< an email whose `verified` the body leaves out stays what it is
};

/// Changes the known, writable members of `user` that the body names: objects merge, null clears,
/// lists are replaced. An email without an address is no email; `verified` is false unless the body
/// or the rules say otherwise. Passwords are not kept.
void Apply(const Json& body, Json& user, WriteRules rules = {});

}  // namespace plumb::mocks::youtrack
