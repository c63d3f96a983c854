#include "harness/system/body.h"

#include <set>

#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::system {

namespace {

bool IsEmptyAt(const Json& record, std::string_view path) {
    const Json* value = Find(record, path);
    return value == nullptr || value->is_null() || *value == "";
}

/// Adds the members of `more` that `record` lacks, object by object.
void Complete(Json& record, const Json& more) {
    if (!more.is_object()) return;
    for (const auto& [name, value] : more.items()) {
        const auto member = record.find(name);
        if (member == record.end()) {
            record[name] = value;
        } else if (member->is_object()) {
            Complete(*member, value);
        }
    }
}

/// A system may want siblings of a property it is given, such as the type of an email object.
void AddCompanions(const target::Entity& entity, Json& body) {
    for (const auto& [path, field] : entity.fields) {
        if (field.with.empty() || IsEmptyAt(body, path)) continue;
        for (const auto& [companion, value] : field.with.items()) {
            if (Find(body, companion) == nullptr) Put(body, companion, value);
        }
    }
}

void PutChange(const target::Entity& entity, Json& body, const Change& change) {
    if (change.value) {
        Put(body, change.path, *change.value);
        return;
    }
    const target::Field field = entity.FieldAt(change.path);
    Put(body, field.clear.empty() ? change.path : field.clear, nullptr);
}

/// RFC 6901, from a dotted path.
std::string Pointer(std::string_view path) {
    std::string pointer;
    for (const std::string_view part : Split(path, '.')) {
        pointer += "/" + ReplaceAll(ReplaceAll(std::string(part), "~", "~0"), "/", "~1");
    }
    return pointer;
}

/// The outermost object on the way to `path` that `record` lacks, or "".
std::string MissingObject(const Json& record, std::string_view path) {
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos;
         dot = path.find('.', dot + 1)) {
        const Json* around = Find(record, path.substr(0, dot));
        if (around == nullptr || around->is_null()) return std::string(path.substr(0, dot));
    }
    return {};
}

/// `members` with what the target gives for `key`, and with texts of the record.
Json FilledIn(Json members, const Json& record, const std::string& key, const std::string& given) {
    if (members.is_structured()) {
        for (Json& member : members) member = FilledIn(std::move(member), record, key, given);
    }
    if (!members.is_string()) return members;
    const std::string text = members.get<std::string>();
    if (!text.starts_with('{') || !text.ends_with('}')) return members;
    const std::string name = text.substr(1, text.size() - 2);
    return name == key ? given : TextAt(record, name);
}

}  // namespace

Json CreateBody(const target::Entity& entity, Json fields, const ValueOfKey& value_of) {
    if (!fields.is_object()) fields = Json::object();
    for (const auto& [path, members] : entity.create_when_empty.items()) {
        if (IsEmptyAt(fields, path)) Complete(fields, members);
    }
    for (const auto& [path, members] : entity.create_when_true.items()) {
        const Json* flag = Find(fields, path);
        if (flag != nullptr && *flag == true) Complete(fields, members);
    }
    Complete(fields, entity.create_with);
    AddCompanions(entity, fields);
    for (const auto& [key, members] : entity.create_with_key.items()) {
        const std::string given = value_of ? value_of(key) : "";
        if (!given.empty()) Complete(fields, FilledIn(members, fields, key, given));
    }
    return fields;
}

Json MergeBody(const target::Entity& entity, const std::vector<Change>& changes) {
    Json body = Json::object();
    for (const Change& change : changes) PutChange(entity, body, change);
    AddCompanions(entity, body);
    return body;
}

Json WholeBody(const target::Entity& entity, Json record, const std::vector<Change>& changes) {
    for (const auto& [path, field] : entity.fields) {
        if (field.read_only && path != entity.id_path) Erase(record, path);
    }
    for (const Change& change : changes) PutChange(entity, record, change);
    AddCompanions(entity, record);
    return record;
}

Json JsonPatchBody(const Json& record, const std::vector<Change>& changes) {
    Json patch = Json::array();
    Json missing = Json::object();
    std::set<std::string> added;
    for (const Change& change : changes) {
        const std::string around = MissingObject(record, change.path);
        if (!around.empty()) {
            if (!change.value) continue;
            Put(missing, change.path, *change.value);
            added.insert(around);
        } else if (change.value) {
            patch.push_back(
                {{"op", "replace"}, {"path", Pointer(change.path)}, {"value", *change.value}});
        } else if (!IsEmptyAt(record, change.path)) {
            patch.push_back({{"op", "remove"}, {"path", Pointer(change.path)}});
        }
    }
    for (const std::string& around : added) {
        patch.push_back(
            {{"op", "add"}, {"path", Pointer(around)}, {"value", *Find(missing, around)}});
    }
    return patch;
}

}  // namespace plumb::system
