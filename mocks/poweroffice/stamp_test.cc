#include "mocks/poweroffice/stamp.h"

#include <gmock/gmock.h>

namespace plumb::mocks::poweroffice {
namespace {

constexpr Stamp kMoment = 1'632'988'980'000 * kStampsPerMillisecond + 1'234'567;

TEST(Stamp, HasSevenDigitsInVersion2AndWholeSecondsInVersion1) {
    EXPECT_EQ(FormatV2(kMoment), "2021-09-30T08:03:00.1234567Z");  // facts A6, "LastChanged"
    EXPECT_EQ(FormatV1(kMoment), "2021-09-30T08:03:00 +00:00");    // facts B5, "lastChanged"
    EXPECT_EQ(FormatV2(-1), "1969-12-31T23:59:59.9999999Z");
}

struct Form {
    const char* text;
    Stamp stamp;
};

class StampForms : public ::testing::TestWithParam<Form> {};

TEST_P(StampForms, AreRead) {
    EXPECT_EQ(ParseStamp(GetParam().text), GetParam().stamp);
}

// Facts A6: the three forms that a query may have, and B4's date.
INSTANTIATE_TEST_SUITE_P(Stamp, StampForms,
                         ::testing::Values(Form{"2021-09-30T08:03:00.1234567Z", kMoment},
                                           Form{"2021-09-30 08:03:00.1234567 -00:00", kMoment},
                                           Form{"2021-09-30T10:03:00.1234567+02:00", kMoment},
                                           Form{"2021-09-30T08:03:00", kMoment - 1'234'567},
                                           Form{"2021-09-30T08:03:00.12Z", kMoment - 34'567},
                                           Form{"2021-09-30",
                                                1'632'960'000'000 * kStampsPerMillisecond}));

TEST(Stamp, RefusesWhatIsNoTime) {
    for (const char* text : {"", "yesterday", "2021-13-01", "2021-09-30T08:03:00.Z", ".5",
                             "2021-09-30 ,0", "2021-09-30.5", "2021-09-30T08:03.5",
                             "2021-09-30T08:03:00.12345678901Z", "2021-09-30T08:03:00 00:00"}) {
        EXPECT_FALSE(ParseStamp(text)) << text;
    }
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
