#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/ledger/entry.h"

namespace plumb::ledger {

/// How a ledger is written (specs/schema/ledger.schema.json): a header, then a line for each thing
/// that happened to an entry or to the data flow's scheduler, JSON, each ending with a line feed.
std::string ToLine(const Header& header);
std::string ToLine(const Entry& entry);
std::string ToLine(const Pause& pause);

/// A ledger as it was left behind.
struct Contents {
    Header header;
    std::vector<Entry> entries;  ///< each as its last line has it, by number
    std::optional<Pause> pause;  ///< as its last line has it
    std::size_t bytes = 0;       ///< of the file, without a last line that was cut off
};

/// A last line that was cut off is dropped: what it was to say had not happened yet. Anything else
/// that is no ledger is an input error with its line. Up to 64 MiB.
Result<Contents> Parse(std::string_view text, const std::string& file);
Result<Contents> Read(const std::string& file);

}  // namespace plumb::ledger
