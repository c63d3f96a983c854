#include "mocks/poweroffice/table.h"

#include <utility>

namespace plumb::mocks::poweroffice {

namespace {

/// "" for a value that claims nothing: absent, null or an empty text.
std::string UniqueKey(const Json& value) {
    if (value.is_null()) return "";
    if (value.is_string() && value.get_ref<const std::string&>().empty()) return "";
    return Dump(value);
}

std::string UniqueKey(const Record& record, const std::string& path) {
    const Json* value = Find(record.members, path);
    return value == nullptr ? "" : UniqueKey(*value);
}

}  // namespace

Table::Table(std::vector<std::string> unique, Lookup lookup)
    : unique_(std::move(unique)), lookup_(std::move(lookup)) {}

RecordPtr Table::Find(std::int64_t id) const {
    const auto found = records_.find(id);
    return found == records_.end() ? nullptr : found->second;
}

const RecordPtr* Table::Place(std::int64_t id) const {
    const auto found = records_.find(id);
    return found == records_.end() ? nullptr : &found->second;
}

const Records& Table::OfParent(std::int64_t parent) const {
    static const Records kNone;
    const auto found = by_parent_.find(parent);
    return found == by_parent_.end() ? kNone : found->second;
}

bool Table::IsTaken(const std::string& path, const Json& value, std::int64_t except) const {
    const auto index = owners_.find(path);
    if (index == owners_.end()) return false;
    const auto owner = index->second.find(UniqueKey(value));
    return owner != index->second.end() && owner->second != except;
}

void Table::Put(const RecordPtr& record) {
    if (const RecordPtr before = Find(record->id)) Unindex(*before);
    records_[record->id] = record;
    by_id_.Put(record);
    Index(record);
}

void Table::Erase(std::int64_t id) {
    const RecordPtr record = Find(id);
    if (record == nullptr) return;
    Unindex(*record);
    if (record->parent != 0) {
        const auto siblings = by_parent_.find(record->parent);
        siblings->second.Erase(id);
        if (siblings->second.IsEmpty()) by_parent_.erase(siblings);
    }
    by_id_.Erase(id);
    records_.erase(id);
}

void Table::Index(const RecordPtr& record) {
    // A change is nearly always the newest, so the hint makes this constant.
    by_change_.emplace_hint(by_change_.end(), record->changed, record);
    if (record->parent != 0) by_parent_[record->parent].Put(record);
    for (const std::string& path : unique_) {
        const std::string key = UniqueKey(*record, path);
        if (!key.empty()) owners_[path][key] = record->id;
    }
    lookup_.Add(record);
}

void Table::Unindex(const Record& record) {
    by_change_.erase(record.changed);
    for (const std::string& path : unique_) {
        const std::string key = UniqueKey(record, path);
        if (!key.empty()) owners_[path].erase(key);
    }
    lookup_.Remove(record);
}

}  // namespace plumb::mocks::poweroffice
