#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/journal/event.h"

namespace plumb::journal {

/// Writes a journal event by event; each line is flushed before Append() returns, so a killed run
/// leaves every event that happened. A full disk is an error of that Append() and of all later
/// ones; what was written before stays, and no half line is left behind. An event that could not be
/// read back (more than ReadLimits::line_bytes) is refused alone. Safe from several threads.
class Writer final {
  public:
    /// Makes the folders on the way. An existing file is replaced.
    static Result<std::unique_ptr<Writer>> Open(const std::string& path);
    /// Keeps nothing: for runs of which only the verdicts count. Its path is "".
    static std::unique_ptr<Writer> Nowhere();
    ~Writer();

    /// From here on none of these stands in what is written, whoever put it there.
    void Hide(std::shared_ptr<const Secrets> secrets);
    Status Append(const Event& event);
    std::string Path() const;

  private:
    class Impl;
    explicit Writer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;  ///< null: keeps nothing
};

/// A journal as read back; one file may hold several runs (shards, one after the other). A last
/// line that was cut off is dropped, also before the next run of the same file, and events that
/// this version does not know are left out; both are said in `warnings`. A broken line elsewhere is
/// an error.
struct Journal {
    std::vector<Event> events;
    std::vector<Problem> warnings;
};

struct ReadLimits {
    std::size_t bytes = std::size_t{4} << 30;
    std::size_t line_bytes = 16u << 20;
    std::size_t events = 5'000'000;
};
Result<Journal> Read(const std::string& path, const ReadLimits& limits = {});
Result<Journal> Parse(std::string_view text, const std::string& name,
                      const ReadLimits& limits = {});

}  // namespace plumb::journal
