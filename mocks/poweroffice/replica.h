#pragma once

#include <cstdint>
#include <deque>

#include "harness/base/clock.h"
#include "mocks/poweroffice/table.h"

namespace plumb::mocks::poweroffice {

/// The tables that writes see at once, and a copy for reads that lags behind by a set time (facts
/// A8). Without a lag both are the same tables. Not safe from several threads.
class Replica final {
  public:
    explicit Replica(Milliseconds lag) : lag_(lag) {}
    /// Tables that are there already, without a lag.
    explicit Replica(Tables tables) : lag_(0), primary_(std::move(tables)) {}

    const Tables& Primary() const { return primary_; }
    /// What a read sees at this time.
    const Tables& Visible(Milliseconds now);

    void Put(const RecordPtr& record, Milliseconds now);
    /// `record` must be in the tables.
    void Erase(const RecordPtr& record, Milliseconds now);
    void Clear();

  private:
    struct Change {
        Milliseconds at = 0;
        RecordPtr record;
        bool erased = false;
    };
    static void Apply(Tables& tables, const Change& change);
    void Do(Change change);

    Milliseconds lag_;
    Tables primary_;
    Tables lagging_;
    std::deque<Change> pending_;
};

}  // namespace plumb::mocks::poweroffice
