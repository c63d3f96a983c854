#include "harness/plan/looks.h"

#include <algorithm>
#include <set>

#include "harness/plan/cost.h"
#include "harness/plan/guard.h"

namespace plumb::plan {

namespace {

using checklist::Flow;
using checklist::Side;

void Add(const Looks& more, Looks& looks) {
    for (const auto& [sync, entities] : more) {
        for (const auto& [key, look] : entities) {
            Look& sum = looks[sync][key];
            sum.list = sum.list || look.list;
            sum.records += look.records;
        }
    }
}

/// Everything that the cases of a batch and their controls look at.
Looks LooksTogether(const Batch& batch, const catalogue::Context& context, int page) {
    Looks looks = LooksAtControls(batch, context);
    for (const Case* one : batch) Add(LooksOf(*one, context, page), looks);
    return looks;
}

}  // namespace

int LongestOf(const Batch& batch) {
    int longest = 0;
    for (const Case* one : batch) {
        if (!one->skip) longest = std::max(longest, one->start_after + one->syncs);
    }
    return longest;
}

Load ReadingOf(const Batch& wave, const catalogue::Context& context, int page) {
    Load there = OverheadOf(wave, context);
    Load reading;
    for (const Batch& batch : BatchesOf(wave)) {
        std::set<std::string> keys;
        for (const Case* one : batch) {
            const Load load = LoadOf(*one, context, page);
            there.Add(load);
            for (const auto& [key, count] : load.records) keys.insert(key);
            for (const Flow* flow : FlowsOf(*one, context)) {
                if (one->skip) continue;
                for (const Side side : {Side::kSource, Side::kTarget})
                    keys.insert(context.KeyOn(*flow, side));
            }
        }
        for (const std::string& key : keys) {
            const target::Entity* entity = context.EntityNamed(key);
            if (entity != nullptr) reading.List(key, *entity, there.records[key], LongestOf(batch));
        }
    }
    return reading;
}

Load LookingOf(const Batch& wave, const catalogue::Context& context, int page) {
    Load there = OverheadOf(wave, context);
    Load looking;
    for (const Batch& batch : BatchesOf(wave)) {
        for (const Case* one : batch) there.Add(LoadOf(*one, context, page));
        for (const auto& [sync, entities] : LooksTogether(batch, context, page)) {
            for (const auto& [key, look] : entities) {
                const target::Entity* entity = context.EntityNamed(key);
                if (entity == nullptr) continue;
                const int pages = entity->PagesOf(there.records[key]);
                if (look.list || look.records >= pages) {
                    looking.List(key, *entity, there.records[key], 1);
                } else {
                    looking.Send(key, entity->read, look.records);
                }
            }
        }
    }
    return looking;
}

}  // namespace plumb::plan
