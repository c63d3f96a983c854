#pragma once

#include <vector>

#include "mocks/contract/schema.h"

namespace plumb::mocks::contract {

/// In which points a JSON Patch departs from the objects that it may change: each operation is
/// looked at as the object that it makes, {"MailAddress": {"City": "Oslo"}} for a replace of
/// /MailAddress/City. Members are found without regard to case, as RFC 6902 has it for no one but
/// PowerOffice GO has it for itself. `patch` is a list of operations with op and path.
std::vector<Violation> CheckPatch(const Json& patch, const Schema& patched, Values values);

}  // namespace plumb::mocks::contract
