#include "mocks/youtrack/settings.h"

#include <limits>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "harness/base/url.h"
#include "harness/yaml/fields.h"

namespace plumb::mocks::youtrack {

namespace {

constexpr int kMaxPort = 65535;
constexpr std::int64_t kMany = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kTenMinutes = 600'000;

EmailUnique ToEmailUnique(const std::string& word) {
    if (word == "off") return EmailUnique::kOff;
    return word == "always" ? EmailUnique::kAlways : EmailUnique::kVerified;
}

/// Reads members of the settings by their own names; an absent key leaves the default.
class Members final {
  public:
    explicit Members(yaml::Fields& fields) : fields_(fields) {}

    void Take(const char* key, std::string& member) {
        if (auto text = fields_.Text(key)) member = *std::move(text);
    }
    void Take(const char* key, bool& member) { member = fields_.Bool(key).value_or(member); }
    template <class Number>
    void Take(const char* key, Number& member, std::int64_t min, std::int64_t max) {
        if (const auto number = fields_.Integer(key, min, max))
            member = static_cast<Number>(*number);
    }

  private:
    yaml::Fields& fields_;
};

void TakeAccess(Members& members, Settings& read) {
    members.Take("token", read.token);
    members.Take("password", read.password);
    members.Take("unauthorized_status", read.unauthorized_status, 400, 499);
    members.Take("guest_enabled", read.guest_enabled);
    members.Take("requests_per_second", read.requests_per_second, 0, kMany);
    members.Take("port", read.port, 0, kMaxPort);
    members.Take("admin_port", read.admin_port, 0, kMaxPort);
}

void TakeWrites(Members& members, Settings& read) {
    members.Take("user_create_duplicate_status", read.user_create_duplicate_status, 400, 499);
    members.Take("require_successor", read.require_successor);
    members.Take("refuse_read_only", read.refuse_read_only);
    members.Take("require_details", read.require_details);
    members.Take("login_ignores_case", read.login_ignores_case);
    members.Take("users_limit", read.users_limit, 0, kMany);
    members.Take("email_change_keeps_verified", read.email_change_keeps_verified);
    members.Take("update_answers_user", read.update_answers_user);
}

void TakeReads(Members& members, Settings& read) {
    members.Take("default_top", read.default_top, 1, kMany);
    members.Take("refuse_unknown_fields", read.refuse_unknown_fields);
    members.Take("page_members_always", read.page_members_always);
    members.Take("page_type", read.page_type);
    members.Take("user_type_is_writable", read.user_type_is_writable);
    members.Take("aliases_resolve", read.aliases_resolve);
    members.Take("show_error_code", read.show_error_code);
    members.Take("replication_lag_ms", read.replication_lag_ms, 0, kTenMinutes);
    members.Take("list_system_users", read.list_system_users);
    members.Take("public_url", read.public_url);
}

/// Clients follow it to the avatars.
void CheckPublicUrl(yaml::Fields& fields, const Settings& read) {
    if (ParseUrl(read.public_url)) return;
    fields.Report(fmt::format("'public_url' must be a URL, not '{}'", Shorten(read.public_url, 60)),
                  fields.Optional("public_url")->place, "such as https://acme.youtrack.cloud");
}

}  // namespace

Settings ReadSettings(const yaml::Node& node, std::vector<Problem>& problems) {
    Settings read;
    yaml::Fields fields(node, "the settings of the YouTrack mock", problems);
    Members members(fields);
    TakeAccess(members, read);
    TakeWrites(members, read);
    const auto unique = fields.OneOf("email_unique", {"off", "verified", "always"});
    if (unique) read.email_unique = ToEmailUnique(*unique);
    TakeReads(members, read);
    CheckPublicUrl(fields, read);
    fields.Finish();
    return read;
}

}  // namespace plumb::mocks::youtrack
