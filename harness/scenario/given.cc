#include "harness/scenario/given.h"

#include "harness/scenario/expectation.h"

namespace plumb::scenario {

void Given::Keep(const std::string& handle, const std::vector<Assignment>& assignments) {
    for (const Assignment& assignment : assignments) {
        values_[handle].insert_or_assign(assignment.path, assignment.value);
    }
}

void Given::Take(const Action& action) {
    if (const auto* create = std::get_if<Create>(&action)) Keep(create->handle, create->with);
    if (const auto* edit = std::get_if<Edit>(&action)) Keep(edit->handle, edit->set);
}

bool Given::RestsOnNothing(const Expect& expect) const {
    if (scenario::RestsOnNothing(expect.what)) return true;
    const auto* value = std::get_if<ValueIs>(&expect.what);
    if (value == nullptr) return false;
    if (value->or_absent) return true;
    if (const auto* edited = std::get_if<AsEdited>(&value->expected)) {
        return edited->handle == value->handle;
    }
    const auto record = values_.find(value->handle);
    if (record == values_.end()) return false;
    const auto given = record->second.find(value->path);
    return given != record->second.end() && given->second == std::get<Value>(value->expected);
}

}  // namespace plumb::scenario
