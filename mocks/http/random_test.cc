#include "mocks/http/random.h"

#include <gmock/gmock.h>

namespace plumb::mocks::http {
namespace {

TEST(Random, UuidsAreVersionFourInLowerCase) {
    for (int i = 0; i < 100; ++i) {
        EXPECT_THAT(RandomUuid(),
                    ::testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}"
                                            "-[0-9a-f]{12}"));
    }
    EXPECT_NE(RandomUuid(), RandomUuid());
}

TEST(Random, HexHasTheLengthAskedFor) {
    EXPECT_EQ(RandomHex(16).size(), 32U);
    EXPECT_EQ(RandomHex(3).size(), 6U);
    EXPECT_EQ(RandomHex(0), "");
}

}  // namespace
}  // namespace plumb::mocks::http
