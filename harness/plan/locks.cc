#include "harness/plan/locks.h"

namespace plumb::plan {

namespace {

using checklist::Side;

void AddCopies(Load& load, const catalogue::Context& context, const std::string& key) {
    for (const checklist::Flow& flow : context.GetChecklist().flows) {
        const bool is_copied = catalogue::RuleName(flow) == "always" &&
                               context.KeyOn(flow, Side::kSource) == key &&
                               context.EntityOn(flow, Side::kTarget) != nullptr;
        if (is_copied) load.Appear(context.KeyOn(flow, Side::kTarget), 1);
    }
}

}  // namespace

Load LocksOf(const catalogue::Context& context, const std::vector<target::Profile>& profiles) {
    Load load;
    const checklist::Checklist& checklist = context.GetChecklist();
    for (const target::Profile& profile : profiles) {
        const bool takes_part = profile.id == checklist.source || profile.id == checklist.target;
        if (!takes_part || !profile.lock) continue;
        const std::string key = profile.id + "." + profile.lock->entity;
        const target::Entity& entity = *profile.FindEntity(profile.lock->entity);
        load.List(key, entity, 0, 1);
        load.Create(key, entity, 1);
        AddCopies(load, context, key);
    }
    return load;
}

Load KeepingOf(const Load& locks, const catalogue::Context& context, int syncs) {
    Load load;
    for (const auto& [key, count] : locks.records) {
        const target::Entity* entity = context.EntityNamed(key);
        if (entity == nullptr) continue;
        load.Send(key, entity->read, syncs + 1);
        load.Send(key, entity->remove, count);
        load.deletions += count;
    }
    return load;
}

}  // namespace plumb::plan
