#include "harness/plan/cost.h"

#include "harness/plan/batches.h"

#include <algorithm>
#include <set>

namespace plumb::plan {

namespace {

using checklist::Flow;
using checklist::Side;

const Flow* FindFlow(const catalogue::Context& context, const std::string& id) {
    for (const Flow& flow : context.GetChecklist().flows) {
        if (flow.id == id) return &flow;
    }
    return nullptr;
}

/// Adds up what the steps of one case cause.
class Counter final {
  public:
    Counter(const Case& one, const catalogue::Context& context, int page)
        : case_(one), context_(context), page_(page) {}

    void operator()(const scenario::GivenLinkedPair& given) {
        const Flow* flow = FlowOf(given.flow);
        const int count = CountOf(given.count);
        const bool made_by_us = flow == nullptr || !flow->merge_when_any.empty();
        Make(flow, Side::kSource, "source", count, true);
        Make(flow, Side::kTarget, "target", count, made_by_us);
    }
    void operator()(const scenario::Create& create) {
        const Flow* flow = FlowOf(create.flow);
        const int count = CountOf(create.count);
        Make(flow, create.side, create.handle, count, true);
        // The data flow may answer with a record of its own.
        const bool copied = flow != nullptr && create.side == Side::kSource &&
                            catalogue::RuleName(*flow) == "always";
        if (copied) Make(flow, Side::kTarget, "copy of " + create.handle, count, false);
    }
    void operator()(const scenario::Edit& edit) {
        Write(2 * handles_[edit.handle], handles_[edit.handle]);
    }
    void operator()(const scenario::Delete& step) {
        Write(2 * handles_[step.handle], handles_[step.handle]);
    }
    void operator()(const scenario::Sync&) {}
    void operator()(const scenario::Restart&) {}
    void operator()(const scenario::Fault&) { Write(1, 0); }
    void operator()(const scenario::Mark&) {}
    void operator()(const scenario::Expect&) {}

    Load Take() { return std::move(load_); }

  private:
    const Flow* FlowOf(const std::string& id) const {
        return FindFlow(context_, id.empty() ? case_.flow : id);
    }
    int CountOf(const scenario::Count& count) const {
        const int* number = std::get_if<int>(&count);
        return number == nullptr ? page_ + 1 : *number;
    }
    void Make(const Flow* flow, Side side, const std::string& handle, int count, bool by_us) {
        handles_[handle] = count;
        if (flow != nullptr) load_.records[context_.KeyOn(*flow, side)] += count;
        // Made, read back, and deleted in the end.
        Write(by_us ? 3 * count : count, by_us ? 2 * count : count);
    }
    void Write(int requests, int writes) {
        load_.requests += requests;
        load_.writes += writes;
    }

    const Case& case_;
    const catalogue::Context& context_;
    int page_;
    std::map<std::string, int> handles_;
    Load load_;
};

bool WritesTableValues(const Case& one) {
    return std::any_of(one.steps.begin(), one.steps.end(), [](const scenario::Step& step) {
        const auto* edit = std::get_if<scenario::Edit>(&step.action);
        return edit != nullptr &&
               std::any_of(edit->set.begin(), edit->set.end(), [](const auto& assignment) {
                   return std::holds_alternative<scenario::Literal>(assignment.value);
               });
    });
}

/// Flows whose ids begin the clauses that a case counts for.
std::set<std::string> FlowIdsOf(const Case& one) {
    std::set<std::string> ids{one.flow};
    for (const std::string& clause : one.clauses) ids.insert(clause.substr(0, clause.find('/')));
    return ids;
}

void AddPair(Load& load, const Flow& flow, const catalogue::Context& context, int count) {
    for (const Side side : {Side::kSource, Side::kTarget}) {
        load.records[context.KeyOn(flow, side)] += count;
    }
    load.writes += 4 * count;
    load.requests += 6 * count;
}

void AddParent(Load& load, const Flow& flow, const catalogue::Context& context,
               std::set<std::string>& parents) {
    for (const Side side : {Side::kSource, Side::kTarget}) {
        const target::Entity* entity = context.EntityOn(flow, side);
        if (entity == nullptr || entity->parent.empty()) continue;
        const std::string key = context.KeyOn(flow, side);
        const std::string parent = key.substr(0, key.find('.') + 1) + entity->parent;
        if (!parents.insert(parent).second) continue;
        load.records[parent] += 1;
        load.writes += 2;
        load.requests += 3;
    }
}

}  // namespace

void Load::Add(const Load& other) {
    for (const auto& [entity, count] : other.records) records[entity] += count;
    writes += other.writes;
    requests += other.requests;
}

Load LoadOf(const Case& one, const catalogue::Context& context, int page) {
    if (one.skip) return {};
    Counter counter(one, context, page);
    for (const scenario::Step& step : one.steps) std::visit(counter, step.action);
    return counter.Take();
}

Load OverheadOf(const std::vector<const Case*>& wave, const catalogue::Context& context) {
    std::set<std::string> flows;
    std::set<std::string> controlled;
    std::set<std::string> tried;
    for (const Case* one : wave) {
        if (one->skip) continue;
        const std::set<std::string> ids = FlowIdsOf(*one);
        flows.insert(ids.begin(), ids.end());
        if (one->needs_control) controlled.insert(ids.begin(), ids.end());
        if (WritesTableValues(*one)) tried.insert(one->flow);
    }
    Load load;
    const int syncs = SyncsOf(wave);
    std::set<std::string> parents;
    for (const std::string& id : flows) {
        const Flow* flow = FindFlow(context, id);
        if (flow == nullptr) continue;
        AddParent(load, *flow, context, parents);
        if (controlled.contains(id)) {
            AddPair(load, *flow, context, 2);
            load.writes += 2 * syncs;
            load.requests += 4 * syncs;
        }
        if (tried.contains(id)) AddPair(load, *flow, context, 1);
        load.requests += 2 * syncs;
    }
    return load;
}

int SyncsOf(const Batch& wave) {
    int syncs = 0;
    for (const Batch& batch : BatchesOf(wave)) {
        int longest = 0;
        for (const Case* one : batch) {
            if (!one->skip) longest = std::max(longest, one->start_after + one->syncs);
        }
        syncs += longest;
    }
    return syncs;
}

}  // namespace plumb::plan
