#include "mocks/poweroffice/replica.h"

#include <utility>

namespace plumb::mocks::poweroffice {

const Tables& Replica::Visible(Milliseconds now) {
    if (lag_ <= 0) return primary_;
    while (!pending_.empty() && pending_.front().at + lag_ <= now) {
        Apply(lagging_, pending_.front());
        pending_.pop_front();
    }
    return lagging_;
}

void Replica::Put(const RecordPtr& record, Milliseconds now) {
    Do({now, record, false});
}

void Replica::Erase(const RecordPtr& record, Milliseconds now) {
    Do({now, record, true});
}

void Replica::Clear() {
    primary_ = {};
    lagging_ = {};
    pending_.clear();
}

void Replica::Apply(Tables& tables, const Change& change) {
    Table& table = change.record->parent == 0 ? tables.customers : tables.contact_persons;
    if (change.erased) {
        table.Erase(change.record->id);
    } else {
        table.Put(change.record);
    }
}

void Replica::Do(Change change) {
    Apply(primary_, change);
    if (lag_ > 0) pending_.push_back(std::move(change));
}

}  // namespace plumb::mocks::poweroffice
