#include "harness/base/clock.h"

#include <date/date.h>
#include <fmt/format.h>
#include <chrono>
#include <thread>

#include "harness/base/text.h"

namespace plumb {

namespace {

/// Reads exactly `digits` digits off the front of `text`, or nothing.
std::optional<int> TakeNumber(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int number = 0;
    for (char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return number;
}

bool Take(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Milliseconds> TakeDate(std::string_view& text) {
    const auto year = TakeNumber(text, 4);
    if (!year || !Take(text, "-")) return std::nullopt;
    const auto month = TakeNumber(text, 2);
    if (!month || !Take(text, "-")) return std::nullopt;
    const auto day = TakeNumber(text, 2);
    if (!day) return std::nullopt;
    const date::year_month_day calendar{date::year{*year},
                                        date::month{static_cast<unsigned>(*month)},
                                        date::day{static_cast<unsigned>(*day)}};
    if (!calendar.ok()) return std::nullopt;
    return Milliseconds{date::sys_days{calendar}.time_since_epoch().count()} * 86'400'000;
}

std::optional<Milliseconds> TakeTimeOfDay(std::string_view& text) {
    const auto hour = TakeNumber(text, 2);
    if (!hour || !Take(text, ":")) return std::nullopt;
    const auto minute = TakeNumber(text, 2);
    if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
    Milliseconds time = (*hour * 60 + *minute) * Milliseconds{60'000};
    if (!Take(text, ":")) return time;
    const auto second = TakeNumber(text, 2);
    if (!second || *second > 60) return std::nullopt;
    time += *second * 1000;
    if (!Take(text, ".,")) return time;
    Milliseconds unit = 100;
    for (std::size_t digits = 0; digits < 9; ++digits, unit /= 10) {
        const auto digit = TakeNumber(text, 1);
        if (!digit && digits == 0) return std::nullopt;
        if (!digit) break;
        time += *digit * unit;
    }
    return time;
}

/// The offset to subtract; nothing at all means UTC.
std::optional<Milliseconds> TakeOffset(std::string_view& text) {
    while (Take(text, " ")) {
    }
    if (text.empty() || Take(text, "Zz")) return 0;
    const bool west = text.front() == '-';
    if (!Take(text, "+-")) return std::nullopt;
    const auto hours = TakeNumber(text, 2);
    if (!hours) return std::nullopt;
    Take(text, ":");
    const auto minutes = text.empty() ? std::optional<int>{0} : TakeNumber(text, 2);
    if (!minutes) return std::nullopt;
    const Milliseconds offset = (*hours * 60 + *minutes) * Milliseconds{60'000};
    return west ? -offset : offset;
}

}  // namespace

namespace {

Milliseconds InMilliseconds(std::chrono::nanoseconds duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

/// How far the machine's clock was ahead of the steady one when it was first asked.
std::chrono::nanoseconds Ahead() {
    static const std::chrono::nanoseconds kAhead =
        std::chrono::system_clock::now().time_since_epoch() -
        std::chrono::steady_clock::now().time_since_epoch();
    return kAhead;
}

}  // namespace

Milliseconds WallClock::Now() {
    const std::chrono::nanoseconds ahead = Ahead();
    return InMilliseconds(ahead + std::chrono::steady_clock::now().time_since_epoch());
}

void WallClock::Wait(Milliseconds duration) {
    std::this_thread::sleep_for(std::chrono::milliseconds(duration));
}

std::string FormatTime(Milliseconds time) {
    const date::sys_time<std::chrono::milliseconds> point{std::chrono::milliseconds{time}};
    return date::format("%FT%TZ", point);
}

std::optional<Milliseconds> ParseTime(std::string_view text) {
    text = Trim(text);
    const auto day = TakeDate(text);
    if (!day) return std::nullopt;
    if (text.empty()) return day;
    if (!Take(text, "Tt ")) return std::nullopt;
    const auto time = TakeTimeOfDay(text);
    if (!time) return std::nullopt;
    const auto offset = TakeOffset(text);
    if (!offset || !text.empty()) return std::nullopt;
    return *day + *time - *offset;
}

}  // namespace plumb
