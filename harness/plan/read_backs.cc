#include "harness/plan/read_backs.h"

#include <map>
#include <utility>

#include "harness/plan/cost.h"

namespace plumb::plan {

Load SharingOf(const Batch& wave, const catalogue::Context& context, int page,
               std::map<std::string, int> there) {
    Load saved;
    for (const Batch& batch : BatchesOf(wave)) {
        std::map<std::pair<Moment, std::string>, std::pair<int, int>> together;
        for (const Case* one : batch) {
            for (const ReadBack& owed : ReadBacksOf(*one, context, page)) {
                auto& [count, more] = together[{owed.moment, owed.key}];
                count += owed.count;
                more += owed.more;
            }
        }
        for (const auto& [place, sum] : together) {
            const auto& [count, more] = sum;
            const std::string& key = place.second;
            there[key] += more;
            const target::Entity* entity = context.EntityNamed(key);
            if (entity == nullptr || entity->PagesOf(there[key]) >= count) continue;
            saved.Send(key, entity->read, -count);
            saved.List(key, *entity, there[key], 1);
        }
    }
    return saved;
}

}  // namespace plumb::plan
