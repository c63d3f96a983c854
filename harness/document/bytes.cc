#include "harness/document/bytes.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "harness/base/text.h"

namespace plumb::document {

namespace {

/// True when none of the eight bytes is zero or beyond ASCII. A false "no" is possible (a byte 0x01
/// behind a zero one), and harmless: the bytes are then looked at one by one.
bool IsPlain(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    constexpr std::uint64_t kHigh = 0x8080808080808080, kOnes = 0x0101010101010101;
    return ((word | (word - kOnes)) & kHigh) == 0;
}

std::size_t CharacterLength(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead == 0) return 0;
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return IsUtf8(text.substr(0, length)) ? length : 0;
}

}  // namespace

std::size_t FindBadByte(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (at + 8 <= text.size() && IsPlain(text.data() + at)) {
            at += 8;
            continue;
        }
        const std::size_t length = CharacterLength(text.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

}  // namespace plumb::document
