#include "mocks/youtrack/page.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::mocks::youtrack {

namespace {

Result<long long> ReadNumber(const http::Request& request, const char* name, long long otherwise,
                             long long least) {
    const std::string* text = request.Query(name);
    if (text == nullptr || text->empty()) return otherwise;
    long long number = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, number);
    if (error != std::errc() || stop != end || number < least) {
        return InputError(
            fmt::format("{} must be a number from {}, not '{}'", name, least, Shorten(*text, 40)));
    }
    return number;
}

using Before = bool (*)(const User&, const User&);

template <std::string User::*member>
bool ByText(const User& a, const User& b) {
    return a.*member < b.*member;
}

/// Numbers are handed out as users are created.
bool ByCreation(const User& a, const User& b) {
    return a.number < b.number;
}

Before OrderOf(std::string_view key) {
    if (key == "id") return ByText<&User::id>;
    if (key == "login") return ByText<&User::login>;
    if (key == "name") return ByText<&User::name>;
    if (key == "email") return ByText<&User::email>;
    return key == "creationtime" ? ByCreation : nullptr;
}

}  // namespace

Result<Page> Page::Read(const http::Request& request, long long default_top) {
    const Result<long long> skip = ReadNumber(request, "$skip", 0, 0);
    if (!skip) return tl::make_unexpected(skip.error());
    const Result<long long> top = ReadNumber(request, "$top", default_top, -1);
    if (!top) return tl::make_unexpected(top.error());
    const std::string* asked = request.Query("$top");
    const long long first = std::max(*skip + request.page_shift, 0LL);
    return Page{first, *top, asked != nullptr && !asked->empty()};
}

Page::Span Page::SpanIn(std::size_t users) const {
    const std::size_t first = std::min(static_cast<std::size_t>(skip), users);
    const std::size_t rest = users - first;
    return {first, first + (top < 0 ? rest : std::min(static_cast<std::size_t>(top), rest))};
}

std::vector<const User*> Page::Of(const std::vector<const User*>& users) const {
    const Span span = SpanIn(users.size());
    const auto begin = users.begin();
    return {begin + static_cast<std::ptrdiff_t>(span.first),
            begin + static_cast<std::ptrdiff_t>(span.last)};
}

std::vector<const User*> Page::Of(const UserStore::UserList& users) const {
    const Span span = SpanIn(users.Size());
    return users.Slice(span.first, span.last);
}

Status Sort(std::vector<const User*>& users, std::string_view order_by) {
    std::vector<std::string_view> terms = Split(order_by, ',');
    // The last key first: sorting is stable.
    std::reverse(terms.begin(), terms.end());
    for (std::string_view term : terms) {
        const std::size_t colon = std::min(term.find(':'), term.size());
        const Before before = OrderOf(ToLower(Trim(term.substr(0, colon))));
        const std::string direction =
            colon == term.size() ? "asc" : ToLower(Trim(term.substr(colon + 1)));
        if (before == nullptr || (direction != "asc" && direction != "desc")) {
            return InputError(fmt::format("The mock cannot order by '{}'", Shorten(term, 60)));
        }
        std::ranges::stable_sort(users, [&](const User* a, const User* b) {
            return direction == "asc" ? before(*a, *b) : before(*b, *a);
        });
    }
    return {};
}

}  // namespace plumb::mocks::youtrack
