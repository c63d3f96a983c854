#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "harness/base/json_path.h"
#include "mocks/poweroffice/field.h"
#include "mocks/poweroffice/refusal.h"

namespace plumb::mocks::poweroffice {

/// The place in a record that a JSON pointer names.
struct PatchPlace {
    const Field* field = nullptr;
    const Field* part = nullptr;         ///< of an address
    std::optional<std::size_t> index{};  ///< of a list
    bool append = false;                 ///< "-": behind the last element of a list

    /// The field that types the value at this place.
    const Field& Typed() const { return part != nullptr ? *part : *field; }
    bool IsElement() const { return append || index.has_value(); }
};

/// Unknown and read-only members are refused, and so are pointers that go deeper than a record
/// does.
Answer<PatchPlace> ResolvePointer(const FieldTable& table, std::string_view pointer);

}  // namespace plumb::mocks::poweroffice
