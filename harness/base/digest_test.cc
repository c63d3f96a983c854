#include "harness/base/digest.h"

#include <gtest/gtest.h>

#include <iomanip>
#include <sstream>

namespace plumb {
namespace {

std::string Hex(const std::string& bytes) {
    std::ostringstream text;
    for (const char byte : bytes)
        text << std::hex << std::setw(2) << std::setfill('0')
             << static_cast<int>(static_cast<unsigned char>(byte));
    return text.str();
}

// RFC 4231, test case 2.
TEST(KeyedDigest, IsHmacSha256) {
    EXPECT_EQ(Hex(KeyedDigest("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(RandomKey, IsAnotherOneEachTime) {
    EXPECT_EQ(RandomKey().size(), 32U);
    EXPECT_NE(RandomKey(), RandomKey());
}

}  // namespace
}  // namespace plumb
