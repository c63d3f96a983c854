#pragma once

#include <cstdint>
#include <functional>

#include "harness/explore/landscape.h"
#include "harness/explore/sequence.h"

namespace plumb::explore {

/// Random sequences, and their shrinking, by RapidCheck. The same seed and number give the same
/// sequence on every machine.

struct Size {
    int steps = 14;        ///< actions, at most
    int records = 6;       ///< births among them, at most
    bool restarts = true;  ///< of the data flow, where that can be done
    bool troubles = true;  ///< faults of the systems, likewise
};

/// Sequence `number` of a seed. Every action of it makes sense to the model.
Sequence Generate(std::uint64_t seed, std::uint64_t number, const Landscape& landscape,
                  const Size& size);

/// The shortest and plainest sequence of which `fails` still holds: actions are taken out in ever
/// smaller chunks, records with all that hangs on them, and what is left is made plainer. `fails`
/// is asked at most `attempts` times, and never of the same sequence twice.
Sequence Shrink(const Sequence& sequence, const Landscape& landscape,
                const std::function<bool(const Sequence&)>& fails, int attempts);

}  // namespace plumb::explore
