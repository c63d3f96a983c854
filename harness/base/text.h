#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// Small operations on text that the standard library lacks. ASCII only where letters matter: other
/// bytes pass through unchanged, so UTF-8 stays intact.

std::string_view Trim(std::string_view text);
std::string ToLower(std::string_view text);
std::vector<std::string_view> Split(std::string_view text, char separator);
std::string ReplaceAll(std::string text, std::string_view from, std::string_view to);

/// True when `text` matches `glob`, in which '*' stands for any text and '?' for one character.
/// Linear in the length of the text times the number of stars.
bool MatchesGlob(std::string_view text, std::string_view glob);

/// The candidate nearest to `word`, or "" when none is near enough to be what was meant.
std::string Nearest(std::string_view word, std::span<const std::string> candidates);

/// "did you mean 'x'?", or "" when nothing is near.
std::string DidYouMean(std::string_view word, std::span<const std::string> candidates);

/// At most `bytes` bytes of `text`, cut between characters, with "…" where something was cut.
std::string Shorten(std::string_view text, std::size_t bytes);

/// True when the bytes are well-formed UTF-8.
bool IsUtf8(std::string_view text);

}  // namespace plumb
