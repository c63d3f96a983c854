#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "harness/base/clock.h"

namespace plumb::mocks::poweroffice {

/// A moment in units of 100 nanoseconds since 1970-01-01T00:00:00Z: the resolution of the time
/// stamps of version 2 (facts A6, "LastChanged").
using Stamp = std::int64_t;

constexpr Stamp kStampsPerMillisecond = 10'000;

constexpr int kFractionDigits = 7;

/// "2021-09-30T08:03:00.1234567Z" (facts A6); of the fraction the first `digits`, 0 to 7.
std::string FormatV2(Stamp stamp, int digits = kFractionDigits);

/// "2023-10-25T07:58:57 +00:00": whole seconds, a blank before the offset (facts B5) or none.
std::string FormatV1(Stamp stamp, bool blank = true);

/// Reads every form of plumb::ParseTime, keeping seven digits of the fraction.
std::optional<Stamp> ParseStamp(std::string_view text);

}  // namespace plumb::mocks::poweroffice
