#include "mocks/http/random.h"

#include <random>

#include <fmt/format.h>

namespace plumb::mocks::http {

namespace {

std::uint64_t RandomBits() {
    thread_local std::mt19937_64 generator = [] {
        std::random_device device;
        std::seed_seq seed{device(), device(), device(), device()};
        return std::mt19937_64(seed);
    }();
    return generator();
}

}  // namespace

std::string RandomHex(std::size_t bytes) {
    std::string text;
    while (text.size() < 2 * bytes) text += fmt::format("{:016x}", RandomBits());
    text.resize(2 * bytes);
    return text;
}

std::string RandomUuid() {
    const std::uint64_t high = (RandomBits() & ~0xF000ULL) | 0x4000ULL;
    const std::uint64_t low = (RandomBits() & ~(3ULL << 62)) | (2ULL << 62);
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF,
                       high & 0xFFFF, low >> 48, low & 0xFFFFFFFFFFFFULL);
}

}  // namespace plumb::mocks::http
