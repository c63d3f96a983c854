#include "mocks/youtrack/answers.h"

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::mocks::youtrack {

namespace {

/// No choice in one expression, which would copy the text first.
void Append(const User& user, const Selection& selection, std::string& text) {
    if (selection.IsDefault()) {
        text += user.text;
    } else {
        text += Dump(selection.Apply(user.json));
    }
}

/// About what a page of users takes, so that its text need not move while it grows.
std::size_t BytesOf(const std::vector<const User*>& users, const Selection& selection) {
    std::size_t bytes = 64;
    if (!selection.IsDefault()) return bytes;
    for (const User* user : users) bytes += user->text.size() + 1;
    return bytes;
}

}  // namespace

http::Response Refused(const Error& error) {
    return ToResponse({400, "bad_request", error.problems.front().message, ""});
}

http::Response Refused(const Refusal& refusal, const std::string& id) {
    http::Response response = ToResponse(refusal);
    response.effect.record = id;
    return response;
}

Result<Selection> ReadSelection(const http::Request& request) {
    const std::string* text = request.Query("fields");
    std::optional<Selection> selection = Selection::Parse(text == nullptr ? "" : *text);
    if (!selection) return InputError("fields cannot be read: 'a,b(c,d),e/f' is the form");
    return std::move(*selection);
}

Result<Selection> ReadSelection(const http::Request& request, const Settings& settings) {
    auto selection = ReadSelection(request);
    const std::string unknown =
        selection && settings.refuse_unknown_fields ? selection->UnknownName() : "";
    if (unknown.empty()) return selection;
    return InputError(fmt::format("fields: there is no field '{}'", Shorten(unknown, 80)));
}

http::Response Shown(const User& user, const Selection& selection) {
    http::Response response;
    Append(user, selection, response.body);
    response.effect.record = user.id;
    return response;
}

std::string ToBody(const std::vector<const User*>& users, const Selection& selection,
                   const Page& page, std::size_t total, const Settings& settings) {
    std::string body = "{";
    body.reserve(BytesOf(users, selection));
    if (!settings.page_type.empty()) body += fmt::format("\"type\":{},", Dump(settings.page_type));
    const std::pair<const char*, long long> members[] = {
        {"skip", page.skip}, {"top", page.top}, {"total", static_cast<long long>(total)}};
    for (const auto& [name, value] : members) {
        if (settings.page_members_always || selection.AsksFor(name))
            body += fmt::format("\"{}\":{},", name, value);
    }
    body += R"("users":[)";
    for (const User* user : users) {
        if (user != users.front()) body += ',';
        Append(*user, selection, body);
    }
    body += "]}";
    return body;
}

}  // namespace plumb::mocks::youtrack
