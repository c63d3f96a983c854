#pragma once

#include <vector>

#include "mocks/sesam/port.h"
#include "mocks/sesam/run_report.h"

namespace plumb::mocks::sesam {

/// One run of a -collect pipe: reads the system's list (all of it, or what changed since), tells
/// the model, and finds out which records are gone. `vanished` gets the latter.
RunReport Collect(const Port& port, std::vector<RecordRef>& vanished);

}  // namespace plumb::mocks::sesam
