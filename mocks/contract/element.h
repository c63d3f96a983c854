#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/json_path.h"
#include "harness/base/result.h"

namespace plumb::mocks::contract {

/// One element of an OpenAPI document and the JSON pointer that names it there. A view: the
/// document must outlive it. Knows references, and nothing of what the elements mean.
class Element final {
  public:
    /// The root of a document whose references all lead somewhere (CheckReferences).
    explicit Element(const Json& root) : root_(&root), value_(&root) {}

    const Json& Value() const { return *value_; }
    const Json& Root() const { return *root_; }
    const std::string& Pointer() const { return pointer_; }

    /// The member of an object or the item of a list, with its reference followed.
    std::optional<Element> Find(const std::string& name) const;
    /// The element that this one refers to, over any number of steps; itself when it refers to
    /// none.
    Element Followed() const;
    /// All members of an object, or all items of a list, with their names and references followed.
    std::vector<std::pair<std::string, Element>> Children() const;

    std::string Text(const char* member) const;
    bool Flag(const char* member) const;

  private:
    const Json* root_;
    const Json* value_;
    std::string pointer_;
};

/// "~1users" for "/users": a name as one part of a JSON pointer.
std::string PointerPart(std::string_view name);

/// An input error for each reference that leads nowhere, out of the document, or in a circle.
Status CheckReferences(const Json& root, const std::string& file);

}  // namespace plumb::mocks::contract
