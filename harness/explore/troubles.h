#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "harness/explore/landscape.h"
#include "harness/explore/sequence.h"

namespace plumb::explore {

/// What can happen to one request, as rules of fault steps. A correct data flow finds out by
/// looking again, in the next sync at the latest.

/// To a request that changes this record.
nlohmann::json WriteTo(const Trouble& trouble, const std::string& handle, Side side);
/// To the request that makes the record of a source of this case.
nlohmann::json MakingOf(const Trouble& trouble);
/// To the request of this number, whatever it is.
nlohmann::json AnyRequest(const Trouble& trouble);

}  // namespace plumb::explore
