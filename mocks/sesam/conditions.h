#pragma once

#include "mocks/sesam/state.h"

namespace plumb::mocks::sesam {

/// True when the record has what every condition demands ("Dependant on having X in path").
bool Satisfies(const Record& record, const std::vector<FieldCondition>& conditions);

}  // namespace plumb::mocks::sesam
