#include "mocks/sesam/worklist.h"

namespace plumb::mocks::sesam {

Worklist::Worklist(const Schema& schema, const State& state)
    : schema_(schema), state_(state), records_(schema.entities.size()) {
    for (std::size_t entity = 0; entity < state.entities.size(); ++entity) {
        for (std::size_t record = 0; record < state.entities[entity].records.size(); ++record) {
            Refresh({static_cast<int>(entity), static_cast<int>(record)});
        }
    }
}

void Worklist::Refresh(RecordRef ref) {
    const auto entity = static_cast<std::size_t>(ref.entity);
    const Record& record = state_.At(ref);
    bool pending = false;
    for (std::size_t path = 0; path < record.slots.size() && !record.gone; ++path) {
        pending =
            pending || (schema_.entities[entity].synced[path] && IsPending(record.slots[path]));
    }
    if (pending) {
        records_[entity].insert(ref.record);
    } else {
        records_[entity].erase(ref.record);
    }
}

}  // namespace plumb::mocks::sesam
