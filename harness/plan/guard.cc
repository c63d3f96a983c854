#include "harness/plan/guard.h"

#include <algorithm>

#include "harness/catalogue/carrier.h"
#include "harness/scenario/flows_named.h"

namespace plumb::plan {

namespace {

using checklist::Flow;
using checklist::Side;

constexpr Side kSides[] = {Side::kSource, Side::kTarget};

/// Sides whose edits something that is kept in sync can carry across.
std::vector<Side> EditedSidesOf(const Flow& flow, const catalogue::Context& context) {
    const target::Entity* source = context.EntityOn(flow, Side::kSource);
    const target::Entity* target = context.EntityOn(flow, Side::kTarget);
    std::vector<Side> sides;
    if (source == nullptr || target == nullptr) return sides;
    for (const Side side : kSides) {
        if (catalogue::CarrierOf(flow, *source, *target, context.GetCircles(), side))
            sides.push_back(side);
    }
    return sides;
}

/// The pairs of a wave, as they come to be.
class Pairs final {
  public:
    explicit Pairs(const catalogue::Context& context) : context_(context) {}

    void Run(const Batch& batch) {
        const std::vector<Place> before = edited_;
        int guarded = 0;  // syncs
        for (const Case* one : batch) {
            if (one->skip || !one->needs_control) continue;
            guarded = std::max(guarded, one->start_after + one->syncs);
            for (const Flow* flow : FlowsOf(*one, context_)) Prepare(*flow);
        }
        for (int sync = 1; sync <= guarded; ++sync) {
            // Before the first one, those that were just made are not linked yet.
            for (const auto& [key, entity] : sync == 1 ? before : edited_)
                load_.Edit(key, *entity, 1);
        }
    }
    Load Take() { return std::move(load_); }

  private:
    using Place = std::pair<std::string, const target::Entity*>;

    void Prepare(const Flow& flow) {
        if (!prepared_.insert(flow.id).second) return;
        for (const Side edited : EditedSidesOf(flow, context_)) {
            for (const Side side : kSides) {
                const std::string key = context_.KeyOn(flow, side);
                const bool by_us = side == Side::kSource || !flow.merge_when_any.empty();
                if (by_us) {
                    load_.Create(key, *context_.EntityOn(flow, side), 1);
                } else {
                    load_.Appear(key, 1);
                }
            }
            edited_.emplace_back(context_.KeyOn(flow, edited), context_.EntityOn(flow, edited));
        }
    }

    const catalogue::Context& context_;
    std::set<std::string> prepared_;  ///< flows
    std::vector<Place> edited_;
    Load load_;
};

}  // namespace

const Flow* FindFlow(const catalogue::Context& context, const std::string& id) {
    const auto& flows = context.GetChecklist().flows;
    const auto found = std::ranges::find(flows, id, &Flow::id);
    return found == flows.end() ? nullptr : &*found;
}

std::vector<const Flow*> FlowsOf(const Case& one, const catalogue::Context& context) {
    std::set<std::string> ids{one.flow};
    for (const std::string& clause : one.clauses) ids.insert(clause.substr(0, clause.find('/')));
    for (const scenario::Step& step : one.steps) ids.insert(scenario::FlowNamedBy(step.action));
    std::vector<const Flow*> flows;
    for (const std::string& id : ids) {
        if (const Flow* flow = FindFlow(context, id)) flows.push_back(flow);
    }
    return flows;
}

Looks LooksAtControls(const Batch& batch, const catalogue::Context& context) {
    std::set<std::string> guarded;  // flows
    int longest = 0;
    for (const Case* one : batch) {
        if (one->skip || !one->needs_control) continue;
        longest = std::max(longest, one->start_after + one->syncs);
        for (const Flow* flow : FlowsOf(*one, context)) guarded.insert(flow->id);
    }
    Looks looks;
    for (const std::string& id : guarded) {
        const Flow& flow = *FindFlow(context, id);
        for (const Side edited : EditedSidesOf(flow, context)) {
            const std::string across =
                context.KeyOn(flow, edited == Side::kSource ? Side::kTarget : Side::kSource);
            if (flow.merge_when_any.empty())
                looks[1][context.KeyOn(flow, Side::kTarget)].list = true;
            for (int sync = 2; sync <= longest; ++sync) ++looks[sync][across].records;
        }
    }
    return looks;
}

Load ControlsOf(const Batch& wave, const catalogue::Context& context) {
    Pairs pairs(context);
    for (const Batch& batch : BatchesOf(wave)) pairs.Run(batch);
    return pairs.Take();
}

Load ParentsOf(const Batch& wave, const catalogue::Context& context) {
    std::set<std::string> parents;
    for (const Case* one : wave) {
        if (one->skip) continue;
        for (const Flow* flow : FlowsOf(*one, context)) {
            for (const Side side : kSides) {
                const target::Entity* entity = context.EntityOn(*flow, side);
                if (entity == nullptr || entity->parent.empty()) continue;
                const std::string key = context.KeyOn(*flow, side);
                parents.insert(key.substr(0, key.find('.') + 1) + entity->parent);
            }
        }
    }
    Load load;
    for (const std::string& key : parents) {
        if (const target::Entity* entity = context.EntityNamed(key)) load.Create(key, *entity, 1);
    }
    return load;
}

Load TrialsOf(const TriedValues& tried, const catalogue::Context& context) {
    Load load;
    std::set<std::string> made;
    for (const auto& [place, values] : tried) {
        const auto& [flow, side] = place;
        const target::Entity* entity = context.EntityOn(*flow, side);
        const std::string key = context.KeyOn(*flow, side);
        if (entity == nullptr) continue;
        if (made.insert(key).second) {
            load.Create(key, *entity, 1);
            const bool copied = side == Side::kSource && catalogue::RuleName(*flow) == "always";
            if (copied) load.Appear(context.KeyOn(*flow, Side::kTarget), 1);
        }
        load.Edit(key, *entity, 2 * static_cast<int>(values.size()));
    }
    return load;
}

}  // namespace plumb::plan
