#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"

namespace plumb::document {

/// Collects problems up to a limit and counts the rest, so that a file of another kind, hundreds of
/// megabytes of it, costs a thousand messages and not a hundred million.
class ProblemList final {
  public:
    explicit ProblemList(std::string file) : file_(std::move(file)) {}

    void Add(std::string message, int line, int column, std::string hint = {});
    void Add(std::string message, Place place, std::string hint = {});
    /// False when one more would only be counted: saves making its message.
    bool HasRoom() const { return problems_.size() < kMax; }
    /// Counts one without a message.
    void Count() { ++more_; }

    /// What was collected, and one that counts the rest.
    std::vector<Problem> Take();

  private:
    static constexpr std::size_t kMax = 1000;

    std::string file_;
    std::vector<Problem> problems_;
    std::size_t more_ = 0;
};

/// A part of the document in a message: in quotes, and not too long.
std::string Quote(std::string_view text);

}  // namespace plumb::document
