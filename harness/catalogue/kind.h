#pragma once

#include <string>
#include <string_view>

#include "harness/target/profile.h"

namespace plumb::catalogue {

/// The field that takes only what both fields of a pair take and what survives the type's cast: the
/// stricter kind, the shorter length, the common choices. New values and value tables for a pair
/// are chosen by it. kOpaque when either holds objects or lists, which Plumb never writes.
target::Field CommonField(const target::Field& source, const target::Field& target,
                          std::string_view type);

/// True when the target's value, written back unchanged, is the source's value: a cast to the kind
/// that both sides hold anyway. Only then is the way from target to source checked.
bool IsOwnInverse(const target::Field& source, const target::Field& target, std::string_view type);

/// True when some value of the source survives the type and is one of the target, as far as kinds
/// tell: no address is a country, and no flag a number.
bool ShareValues(const target::Field& source, const target::Field& target, std::string_view type);

/// True when two values of this kind can always be made to differ from all others, so that a record
/// can be recognised by one.
bool IsUnique(target::FieldKind kind);

/// True when JSON holds values of this kind as texts.
bool IsTextual(target::FieldKind kind);

/// "emails", "texts", …: the name of the value table for a kind; "" for kOpaque. kChoice has no
/// file: its table is the field's own choices.
std::string_view TableName(target::FieldKind kind);

}  // namespace plumb::catalogue
