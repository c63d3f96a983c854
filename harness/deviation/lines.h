#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/yaml/node.h"

namespace plumb::deviation {

/// The text of a list as lines, and which of them are which entry's. For this folder alone.
class Lines final {
  public:
    /// Lines of one entry, from the one with its dash; comments above it are not part of it.
    struct Span {
        std::size_t first = 0;
        std::size_t last = 0;
        std::size_t case_line = 0;
        std::size_t case_column = 0;  ///< where the case's name begins; both count from 0
    };

    /// `root` is what the text says. An error when an entry does not begin on a line of its own.
    static Result<Lines> Of(std::string_view text, const yaml::Node& root);

    const std::vector<Span>& Spans() const { return spans_; }
    /// The lines of the entry with another case's name in it.
    std::string WithCase(const Span& span, const std::string& name) const;
    /// The comments between and behind the lines of the entry, each on a line of its own.
    std::string CommentsIn(const Span& span) const;
    /// Blanks before the dash of an entry.
    std::string Indentation() const { return std::string(indent_, ' '); }

    /// Puts text behind the last entry. Comes before all other changes.
    void Append(const std::string& text);
    /// Puts text in the place of an entry; spans above it stay valid, those below do not.
    void Replace(const Span& span, const std::string& text);
    /// Takes an entry away, and the comment right above it unless the next entry may share it.
    void Remove(const Span& span);

    std::string Text() const;

  private:
    bool IsBlank(std::size_t line) const;
    bool IsComment(std::size_t line) const;
    std::size_t IndentOf(std::size_t line) const;
    Status FindSpans(const yaml::Node& list);
    Status OpenEmptyList(const yaml::Node::Entry& list);

    std::vector<std::string> lines_;  ///< with their ends
    std::vector<Span> spans_;
    std::size_t indent_ = 2;
    std::size_t append_at_ = 0;
};

/// A text as YAML writes it on one line, in quotes where it needs them.
std::string Scalar(const std::string& text);

}  // namespace plumb::deviation
