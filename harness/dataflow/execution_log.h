#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace plumb::dataflow {

/// A failure that the execution log of a Sesam pipe tells: of a run, of reading, of one write.
struct LoggedFailure {
    bool is_write = false;  ///< of one record
    std::string what;       ///< "the run failed", "it could not read", "it could not write …"
    std::string message;    ///< in the node's words; may be ""
    nlohmann::json entity;  ///< what it was about; null for none
};

/// Reads one entry; nullopt for what is no failure, and for a write error that was made good since.
/// Sesam publishes what entries look like and does not promise it, so nothing is required of one.
std::optional<LoggedFailure> ReadLogEntry(const nlohmann::json& entry);

/// True for a text in which HTTP status 429 is told, as far as texts of people and of libraries
/// can tell: the number alone is not enough.
bool TellsOfThrottling(std::string_view text);

}  // namespace plumb::dataflow
