#include "mocks/sesam/conditions.h"

#include <algorithm>

namespace plumb::mocks::sesam {

bool Satisfies(const Record& record, const std::vector<FieldCondition>& conditions) {
    return std::ranges::all_of(conditions, [&](const FieldCondition& condition) {
        if (condition.path < 0) return false;
        return TextOf(ValueOf(record.slots[static_cast<std::size_t>(condition.path)])) ==
               condition.value;
    });
}

}  // namespace plumb::mocks::sesam
