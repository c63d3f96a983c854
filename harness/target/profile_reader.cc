#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/base/text.h"
#include "harness/target/entity_reader.h"
#include "harness/target/profile.h"
#include "harness/yaml/fields.h"

namespace plumb::target {

namespace {

using yaml::Fields;
using yaml::Node;
using Problems = std::vector<Problem>;

/// Reports `key` when the target's section of this system has no such key.
void CheckKey(Fields& fields, const Profile& profile, const std::string& key, const Place& place) {
    const auto& keys = profile.target_keys;
    if (key.empty() || std::find(keys.begin(), keys.end(), key) != keys.end()) return;
    fields.Report(fmt::format("'{}' is not one of the target_keys", key), place,
                  DidYouMean(key, keys));
}

std::string RequiredKey(Fields& fields, const Profile& profile, const char* name) {
    const std::string key = fields.RequiredText(name);
    if (const Node* value = fields.Optional(name)) CheckKey(fields, profile, key, value->place);
    return key;
}

Access ReadAccess(const Node& node, const Profile& profile, Problems& problems) {
    Fields fields(node, "an access", problems);
    Access access;
    const auto auth = fields.OneOf("auth", {"bearer", "oauth2-client-credentials"});
    if (fields.Required("auth") != nullptr && auth == "oauth2-client-credentials") {
        access.auth = Auth::kClientCredentials;
        access.token_path = fields.RequiredText("token_path");
        access.client_id_key = RequiredKey(fields, profile, "client_id");
        access.client_secret_key = RequiredKey(fields, profile, "client_secret");
    } else {
        access.token_key = RequiredKey(fields, profile, "token");
    }
    if (const Node* headers = fields.Optional("headers")) {
        if (!headers->IsMap()) fields.Report("'headers' must be a mapping", headers->place);
        for (const Node::Entry& entry : headers->entries) {
            CheckKey(fields, profile, entry.value.text, entry.value.place);
            access.headers[entry.key] = entry.value.text;
        }
    }
    access.requests_per_second =
        static_cast<int>(fields.Integer("requests_per_second", 0, 100'000).value_or(0));
    fields.Finish();
    return access;
}

void ReadAccesses(Fields& fields, Profile& profile, Problems& problems) {
    const Node* accesses = fields.Required("access");
    if (accesses == nullptr) return;
    if (!accesses->IsMap()) fields.Report("'access' must be a mapping by base", accesses->place);
    for (const Node::Entry& entry : accesses->entries) {
        CheckKey(fields, profile, entry.key, entry.place);
        profile.access[entry.key] = ReadAccess(entry.value, profile, problems);
    }
}

void ReadEntities(Fields& fields, Profile& profile, Problems& problems) {
    const Node* entities = fields.Required("entities");
    if (entities == nullptr) return;
    if (!entities->IsMap()) fields.Report("'entities' must be a mapping by id", entities->place);
    for (const Node::Entry& entry : entities->entries) {
        profile.entities.push_back(ReadEntity(entry.key, entry.value, profile, problems));
    }
    for (const Node::Entry& entry : entities->entries) {
        const Entity* entity = profile.FindEntity(entry.key);
        if (entity->parent.empty() || profile.FindEntity(entity->parent) != nullptr) continue;
        fields.Report(
            fmt::format("the parent '{}' of '{}' is no entity", entity->parent, entry.key),
            entry.place);
    }
}

void CheckLock(Fields& fields, const LockForm& lock, const Profile& profile, const Place& place) {
    const Entity* entity = profile.FindEntity(lock.entity);
    if (entity == nullptr || !entity->parent.empty()) {
        fields.Report(fmt::format("'{}' is no entity without a parent", lock.entity), place);
        return;
    }
    const Field field = entity->FieldAt(lock.field);
    const bool holds = entity->fields.contains(lock.field) && field.kind == FieldKind::kText &&
                       !field.read_only && field.max_length >= kLockTextLength;
    if (!holds)
        fields.Report(fmt::format("'{}' is no text of the {} that takes {} characters", lock.field,
                                  lock.entity, kLockTextLength),
                      place);
    if (!lock.made_at.empty() && !entity->FieldAt(lock.made_at).read_only)
        fields.Report(fmt::format("'{}' is nothing that only the system sets", lock.made_at), place,
                      "a time that anybody may set does not tell which lock was first");
}

void ReadLock(Fields& fields, Profile& profile, Problems& problems) {
    const Node* node = fields.Optional("lock");
    if (node == nullptr) return;
    Fields of_lock(*node, "'lock'", problems);
    LockForm lock;
    lock.entity = of_lock.RequiredText("entity");
    lock.field = of_lock.RequiredText("field");
    lock.made_at = of_lock.Text("made_at").value_or("");
    if (!lock.entity.empty() && !lock.field.empty()) CheckLock(of_lock, lock, profile, node->place);
    of_lock.Finish();
    profile.lock = std::move(lock);
}

void ReadKeys(Fields& fields, Profile& profile) {
    profile.target_keys = fields.Texts("target_keys");
    if (const Node* keys = fields.Required("target_keys"); keys && profile.target_keys.empty()) {
        fields.Report("'target_keys' must name at least one key", keys->place);
    }
    profile.secret_keys = fields.Texts("secret_keys");
    for (const std::string& key : profile.secret_keys) {
        CheckKey(fields, profile, key, fields.Optional("secret_keys")->place);
    }
    if (const Node* optional = fields.Optional("optional_keys")) {
        if (!optional->IsMap()) fields.Report("'optional_keys' must be a mapping", optional->place);
        for (const Node::Entry& entry : optional->entries) {
            profile.optional_keys[entry.key] = entry.value.text;
        }
    }
}

Profile ReadProfileNode(const Node& node, Problems& problems) {
    Fields fields(node, "a profile", problems);
    Profile profile;
    profile.id = fields.RequiredText("system");
    profile.title = fields.Text("title").value_or(profile.id);
    ReadKeys(fields, profile);
    for (const std::string& host : fields.Texts("production_hosts")) {
        profile.production_hosts.push_back(ToLower(host));
    }
    profile.sandbox_paths = fields.Texts("sandbox_paths");
    ReadAccesses(fields, profile, problems);
    ReadEntities(fields, profile, problems);
    ReadLock(fields, profile, problems);
    fields.Finish();
    return profile;
}

}  // namespace

Result<Profile> ReadProfile(std::string_view yaml, const std::string& file) {
    Result<Node> node = yaml::Parse(yaml, file);
    if (!node) return tl::make_unexpected(std::move(node.error()));
    Problems problems;
    Profile profile = ReadProfileNode(*node, problems);
    if (!problems.empty()) return InputError(std::move(problems));
    return profile;
}

}  // namespace plumb::target
