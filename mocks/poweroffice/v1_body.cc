#include "mocks/poweroffice/v1_body.h"

#include <utility>

#include "mocks/poweroffice/entity_fields.h"

namespace plumb::mocks::poweroffice {

namespace {

constexpr const char* kAddressParts[] = {"AddressLine1", "AddressLine2", "City", "ZipCode",
                                         "CountryCode"};

/// Version 1 writes an address piece by piece; version 2 shows all pieces or no address.
void TidyAddress(Json& members) {
    Json& address = members["MailAddress"];
    if (!address.is_object()) return;
    bool empty = true;
    for (const char* part : kAddressParts) {
        if (!address.contains(part)) address[part] = nullptr;
        empty = empty && address[part].is_null();
    }
    if (empty) address = nullptr;
}

}  // namespace

Answer<V1Body> ReadV1Body(std::string_view text, bool refuse_read_only) {
    const Json json = ParseJson(text);
    if (json.is_discarded() || !json.is_object()) {
        return Refuse(Why::kMalformed, "The body must be a JSON object.");
    }
    V1Body body;
    for (const auto& [name, value] : json.items()) {
        const Field* field = ContactPersonV1Fields().Find(name);
        if (field == nullptr) continue;
        const bool id = field->name == "Id";
        if (field->access != Access::kWritable && !id) {
            if (!refuse_read_only) continue;
            return Refuse(Why::kInvalid, name + " is read-only.", field->name);
        }
        auto accepted = Accept(*field, value);
        if (!accepted) return tl::unexpected(std::move(accepted.error()));
        if (id && !accepted->is_null() && *accepted != 0) body.id = accepted->get<std::int64_t>();
        if (id) continue;
        // A flag or a gender cannot be null: clearing it gives it its first value again.
        const bool clears = accepted->is_null();
        body.writes.push_back({field, clears ? field->initial : std::move(*accepted)});
    }
    return body;
}

Json Emptied(Json members) {
    for (const Field& field : ContactPersonV1Fields().All()) {
        if (field.access == Access::kWritable) Put(members, field.Path(), field.initial);
    }
    TidyAddress(members);
    return members;
}

Json WithWrites(Json members, const V1Body& body) {
    for (const auto& [field, value] : body.writes) Put(members, field->Path(), value);
    TidyAddress(members);
    return members;
}

}  // namespace plumb::mocks::poweroffice
