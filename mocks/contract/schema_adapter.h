#pragma once

#include "harness/base/json_path.h"
#include "mocks/contract/element.h"

namespace plumb::mocks::contract {

/// Which way a message goes: read-only members are never sent to a server, write-only ones never
/// by it.
enum class Direction { kRequest, kResponse };

/// A schema of an OpenAPI 3.0 document as JSON Schema, draft 7, complete in itself. The two differ:
///
///   nullable             null joins the type and the enum; where the schema names no type, all of
///                        it holds for other values only, as those who write such schemas mean it
///   $ref                 what it refers to is among the definitions; what stands beside is ignored
///   readOnly, writeOnly  the member is forbidden, and not required, in the one direction
///   exclusiveMinimum     is a flag there and a number here; the same for the maximum
///   format               int32, date, date-time and uuid become bounds and patterns, int64 is what
///                        integers have here anyway, all others say nothing
///   pattern              holds for texts of up to 500 characters
///
/// Keywords that only describe are left out. Never fails: what makes no sense is left to whoever
/// compiles the result.
Json ToJsonSchema(const Element& schema, Direction direction);

}  // namespace plumb::mocks::contract
