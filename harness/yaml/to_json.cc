#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "harness/yaml/node.h"

namespace plumb::yaml {

namespace {

using nlohmann::json;

bool IsDigit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view WithoutSign(std::string_view text) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    return text;
}

template <class Integer>
std::optional<json> ReadInteger(std::string_view text, int base) {
    Integer value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return json(value);
}

/// [-+]?[0-9]+, 0o[0-7]+, 0x[0-9a-fA-F]+; one that does not fit into 64 bits becomes a float.
std::optional<json> AsInteger(std::string_view text) {
    if (text.starts_with("0o")) return ReadInteger<std::uint64_t>(text.substr(2), 8);
    if (text.starts_with("0x")) return ReadInteger<std::uint64_t>(text.substr(2), 16);
    const std::string_view digits = WithoutSign(text);
    if (digits.empty() || !std::all_of(digits.begin(), digits.end(), IsDigit)) return std::nullopt;
    if (text.front() == '-') return ReadInteger<std::int64_t>(text, 10);
    if (auto value = ReadInteger<std::int64_t>(digits, 10)) return value;
    return ReadInteger<std::uint64_t>(digits, 10);
}

std::size_t CountDigits(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), IsDigit);
    return static_cast<std::size_t>(end - text.begin());
}

/// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool LooksLikeFloat(std::string_view text) {
    text = WithoutSign(text);
    const std::size_t whole = CountDigits(text);
    text.remove_prefix(whole);
    std::size_t fraction = 0;
    if (!text.empty() && text.front() == '.') {
        fraction = CountDigits(text.substr(1));
        text.remove_prefix(1 + fraction);
    }
    if (whole + fraction == 0) return false;
    if (text.empty()) return true;
    if (text.front() != 'e' && text.front() != 'E') return false;
    text = WithoutSign(text.substr(1));
    return !text.empty() && CountDigits(text) == text.size();
}

/// Infinities and NaN stay texts: JSON has no form for them.
std::optional<json> AsFloat(std::string_view text) {
    if (!LooksLikeFloat(text)) return std::nullopt;
    if (text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
    return json(value);
}

json PlainToJson(const std::string& text) {
    if (text == "true" || text == "True" || text == "TRUE") return true;
    if (text == "false" || text == "False" || text == "FALSE") return false;
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
        return nullptr;
    }
    if (auto integer = AsInteger(text)) return *std::move(integer);
    if (auto number = AsFloat(text)) return *std::move(number);
    return text;
}

}  // namespace

json ToJson(const Node& node) {
    switch (node.kind) {
        case Node::Kind::kNull:
            return nullptr;
        case Node::Kind::kScalar:
            return node.quoted ? json(node.text) : PlainToJson(node.text);
        case Node::Kind::kList: {
            json list = json::array();
            for (const Node& item : node.items) list.push_back(ToJson(item));
            return list;
        }
        case Node::Kind::kMap: {
            json object = json::object();
            for (const Node::Entry& entry : node.entries) object[entry.key] = ToJson(entry.value);
            return object;
        }
    }
    return nullptr;
}

}  // namespace plumb::yaml
