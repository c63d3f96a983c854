#include "harness/checklist/cells.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "harness/base/text.h"

namespace plumb::checklist {

namespace {

constexpr std::string_view kHaving = "Dependant on having";
constexpr std::pair<std::string_view, std::string_view> kOddities[] = {
    {"(", "a parenthesis"},
    {")", "a parenthesis"},
    {" ", "a blank"},
    {"\t", "a tab"},
    {"\u00A0", "a no-break space"},
    {"\u200B", "a character that cannot be seen"},
    {"\uFEFF", "a character that cannot be seen"},
    {"\u201C", "a quotation mark"},
    {"\u201D", "a quotation mark"},
    {"\"", "a quotation mark"},
};

/// "<value> in <path>". A path holds no blank, so the last "in" that is a word of its own counts.
bool ReadCondition(std::string_view text, Condition& condition) {
    const std::string padded = " " + std::string(text) + " ";
    const std::size_t at = padded.rfind(" in ");
    if (at == std::string::npos) return false;
    condition.value = Trim(std::string_view(padded).substr(0, at));
    condition.path = Trim(std::string_view(padded).substr(at + 4));
    return condition.path.find(' ') == std::string::npos;
}

auto KeyOf(const Condition& condition) {
    return std::tie(condition.side, condition.value, condition.path);
}

struct BySideValueAndPath {
    bool operator()(const Condition& a, const Condition& b) const { return KeyOf(a) < KeyOf(b); }
};

/// `text` is what stands between the parentheses.
bool ReadConditions(std::string_view text, Side side, std::vector<Condition>& conditions) {
    std::set<Condition, BySideValueAndPath> seen;
    while (!text.empty()) {
        text.remove_prefix(kHaving.size());
        const std::size_t end = std::min(text.find(kHaving), text.size());
        Condition condition{.side = side, .path = {}, .value = {}};
        if (!ReadCondition(text.substr(0, end), condition)) return false;
        text.remove_prefix(end);
        if (seen.insert(condition).second) conditions.push_back(std::move(condition));
    }
    return true;
}

/// A JSON text that needs no parser: nearly every type is one.
bool IsPlainText(std::string_view type) {
    return type.size() >= 2 && type.front() == '"' && type.back() == '"' &&
           std::all_of(type.begin() + 1, type.end() - 1,
                       [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

bool ReadCell(std::string_view text, Side side, Pair& pair) {
    std::string& path = side == Side::kSource ? pair.source : pair.target;
    path = text;
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos) return true;
    const std::size_t having = text.find(kHaving, open);
    if (having == std::string_view::npos) return true;
    // The parenthesis that belongs to the conditions is the one right before them.
    if (text[having - 1] != '(' || text.back() != ')') return false;
    const std::size_t before = pair.only_if.size();
    if (!ReadConditions(text.substr(having, text.size() - having - 1), side, pair.only_if)) {
        pair.only_if.resize(before);
        return false;
    }
    path = Trim(text.substr(0, having - 1));
    return true;
}

std::string_view OddIn(std::string_view path) {
    for (const auto& [text, words] : kOddities) {
        if (path.find(text) != std::string_view::npos) return words;
    }
    return {};
}

bool IsReadableType(std::string_view type) {
    if (type == "N/A" || IsPlainText(type)) return true;
    if (type.empty() || (type.front() != '"' && type.front() != '[')) return false;
    return nlohmann::json::accept(type.begin(), type.end());
}

}  // namespace plumb::checklist
