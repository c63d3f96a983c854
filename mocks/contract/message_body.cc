#include "mocks/contract/message_body.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/base/utf8.h"
#include "mocks/contract/patch_body.h"
#include "mocks/http/target.h"

namespace plumb::mocks::contract {

namespace {

std::string MediaTypeIn(std::string_view header) {
    return ToLower(Trim(header.substr(0, header.find(';'))));
}

bool IsJsonType(std::string_view type) {
    return type == "application/json" || type == "text/json" || type.ends_with("+json");
}

Json FormOf(std::string_view text, const Schema& schema) {
    Json form = Json::object();
    for (std::string_view pair : Split(text, '&')) {
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::string value =
            http::PercentDecode(pair.substr(std::min(equals + 1, pair.size())), true);
        const std::string name = ToUtf8(http::PercentDecode(pair.substr(0, equals), true));
        const auto properties = schema.GetElement().Find("properties");
        const auto property = properties ? properties->Find(name) : std::nullopt;
        form[name] = property ? TypedText(value, Schema(*property, Direction::kRequest))
                              : Json(ToUtf8(value));
    }
    return form;
}

std::vector<std::string> MediaTypesOf(const Body& body) {
    std::vector<std::string> types;
    for (const Content& content : body.contents) types.push_back(content.media_type);
    return types;
}

void AddViolations(const std::vector<Violation>& violations, Departures& departures) {
    for (const Violation& violation : violations) {
        const std::string place = violation.place.empty() ? "" : " " + violation.place;
        departures.push_back(
            {{}, fmt::format("body{}: {}", place, violation.what), violation.rule});
    }
}

Departures CheckContent(const Content& content, const std::string& type, const Body& wanted,
                        const MessageBody& body) {
    Departures departures;
    if (!content.schema || content.kept->Has(body.text)) return departures;
    Json value;
    if (type == "application/x-www-form-urlencoded") {
        value = FormOf(body.text, *content.schema);
    } else if (IsJsonType(type)) {
        value = ParseJson(body.text);
        if (value.is_discarded()) return {{{}, "body: is no JSON", wanted.pointer}};
    } else {
        value = ToUtf8(body.text);
    }
    AddViolations(content.schema->Check(value, body.values), departures);
    if (departures.empty() && content.patched) {
        AddViolations(CheckPatch(value, *content.patched, body.values), departures);
    }
    if (departures.empty()) content.kept->Add(body.text);
    return departures;
}

}  // namespace

Json TypedText(const std::string& bytes, const Schema& schema) {
    const std::string text = ToUtf8(bytes);  // valijson reads beyond its tables in other texts
    const std::string type = schema.GetElement().Text("type");
    if (type != "integer" && type != "number" && type != "boolean") return text;
    Json value = ParseJson(type == "boolean" ? ToLower(text) : text);
    return value.is_primitive() && !value.is_discarded() ? value : Json(text);
}

Departures CheckBody(const Body& wanted, const MessageBody& body) {
    if (body.text.empty()) {
        if (!wanted.required || wanted.contents.empty()) return {};
        return {{{}, "body: is missing", wanted.pointer}};
    }
    if (wanted.contents.empty()) return {{{}, "body: is not documented", wanted.pointer}};
    const std::string type = MediaTypeIn(body.content_type);
    const auto content = std::ranges::find_if(
        wanted.contents, [&](const Content& one) { return MatchesGlob(type, one.media_type); });
    if (content != wanted.contents.end()) return CheckContent(*content, type, wanted, body);

    Departures departures{{{},
                           fmt::format("body: has the media type '{}', not {}", type,
                                       fmt::join(MediaTypesOf(wanted), " or ")),
                           wanted.pointer + "/content"}};
    // One JSON instead of another says nothing of what is in it.
    const auto other = std::ranges::find_if(
        wanted.contents, [](const Content& one) { return IsJsonType(one.media_type); });
    if (!IsJsonType(type) || other == wanted.contents.end()) return departures;
    for (Departure& more : CheckContent(*other, type, wanted, body)) {
        departures.push_back(std::move(more));
    }
    return departures;
}

}  // namespace plumb::mocks::contract
