#pragma once

#include <string>
#include <vector>

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
    int user_create_duplicate_status = 409;  ///< for a login or email that is taken; 400 to 499
    bool require_successor = true;           ///< DELETE without a successor is refused
    bool refuse_read_only = false;           ///< a body with an id, as Sesam sends it, is refused
    EmailUnique email_unique = EmailUnique::kVerified;
    long long default_top = 100;      ///< page size when the request names none
    long long users_limit = 0;        ///< of the licence; 0: none
    bool update_answers_user = true;  ///< false: an update is answered with an empty body
    bool list_system_users = false;   ///< lists show the token's owner and the guest too
    std::string public_url = "https://plumb.youtrack.cloud";  ///< the start of avatar URLs
    int port = 0;                                             ///< 0: any free one
    int admin_port = 0;

    bool operator==(const Settings&) const = default;
};

/// Reads a mapping with any of the members above as keys, strictly.
Settings ReadSettings(const yaml::Node& node, std::vector<Problem>& problems);

}  // namespace plumb::mocks::youtrack
