#include "mocks/poweroffice/secrets.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <random>
#include <vector>

#include <fmt/format.h>

namespace plumb::mocks::poweroffice {

namespace {

std::vector<unsigned char> RandomBytes(std::size_t count) {
    std::vector<unsigned char> bytes(count);
    if (RAND_bytes(bytes.data(), static_cast<int>(count)) == 1) return bytes;
    // Keys of a mock on loopback; a machine without an entropy source still gets different ones.
    std::random_device device;
    for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(device());
    return bytes;
}

std::vector<unsigned char> Bytes(std::string_view text) {
    return {text.begin(), text.end()};
}

}  // namespace

std::string RandomHex(std::size_t bytes) {
    std::string hex;
    for (const unsigned char byte : RandomBytes(bytes)) hex += fmt::format("{:02x}", byte);
    return hex;
}

std::string RandomKey() {
    const std::string hex = RandomHex(16);
    const std::string_view digits = hex;
    return fmt::format("{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4),
                       digits.substr(12, 4), digits.substr(16, 4), digits.substr(20));
}

std::string Base64Url(std::string_view bytes) {
    const auto in = Bytes(bytes);
    std::vector<unsigned char> out((in.size() + 2) / 3 * 4 + 1);
    const int length = EVP_EncodeBlock(out.data(), in.data(), static_cast<int>(in.size()));
    std::string text(out.begin(), out.begin() + length);
    while (!text.empty() && text.back() == '=') text.pop_back();
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
    constexpr std::size_t kLongest = 4096;
    if (text.empty() || text.size() % 4 != 0 || text.size() > kLongest) return std::nullopt;
    const auto in = Bytes(text);
    std::vector<unsigned char> out(in.size());
    const int length = EVP_DecodeBlock(out.data(), in.data(), static_cast<int>(in.size()));
    if (length < 0) return std::nullopt;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    return std::string(out.begin(), out.begin() + length - static_cast<long>(padding));
}

bool SameSecret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace plumb::mocks::poweroffice
