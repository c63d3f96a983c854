#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

#include "harness/seeds/dice.h"

namespace plumb::seeds {

/// What goes wrong with the systems while a seed runs, as rules of the mocks' admin API, set from
/// the start (mocks/README.md, "Faults"). Only what a correct data flow can get over: it tries
/// again, looks what became of a write without an answer, and gets itself a new token.
///
/// Not drawn is what nobody could notice: a list that lacks an item, a page that shifts, an answer
/// from before the last edits (replicas that lag are a setting), a create that a gateway carries
/// out twice; nor a system that refuses connections, since the harness could not reach it either.
std::vector<nlohmann::json> DrawFaults(Dice& dice, std::uint64_t seed);

/// Clocks of the systems that are off, all the time by as much. Whose edit is newest is nowhere
/// asked across two clocks, and an edit without a rival counts whatever its stamp, so no promise
/// depends on it. Not to be drawn beside faults: a write that a fault holds up is a rival of the
/// next edit on the other side, and then the stamps of two clocks would decide.
std::vector<nlohmann::json> DrawSkews(Dice& dice);

}  // namespace plumb::seeds
