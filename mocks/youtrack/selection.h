#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "harness/base/json_path.h"

namespace plumb::mocks::youtrack {

/// A user as Hub shows it when no fields are asked for: everything, but lists of entities reduced
/// to id and type.
Json DefaultShape(const Json& user);

/// What a request's `fields` asks for: "id,profile(email(email,verified)),details/email". Empty
/// means the default shape. Names that no object has are ignored; `type` is always shown.
class Selection final {
  public:
    /// Nothing when the text is not a list of fields, or is nested deeper than 32.
    static std::optional<Selection> Parse(std::string_view text);

    bool IsDefault() const { return root_.children.empty(); }
    /// True for a name of the first level, such as "total".
    bool AsksFor(std::string_view name) const;
    /// The first name, at any depth, that no list, user or part of a user in Hub has; "" for none.
    std::string UnknownName() const;
    Json Apply(const Json& user) const;

  private:
    struct Node {
        bool whole = false;  ///< asked for without saying what of it
        std::map<std::string, Node, std::less<>> children{};
    };
    class Parser;
    static Json Apply(const Json& value, const Node& node);
    static std::string UnknownIn(const Node& node);

    Node root_;
};

}  // namespace plumb::mocks::youtrack
