#include "mocks/poweroffice/record.h"

#include "mocks/poweroffice/entity_fields.h"

namespace plumb::mocks::poweroffice {

namespace {

const Json kNull = nullptr;

void Append(std::string& object, const std::string& name, const std::string& value) {
    object += object.empty() ? "{\"" : ",\"";
    object += name;
    object += "\":";
    object += value;
}

std::string Closed(std::string object) {
    return object.empty() ? "{}" : object + "}";
}

std::vector<const Field*> Shown(const FieldTable& table) {
    std::vector<const Field*> fields;
    for (const Field& field : table.All()) {
        if (field.access != Access::kWriteOnce) fields.push_back(&field);
    }
    return fields;
}

}  // namespace

const Json& ValueOf(const Json& members, const Field& field) {
    if (!field.kept_at.empty()) {
        const Json* value = Find(members, field.kept_at);
        return value == nullptr ? kNull : *value;
    }
    const auto member = members.find(field.name);
    return member == members.end() ? kNull : *member;
}

std::string WriteV2(const Json& members, const std::vector<const Field*>& fields,
                    Visibility visibility) {
    std::string object;
    for (const Field* field : fields) {
        const Json& value = ValueOf(members, *field);
        const bool hidden = !visibility.national_ids && field->name == "NationalIdNumber";
        Append(object, field->name, hidden && !value.is_null() ? "\"hidden\"" : Dump(value));
    }
    return Closed(std::move(object));
}

std::string WriteCustomer(const Json& members, Visibility visibility) {
    static const std::vector<const Field*> fields = Shown(CustomerFields());
    return WriteV2(members, fields, visibility);
}

std::string WriteContactPersonV2(const Json& members) {
    static const std::vector<const Field*> fields = Shown(ContactPersonFields());
    return WriteV2(members, fields, {});
}

std::string WriteContactPersonV1(const Json& members, Stamp changed, Visibility visibility) {
    std::string object;
    for (const Field& field : ContactPersonV1Fields().All()) {
        if (!visibility.national_ids && field.name == "SocialSecurityNumber") continue;
        const Json& value = ValueOf(members, field);
        if (value.is_null()) continue;
        const bool stamp = field.kind == Kind::kStamp;
        Append(object, CamelCase(field.name),
               stamp ? Dump(FormatV1(changed, visibility.blank_before_offset)) : Dump(value));
    }
    return Closed(std::move(object));
}

}  // namespace plumb::mocks::poweroffice
