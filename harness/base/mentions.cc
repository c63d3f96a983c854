#include "harness/base/mentions.h"

#include <cstddef>

namespace plumb {

namespace {

bool IsOfAWord(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool Mentions(std::string_view text, std::string_view word) {
    if (word.empty()) return false;
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !IsOfAWord(text[at - 1]);
        if (begins && (end == text.size() || !IsOfAWord(text[end]))) return true;
    }
    return false;
}

}  // namespace plumb
