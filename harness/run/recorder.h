#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/base/secrets.h"
#include "harness/journal/journal.h"

namespace plumb::run {

/// Writes the journal of a run: numbers the exchanges, masks every secret, and keeps the first
/// failure to write, after which the run must end (a full disk). Safe from several threads.
class Recorder final {
  public:
    Recorder(journal::Writer& journal, const Secrets& secrets, Clock& clock);

    void Append(journal::Event event);
    /// Numbers the exchange and appends it. Returns the number.
    int Add(journal::Exchange exchange);
    void Note(std::string text, bool is_error = false);

    /// Numbers of the exchanges that belong to a case, in order; forgets them.
    std::vector<int> TakeExchanges(const std::string& case_id);
    /// An exchange that was sent for many is the case's too.
    void Share(int number, const std::string& case_id);
    int LastExchange(const std::string& case_id) const;
    int RequestCount() const { return requests_; }
    Milliseconds Now() { return clock_.Now(); }

    /// The error that stopped the journal, if one did.
    Status Health() const;
    std::string Mask(const std::string& text) const { return secrets_.Mask(text); }

  private:
    journal::Writer& journal_;
    const Secrets& secrets_;
    Clock& clock_;
    mutable std::mutex mutex_;
    int requests_ = 0;
    std::map<std::string, std::vector<int>> exchanges_;
    Status health_;
};

}  // namespace plumb::run
