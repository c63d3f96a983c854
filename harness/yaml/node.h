#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "harness/base/result.h"

namespace plumb::yaml {

/// One value of a YAML text with the place where it stands. A plain value tree: aliases are
/// expanded, anchors are gone, nothing of the parser is left. Mappings keep their order and never
/// hold a key twice.
struct Node {
    enum class Kind { kNull, kScalar, kList, kMap };

    struct Entry;  // of a mapping

    Kind kind = Kind::kNull;
    Place place;
    std::string text;     ///< scalars: the text as written, without its quotes
    bool quoted = false;  ///< scalars: '…', "…", | and >: a text, never a number or a keyword
    std::string tag;      ///< a local tag such as "!absent"; "" when there is none
    std::vector<Node> items;     ///< lists
    std::vector<Entry> entries;  ///< mappings

    bool IsNull() const { return kind == Kind::kNull; }
    bool IsScalar() const { return kind == Kind::kScalar; }
    bool IsList() const { return kind == Kind::kList; }
    bool IsMap() const { return kind == Kind::kMap; }

    /// The value under `key`, or nullptr.
    const Node* Find(std::string_view key) const;
};

struct Node::Entry {
    std::string key;
    Place place;  ///< of the key
    Node value;
};

/// What a text may cost before it is refused.
struct Limits {
    std::size_t bytes = 16u << 20;  ///< of the text
    std::size_t depth = 64;         ///< of nested lists and mappings
    std::size_t nodes = 1'000'000;  ///< after expanding aliases
};

/// Parses one YAML document (JSON is YAML). Refused, each with its place: broken syntax, duplicate
/// keys, keys that are not scalars, a second document, invalid UTF-8, and what exceeds the limits.
/// An empty text is a null node. Never throws.
Result<Node> Parse(std::string_view text, const std::string& file, const Limits& limits = {});

/// Reads and parses a file. A file that cannot be read is an input error that names it.
Result<Node> ParseFile(const std::string& path, const Limits& limits = {});

/// The same value as JSON: unquoted scalars become null, booleans (true, false) and numbers by the
/// rules of YAML 1.2's core schema, all others texts. Tags are dropped.
nlohmann::json ToJson(const Node& node);

}  // namespace plumb::yaml
