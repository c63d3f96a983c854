#pragma once

#include <functional>
#include <optional>

#include "harness/run/held.h"
#include "harness/system/system.h"
#include "harness/target/profile.h"

namespace plumb::run {

/// A write that its system has accepted and that is yet to be seen there. A plain value.
struct Written {
    Side side = Side::kSource;
    const target::Entity* entity = nullptr;
    system::Record record;     ///< as the answer to the write told it
    Json expected;             ///< what it must show
    bool is_deletion = false;  ///< it must show nothing, or `expected` where that is not null
    system::Purpose purpose;   ///< of reading it back

    bool IsShownBy(const std::optional<system::Record>& stored) const;
};

/// A write of a case, and how the case goes on once it was read back. A list that is shared by all
/// cases may have shown it before.
struct Owed {
    Written written;
    /// With what is stored; nothing when its system does not show the record.
    std::function<void(std::optional<system::Record>)> then;
    bool was_looked_for = false;  ///< in a list, or it is to be read by itself
    bool is_seen = false;         ///< a list shows it as it must be: `stored`
    std::optional<system::Record> stored = {};
};

}  // namespace plumb::run
