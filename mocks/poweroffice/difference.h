#pragma once

#include <initializer_list>

#include "harness/base/json_path.h"

namespace plumb::mocks::poweroffice {

/// What an edit made of a record's members. Pure, so safe from several threads.

/// True when a member other than these differs.
bool DiffersBeyond(const Json& members, const Json& before, std::initializer_list<const char*> but);

/// The mail address among the members; null when there is none.
const Json& AddressOf(const Json& members);

/// True when two addresses are equal apart from what the server adds to them.
bool SameAddress(const Json& a, const Json& b);

}  // namespace plumb::mocks::poweroffice
