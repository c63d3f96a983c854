#pragma once

#include "harness/base/json_path.h"
#include "mocks/poweroffice/field.h"
#include "mocks/poweroffice/refusal.h"

namespace plumb::mocks::poweroffice {

struct PatchOptions {
    /// A patch inside of an address that is null makes one.
    bool makes_missing_address = true;
    /// A replace of a member that nobody can write does nothing; else it is refused.
    bool ignores_read_only = false;
    Leniency leniency{.numbers_as_text = true};
};

/// Applies a JSON Patch (RFC 6902) to a record of version 2 and gives the patched members, or the
/// first operation that is refused; nothing is half done. As PowerOffice GO has it (facts A6):
/// pointers are matched without case and reach a member, a part of an address or an element of a
/// list; only the members of the patch DTO can be reached; a value is checked against the type of
/// its place at once, with "1" taken for 1. A refusal names its operation by number, of which
/// `first` is that of the first. Work is linear in the size of the patch.
Answer<Json> ApplyPatch(const FieldTable& table, Json members, const Json& patch,
                        const PatchOptions& options, std::size_t first = 1);

}  // namespace plumb::mocks::poweroffice
