#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/poweroffice/refusal.h"

namespace plumb::mocks::poweroffice::odata {

enum class TokenKind { kOpen, kClose, kComma, kWord, kNumber, kText, kDate, kMoment, kEnd };

struct Token {
    TokenKind kind = TokenKind::kEnd;
    std::string text{};         ///< of a word or number as written, of a text without its quotes
    std::size_t character = 1;  ///< where it begins, counted from 1
};

/// Cuts a filter into tokens; the last one is kEnd. A refusal names the character.
Answer<std::vector<Token>> Tokenize(std::string_view filter);

/// "… (character 12)".
tl::unexpected<Refusal> FilterError(std::string_view message, std::size_t character);

}  // namespace plumb::mocks::poweroffice::odata
