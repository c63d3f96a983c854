#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "harness/base/json_path.h"
#include "harness/base/result.h"
#include "mocks/contract/element.h"
#include "mocks/contract/schema_adapter.h"

namespace plumb::mocks::contract {

/// One thing in which a value departs from its schema.
struct Violation {
    std::string place;  ///< JSON pointer in the value; "" for all of it
    std::string what;   ///< "is 12, which is no string"
    std::string rule;   ///< JSON pointer in the document, as near to the broken rule as it is known

    bool operator==(const Violation&) const = default;
};

/// "/users/0: is 12, not object (/components/schemas/User/type)", for logs and tests.
std::ostream& operator<<(std::ostream& out, const Violation& violation);

enum class Values { kShown, kHidden };

/// A schema of an OpenAPI document that checks values of one direction. Compiled when it is first
/// needed, and then kept: most programs need few of a document's schemas. Cheap to copy, safe from
/// several threads; the document must outlive it.
class Schema final {
  public:
    Schema(const Element& schema, Direction direction);

    /// Empty when `value` keeps to the schema. With hidden values no part of it is in the words.
    std::vector<Violation> Check(const Json& value, Values values = Values::kShown) const;
    /// An input error when the document's schema makes no sense; a check of it then says the same.
    Status Compile() const;
    const Element& GetElement() const;

  private:
    class Compiled;
    std::shared_ptr<Compiled> compiled_;  // copies of a schema compile it once
};

}  // namespace plumb::mocks::contract
