#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/report/judgement.h"
#include "harness/report/words.h"
#include "harness/scenario/verdict.h"

namespace plumb::report {

/// Small pieces of HTML. Everything that comes from a journal goes through Text() or Block(): it
/// can then break neither the page nor out of an attribute, and hides nothing from the reader.

/// One line: control characters and line breaks visible, cut at `bytes`, escaped.
std::string Text(std::string_view text, std::size_t bytes = 1500);
/// The same with its line breaks, for <pre>.
std::string Block(std::string_view text, std::size_t bytes = 3000);
/// A value for an id attribute and for "#…": letters, digits and "._-/" of `id`, all else "-".
std::string Anchor(std::string_view prefix, std::string_view id);

/// The class that gives a verdict or a judgement its colour.
std::string_view ColourOf(const std::optional<scenario::Verdict>& verdict);
std::string_view ColourOf(Judgement judgement);
std::string_view ColourOf(const CaseResult& result);
std::string_view ColourOf(const Share& share);

/// Sign and word in a coloured pill.
std::string Pill(const std::optional<scenario::Verdict>& verdict);
std::string Pill(Judgement judgement);
std::string Pill(const CaseResult& result);

}  // namespace plumb::report
