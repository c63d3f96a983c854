#pragma once

#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/yaml/node.h"

namespace plumb::mocks::youtrack {

/// When two users may not have the same email, compared without case and surrounding blanks.
enum class EmailUnique {
    kOff,
    kVerified,  ///< when it is verified with both
    kAlways,
};

/// What no published source tells about Hub, each with the recommended answer; and where to listen.
struct Settings {
    std::string token{};                     ///< "": a random one for every start
    std::string password{};                  ///< of root, for HTTP Basic; "": only the token counts
    int unauthorized_status = 401;           ///< without a valid token; 400 to 499
    bool guest_enabled = true;               ///< users/guest is open to everybody
    int user_create_duplicate_status = 409;  ///< for a login or email that is taken; 400 to 499
    bool require_successor = true;           ///< DELETE without a successor is refused
    bool refuse_read_only = false;           ///< a body with an id, as Sesam sends it, is refused
    bool user_type_is_writable = true;       ///< else a body's userType is ignored
    bool refuse_unknown_fields = false;      ///< of `fields=`, at any depth; else they are ignored
    bool require_details = false;            ///< a new user without details is refused
    bool login_ignores_case = true;          ///< "Ada" is taken when there is an "ada"
    EmailUnique email_unique = EmailUnique::kVerified;
    long long default_top = 100;               ///< page size when the request names none
    bool page_members_always = false;          ///< lists show skip, top and total unasked
    std::string page_type = "userPage";        ///< the type of a list; "": it has none
    long long users_limit = 0;                 ///< of the licence; 0: none
    bool update_answers_user = true;           ///< false: an update is answered with an empty body
    bool email_change_keeps_verified = false;  ///< where the body does not say; else it is not
    bool aliases_resolve = true;          ///< the id of a user that was merged finds the survivor
    bool show_error_code = true;          ///< errors have an error_code, which is the status
    int requests_per_second = 0;          ///< beyond them 429 with Retry-After; 0: no limit
    Milliseconds replication_lag_ms = 0;  ///< until /api/users shows what was written to Hub
    bool list_system_users = false;       ///< lists show the token's owner and the guest too
    std::string public_url = "https://plumb.youtrack.cloud";  ///< the start of avatar URLs
    int port = 0;                                             ///< 0: any free one
    int admin_port = 0;

    bool operator==(const Settings&) const = default;
};

/// Reads a mapping with any of the members above as keys, strictly.
Settings ReadSettings(const yaml::Node& node, std::vector<Problem>& problems);

}  // namespace plumb::mocks::youtrack
