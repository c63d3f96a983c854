#include "harness/base/digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdint>
#include <random>

namespace plumb {

std::string Sha256(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    std::string text;
    for (unsigned int i = 0; i < length; ++i) text += fmt::format("{:02x}", digest[i]);
    return text;
}

std::string KeyedDigest(std::string_view key, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data(),
         &length);
    return {reinterpret_cast<const char*>(digest.data()), length};
}

std::string RandomKey() {
    std::random_device source;
    std::string key;
    for (int part = 0; part < 8; ++part) {
        std::uint32_t bits = source();
        for (int byte = 0; byte < 4; ++byte, bits >>= 8) key += static_cast<char>(bits & 0xff);
    }
    return key;
}

}  // namespace plumb
