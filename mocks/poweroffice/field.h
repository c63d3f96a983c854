#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "harness/base/json_path.h"
#include "mocks/poweroffice/refusal.h"

namespace plumb::mocks::poweroffice {

class FieldTable;

enum class Kind {
    kText,
    kTexts,
    kInteger,
    kNumber,
    kBoolean,
    kDate,
    kUuid,
    kChoice,
    kIntegers,
    kAddress,
    kStamp
};

enum class Access {
    kWritable,
    kPostOnly,   ///< accepted when a record is made, then read-only (the code twins of A6)
    kWriteOnce,  ///< accepted when a record is made, never shown
    kReadOnly,
};

/// One member of an entity: what it may hold and where a record keeps it. Null is always allowed;
/// what is required is a rule of the entity.
struct Field {
    std::string name;  ///< PascalCase, as in the facts
    Kind kind = Kind::kText;
    Access access = Access::kWritable;
    std::size_t max_length = 0;  ///< in characters; 0: only the mock's own bound
    std::vector<std::string> choices = {};
    std::optional<double> minimum = {};
    std::optional<double> maximum = {};
    Json initial = nullptr;             ///< of a new record
    std::string kept_at = {};           ///< path in Record::members; "" for the name
    const FieldTable* parts = nullptr;  ///< of an address

    const std::string& Path() const { return kept_at.empty() ? name : kept_at; }
};

/// The members of one entity in one version of the API, found by name without regard to case.
/// Immutable, so safe from several threads.
class FieldTable final {
  public:
    explicit FieldTable(std::vector<Field> fields);

    const Field* Find(std::string_view name) const;
    const std::vector<Field>& All() const { return fields_; }
    /// A new record: all members with their initial value.
    const Json& Initial() const { return initial_; }
    /// For suggestions in messages.
    std::vector<std::string> Names() const;

  private:
    std::vector<Field> fields_;
    std::unordered_map<std::string, std::size_t> by_lower_name_;
    Json initial_ = Json::object();
};

struct Leniency {
    bool numbers_as_text = false;     ///< "1" for 1, as the patch examples of A6 show
    bool choices_ignore_case = true;  ///< "print" for "Print", as Sesam sends it (A6)
    bool read_only_parts = true;      ///< in an address: ignored rather than refused
};

/// The form in which the mock keeps `value`, or why the field does not take it: a wrong type is
/// kMalformed, a broken limit kInvalid.
Answer<Json> Accept(const Field& field, const Json& value, Leniency leniency = {});

/// Longest list and longest text that the mock takes, whatever the field.
constexpr std::size_t kMaxListLength = 1000;
constexpr std::size_t kMaxTextBytes = 65'536;

}  // namespace plumb::mocks::poweroffice
