#include "mocks/youtrack/settings.h"

#include <limits>

#include "harness/yaml/fields.h"

namespace plumb::mocks::youtrack {

namespace {

constexpr int kMaxPort = 65535;

EmailUnique ToEmailUnique(const std::string& word) {
    if (word == "off") return EmailUnique::kOff;
    return word == "always" ? EmailUnique::kAlways : EmailUnique::kVerified;
}

}  // namespace

Settings ReadSettings(const yaml::Node& node, std::vector<Problem>& problems) {
    constexpr std::int64_t kMany = std::numeric_limits<std::int32_t>::max();
    Settings read;
    yaml::Fields fields(node, "the settings of the YouTrack mock", problems);
    read.token = fields.Text("token").value_or(read.token);
    read.user_create_duplicate_status =
        static_cast<int>(fields.Integer("user_create_duplicate_status", 400, 499)
                             .value_or(read.user_create_duplicate_status));
    read.require_successor = fields.Bool("require_successor").value_or(read.require_successor);
    read.refuse_read_only = fields.Bool("refuse_read_only").value_or(read.refuse_read_only);
    const auto unique = fields.OneOf("email_unique", {"off", "verified", "always"});
    if (unique) read.email_unique = ToEmailUnique(*unique);
    read.default_top = fields.Integer("default_top", 1, kMany).value_or(read.default_top);
    read.users_limit = fields.Integer("users_limit", 0, kMany).value_or(read.users_limit);
    read.update_answers_user =
        fields.Bool("update_answers_user").value_or(read.update_answers_user);
    read.list_system_users = fields.Bool("list_system_users").value_or(read.list_system_users);
    read.public_url = fields.Text("public_url").value_or(read.public_url);
    read.port = static_cast<int>(fields.Integer("port", 0, kMaxPort).value_or(read.port));
    read.admin_port =
        static_cast<int>(fields.Integer("admin_port", 0, kMaxPort).value_or(read.admin_port));
    fields.Finish();
    return read;
}

}  // namespace plumb::mocks::youtrack
