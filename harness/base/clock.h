#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumb {

/// Milliseconds since 1970-01-01T00:00:00Z.
using Milliseconds = std::int64_t;

/// What time it is, and how to let time pass; a parameter of everything that needs either, so that
/// tests and the embedded target never sleep. Implementations are safe to call from several
/// threads.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Milliseconds Now() = 0;
    virtual void Wait(Milliseconds duration) = 0;
};

/// The machine's own time when the program first asked for it, and from there on as time passes:
/// that somebody sets the machine's clock meanwhile moves no deadline and turns no time stamp back.
/// Waiting sleeps.
class WallClock final : public Clock {
  public:
    Milliseconds Now() override;
    void Wait(Milliseconds duration) override;
};

/// "2026-11-22T13:10:31.250Z".
std::string FormatTime(Milliseconds time);

/// Reads the forms that the systems use: 'T' or a blank between date and time, up to nine digits of
/// a fraction, "Z", "+00:00", "+0000" or a blank before the offset, none of them meaning UTC, or a
/// plain date. Fractions beyond milliseconds are cut off.
std::optional<Milliseconds> ParseTime(std::string_view text);

}  // namespace plumb
