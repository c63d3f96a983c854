#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "harness/run/maker.h"

namespace plumb::run {

/// Finds out what the receiving system makes of a value before a case demands that it arrives: the
/// value is written once, on a record of its own (design, "Reading back"). A value that the system
/// refuses or changes says nothing about the data flow. Safe from several threads.
class Preflight final {
  public:
    /// `number` is like no other of the run: records of an earlier one may still be there, archived.
    Preflight(const World& world, Maker& maker, int number = 0)
        : world_(world), maker_(maker), number_(number) {}

    struct Answer {
        std::optional<std::string> refused;  ///< the system's own words
        Json stored;                         ///< in the form in which the system stores it
    };

    /// `value` may hold "{tag}"; the answer is for the same text with `tag` in it.
    Result<Answer> Ask(const checklist::Flow& flow, Side side, const std::string& path,
                       const Json& value, const std::string& tag);

  private:
    Result<Answer> Write(const checklist::Flow& flow, Side side, const std::string& path,
                         const Json& value);

    const World& world_;
    Maker& maker_;
    const int number_;
    std::mutex mutex_;
    std::map<std::string, Held> probes_;     ///< by flow and side
    std::map<std::string, Answer> answers_;  ///< by system, entity, path and value
};

}  // namespace plumb::run
