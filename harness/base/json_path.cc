#include "harness/base/json_path.h"

#include <string>

#include "harness/base/text.h"

namespace plumb {

const Json* Find(const Json& record, std::string_view path) {
    const Json* value = &record;
    for (std::string_view part : Split(path, '.')) {
        if (value->is_array() && !value->empty()) value = &value->front();
        if (!value->is_object()) return nullptr;
        const auto member = value->find(part);
        if (member == value->end()) return nullptr;
        value = &*member;
    }
    return value;
}

std::string TextAt(const Json& record, std::string_view path) {
    const Json* value = Find(record, path);
    return value != nullptr && value->is_string() ? value->get<std::string>() : "";
}

void Put(Json& record, std::string_view path, Json value) {
    Json* at = &record;
    for (std::string_view part : Split(path, '.')) {
        if (at->is_array() && !at->empty()) at = &at->front();
        if (!at->is_object()) *at = Json::object();
        at = &(*at)[std::string(part)];
    }
    *at = std::move(value);
}

void Erase(Json& record, std::string_view path) {
    const std::size_t dot = path.rfind('.');
    const bool nested = dot != std::string_view::npos;
    // The parent was reached through a mutable record, so the cast takes nothing away.
    Json* parent = nested ? const_cast<Json*>(Find(record, path.substr(0, dot))) : &record;
    if (parent == nullptr) return;
    if (parent->is_array() && !parent->empty()) parent = &parent->front();
    if (parent->is_object()) parent->erase(std::string(nested ? path.substr(dot + 1) : path));
}

Json ParseJson(std::string_view text, std::size_t max_depth, std::size_t max_bytes) {
    const Json discarded(Json::value_t::discarded);
    if (text.size() > max_bytes) return discarded;
    std::size_t depth = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_text) {
            if (c == '\\') ++i;
            if (c == '"') in_text = false;
        } else if (c == '"') {
            in_text = true;
        } else if (c == '{' || c == '[') {
            if (++depth > max_depth) return discarded;
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        }
    }
    return Json::parse(text, nullptr, false);
}

std::string Dump(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace plumb
