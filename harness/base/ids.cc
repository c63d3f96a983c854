#include "harness/base/ids.h"

#include "harness/base/text.h"

namespace plumb {

std::string Slug(std::string_view text) {
    std::string slug;
    for (char c : ToLower(text)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (kept) slug += c;
        if (!kept && !slug.empty() && slug.back() != '-') slug += '-';
    }
    if (!slug.empty() && slug.back() == '-') slug.pop_back();
    return slug.empty() ? "unnamed" : slug;
}

std::string Folded(std::string_view text) {
    std::string folded = ToLower(text);
    std::erase_if(folded, [](char c) { return c == ' ' || c == '.' || c == '-' || c == '\t'; });
    return folded;
}

}  // namespace plumb
