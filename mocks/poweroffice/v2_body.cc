#include <string>
#include <string_view>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/poweroffice/v2.h"

namespace plumb::mocks::poweroffice {

namespace {

std::string MediaType(const http::Request& request) {
    const std::string_view header = request.Header("content-type");
    return ToLower(Trim(header.substr(0, header.find(';'))));
}

/// A request without a type is read as JSON.
bool IsJson(std::string_view type) {
    return type.empty() || type == "application/json" || type == "text/json" ||
           (type.starts_with("application/") && type.ends_with("+json"));
}

Answer<Json> ParseBody(const http::Request& request) {
    Json body = ParseJson(request.body);
    if (body.is_discarded()) {
        return Refuse(Why::kMalformed, "The body is not JSON, or it is nested too deep.");
    }
    return body;
}

}  // namespace

/// Read-only and unknown members are ignored unless the settings say otherwise.
Answer<Json> V2::ReadNew(const http::Request& request, const FieldTable& table,
                         Json members) const {
    const std::string type = MediaType(request);
    if (!IsJson(type)) {
        return Refuse(Why::kMalformed, fmt::format("The content type {} is not JSON.", type));
    }
    const auto body = ParseBody(request);
    if (!body) return body;
    if (!body->is_object()) return Refuse(Why::kMalformed, "The body must be an object.");
    for (const auto& [name, value] : body->items()) {
        const Field* field = table.Find(name);
        if (field == nullptr) {
            if (!settings_.refuse_unknown_members) continue;
            return Refuse(Why::kMalformed, "There is no member " + Shorten(name, 80) + ".", name);
        }
        if (field->access == Access::kReadOnly) {
            if (!settings_.refuse_read_only_on_post) continue;
            return Refuse(Why::kInvalid, field->name + " is read-only.", field->name);
        }
        auto accepted = Accept(*field, value, Reading());
        if (!accepted) return accepted;
        if (field->access == Access::kWriteOnce || accepted->is_null()) continue;
        members[field->name] = std::move(*accepted);
    }
    return members;
}

Answer<Json> V2::ReadPatch(const http::Request& request) const {
    const std::string type = MediaType(request);
    const bool plain = settings_.patch_accepts_plain_json && IsJson(type);
    if (type != "application/json-patch+json" && !plain) {
        return Refuse(Why::kMalformed, "The content type must be application/json-patch+json.");
    }
    return ParseBody(request);
}

V2::Patched V2::Edit(const Json& patch, const FieldTable& table, const EditRecord& edit) const {
    const auto apply = [&](const Json& operations, std::size_t first) {
        return edit([&, first](const Json& members) {
            return ApplyPatch(table, members, operations, Patching(), first);
        });
    };
    if (settings_.patch_is_atomic || !patch.is_array() || patch.empty()) {
        auto record = apply(patch, 1);
        const bool written = record.has_value();
        return {std::move(record), written};
    }
    Patched patched{apply(Json::array({patch[0]}), 1), false};
    for (std::size_t i = 1; i < patch.size() && patched.record; ++i) {
        patched.written = true;
        patched.record = apply(Json::array({patch[i]}), i + 1);
    }
    patched.written = patched.written || patched.record;
    return patched;
}

}  // namespace plumb::mocks::poweroffice
