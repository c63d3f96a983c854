#include "mocks/sesam/form.h"

#include <charconv>

#include "harness/base/text.h"
#include "mocks/http/target.h"

namespace plumb::mocks::sesam {

std::optional<std::string> FindFormField(const http::Request& request, std::string_view name) {
    for (std::string_view pair : Split(request.body, '&')) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        if (http::PercentDecode(pair.substr(0, equals), true) != name) continue;
        return http::PercentDecode(pair.substr(equals + 1), true);
    }
    return std::nullopt;
}

std::string FormField(const http::Request& request, std::string_view name) {
    return FindFormField(request, name).value_or("");
}

std::optional<long long> QueryNumber(const http::Request& request, std::string_view name) {
    const std::string* text = request.Query(name);
    if (text == nullptr) return std::nullopt;
    long long number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
    return number;
}

bool QueryFlag(const http::Request& request, std::string_view name, bool when_absent) {
    const std::string* text = request.Query(name);
    return text == nullptr ? when_absent : ToLower(*text) != "false";
}

}  // namespace plumb::mocks::sesam
