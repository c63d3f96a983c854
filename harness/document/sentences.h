#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/document/document.h"

namespace plumb::document {

/// Takes a text apart from its front. A run of blanks in what is expected stands for one or more
/// blanks in the text, since a name that is empty leaves two of them behind.
class Matcher final {
  public:
    explicit Matcher(std::string_view text) : rest_(text) {}

    Matcher& Then(std::string_view expected);
    /// True when all was found.
    bool Matched() const { return matched_; }
    /// True when all was found and nothing is left.
    bool Done() const { return matched_ && rest_.empty(); }
    std::string_view Rest() const { return rest_; }

  private:
    std::string_view rest_;
    bool matched_ = true;
    bool after_blank_ = true;
};

/// What one line of a section says.
struct SentenceMatch {
    SentenceKind kind = SentenceKind::kAlways;
    /// Where the names stand that are not the section's; data() is nullptr when they agree.
    std::string_view other_names;
};

/// Recognises a sentence of `section` (which has its names already), and keeps the free parts of it
/// in the section. Nothing when the line is no sentence of the language.
std::optional<SentenceMatch> MatchSentence(std::string_view line, Section& section);

}  // namespace plumb::document
