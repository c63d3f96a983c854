#include "harness/document/names.h"

#include "harness/document/lines.h"

namespace plumb::document {

namespace {

using Halves = std::pair<std::string_view, std::string_view>;

constexpr std::string_view kTo = " to ";
/// More " to " than any title has; a bound for hostile ones.
constexpr int kSplitsMax = 16;

std::string_view TrimBoth(std::string_view text) {
    return TrimLeft(TrimRight(text));
}

bool IsIgnored(char c) {
    return IsBlank(c) || c == '.';
}

char Lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t SkipIgnored(std::string_view text, std::size_t at) {
    while (at < text.size() && IsIgnored(text[at])) ++at;
    return at;
}

Halves HalvesAt(std::string_view text, std::size_t at) {
    return {TrimBoth(text.substr(0, at)), TrimBoth(text.substr(std::min(at + 4, text.size())))};
}

/// The next place at which a text can be split; one that ends in " to" has an empty second half.
std::size_t FindSplit(std::string_view text, std::size_t from) {
    const std::size_t at = text.find(kTo, from);
    if (at != std::string_view::npos) return at;
    const bool at_end = text.ends_with(" to") && from + 3 <= text.size();
    return at_end ? text.size() - 3 : std::string_view::npos;
}

}  // namespace

std::optional<Halves> SplitAtTo(std::string_view text) {
    const std::size_t at = FindSplit(text, 0);
    if (at == std::string_view::npos) return std::nullopt;
    if (FindSplit(text, at + 1) != std::string_view::npos) return std::nullopt;
    return HalvesAt(text, at);
}

std::optional<std::string_view> EntityOf(std::string_view full, std::string_view system) {
    std::size_t i = 0, j = 0;
    while ((j = SkipIgnored(system, j)) < system.size()) {
        i = SkipIgnored(full, i);
        if (i == full.size() || Lower(full[i]) != Lower(system[j])) return std::nullopt;
        ++i, ++j;
    }
    // Dots that end the name belong to it ("Wix." and "Wix").
    while (i > 0 && i < full.size() && full[i] == '.') ++i;
    if (i > 0 && i < full.size() && !IsBlank(full[i])) return std::nullopt;
    return TrimBoth(full.substr(i));
}

std::optional<Halves> SplitFlowTitle(std::string_view title, std::string_view source_system,
                                     std::string_view target_system) {
    if (auto halves = SplitAtTo(title)) return halves;
    std::optional<Halves> found;
    std::size_t at = 0;
    for (int i = 0; (at = FindSplit(title, at)) != std::string_view::npos; ++at, ++i) {
        const Halves halves = HalvesAt(title, at);
        const bool fits =
            EntityOf(halves.first, source_system) && EntityOf(halves.second, target_system);
        if ((fits && found) || i == kSplitsMax) return std::nullopt;
        if (fits) found = halves;
    }
    return found;
}

}  // namespace plumb::document
