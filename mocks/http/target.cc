#include "mocks/http/target.h"

#include "harness/base/text.h"

namespace plumb::mocks::http {

namespace {

int HexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string_view WithoutAuthority(std::string_view target) {
    const std::size_t scheme = target.find("://");
    if (target.starts_with('/') || scheme == std::string_view::npos) return target;
    const std::size_t path = target.find('/', scheme + 3);
    return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
}

}  // namespace

std::string PercentDecode(std::string_view text, bool plus_is_blank) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool triple = text[i] == '%' && i + 2 < text.size() && HexDigit(text[i + 1]) >= 0 &&
                            HexDigit(text[i + 2]) >= 0;
        if (triple) {
            decoded += static_cast<char>(HexDigit(text[i + 1]) * 16 + HexDigit(text[i + 2]));
            i += 2;
        } else {
            decoded += text[i] == '+' && plus_is_blank ? ' ' : text[i];
        }
    }
    return decoded;
}

void SetTarget(Request& request, std::string_view target) {
    request.target = target;
    request.path.clear();
    request.query.clear();
    target = WithoutAuthority(target.substr(0, target.find('#')));
    const std::size_t question = target.find('?');
    for (std::string_view segment : Split(target.substr(0, question), '/')) {
        if (!segment.empty()) request.path.push_back(PercentDecode(segment, false));
    }
    if (question == std::string_view::npos) return;
    for (std::string_view pair : Split(target.substr(question + 1), '&')) {
        if (pair.empty()) continue;
        const std::size_t equals = pair.find('=');
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        request.query.emplace_back(PercentDecode(pair.substr(0, equals), true),
                                   PercentDecode(value, true));
    }
}

}  // namespace plumb::mocks::http
