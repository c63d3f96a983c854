#include "harness/plan/batches.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

#include "harness/plan/case_shape.h"

namespace plumb::plan {

std::vector<Batch> BatchesOf(const Batch& wave, bool isolate) {
    std::vector<Batch> batches;
    if (isolate) {
        for (const Case* one : wave) batches.push_back({one});
        return batches;
    }
    Batch together;
    std::map<std::string, Batch> apart;  // by fault; restarts without one
    std::vector<Batch> alone;
    for (const Case* one : wave) {
        if (one->group == Group::kTogether) {
            together.push_back(one);
        } else if (one->group == Group::kAlone) {
            alone.push_back({one});
        } else {
            apart[FaultOf(*one)].push_back(one);
        }
    }
    if (!together.empty()) batches.push_back(std::move(together));
    for (auto& [fault, batch] : apart) batches.push_back(std::move(batch));
    std::ranges::move(alone, std::back_inserter(batches));
    return batches;
}

}  // namespace plumb::plan
