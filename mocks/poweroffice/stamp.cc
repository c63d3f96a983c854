#include "mocks/poweroffice/stamp.h"

#include <date/date.h>
#include <fmt/format.h>

namespace plumb::mocks::poweroffice {

namespace {

constexpr Stamp kStampsPerSecond = 1000 * kStampsPerMillisecond;
constexpr Stamp kSecondsPerDay = 86'400;

struct Parts {
    date::year_month_day day;
    Stamp second_of_day = 0;
    Stamp fraction = 0;
};

Stamp FloorDivide(Stamp value, Stamp by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

Parts PartsOf(Stamp stamp) {
    const Stamp seconds = FloorDivide(stamp, kStampsPerSecond);
    const Stamp days = FloorDivide(seconds, kSecondsPerDay);
    return {date::sys_days{date::days{days}}, seconds - days * kSecondsPerDay,
            stamp - seconds * kStampsPerSecond};
}

std::string DateAndTime(const Parts& parts) {
    const Stamp second = parts.second_of_day;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", int{parts.day.year()},
                       unsigned{parts.day.month()}, unsigned{parts.day.day()}, second / 3600,
                       second / 60 % 60, second % 60);
}

/// What the digits behind the third say, of a time that can be read.
Stamp BelowMilliseconds(std::string_view time) {
    const std::size_t point = time.find_first_of(".,");
    if (point == std::string_view::npos) return 0;
    Stamp fraction = 0;
    Stamp unit = kStampsPerSecond;
    for (const char c : time.substr(point + 1)) {
        if (c < '0' || c > '9') break;
        unit /= 10;
        fraction += (c - '0') * unit;
    }
    return fraction % kStampsPerMillisecond;
}

}  // namespace

std::string FormatV2(Stamp stamp, int digits) {
    const Parts parts = PartsOf(stamp);
    const std::string fraction = fmt::format(".{:0{}}", parts.fraction, kFractionDigits);
    const std::size_t shown = digits == 0 ? 0 : static_cast<std::size_t>(digits) + 1;
    return DateAndTime(parts) + fraction.substr(0, shown) + "Z";
}

std::string FormatV1(Stamp stamp, bool blank) {
    return DateAndTime(PartsOf(stamp)) + (blank ? " +00:00" : "+00:00");
}

std::optional<Stamp> ParseStamp(std::string_view text) {
    const auto time = ParseTime(text);
    if (!time) return std::nullopt;
    return *time * kStampsPerMillisecond + BelowMilliseconds(text);
}

}  // namespace plumb::mocks::poweroffice
