#include "harness/plan/cost.h"

#include <algorithm>
#include <set>
#include <variant>

#include "harness/base/json_path.h"
#include "harness/catalogue/subject.h"
#include "harness/plan/guard.h"
#include "harness/plan/locks.h"
#include "harness/plan/looks.h"
#include "harness/target/pace.h"

namespace plumb::plan {

namespace {

using checklist::Flow;
using checklist::Side;

/// Adds up what the steps of one case cause.
class Counter final {
  public:
    Counter(const Case& one, const catalogue::Context& context, int page)
        : case_(one), context_(context), page_(page), moment_{one.start_after, 0, 0} {
        for (std::size_t i = 0; i < one.steps.size(); ++i) {
            const auto* expect = std::get_if<scenario::Expect>(&one.steps[i].action);
            if (expect == nullptr) continue;
            if (const auto* unchanged = std::get_if<scenario::Unchanged>(&expect->what))
                compared_until_[unchanged->handle] = i;
        }
    }

    void Count() {
        for (; at_ < case_.steps.size(); ++at_) std::visit(*this, case_.steps[at_].action);
    }

    void operator()(const scenario::GivenLinkedPair& given) {
        const Flow* flow = FlowOf(given.flow);
        const int count = CountOf(given.count);
        Make(flow, Side::kSource, "source", count, true);
        Make(flow, Side::kTarget, "target", count,
             flow == nullptr || !flow->merge_when_any.empty());
    }
    void operator()(const scenario::Create& create) {
        const Flow* flow = FlowOf(create.flow);
        const int count = CountOf(create.count);
        Make(flow, create.side, create.handle, count, true);
        // The data flow may answer with a record of its own.
        const bool copied = flow != nullptr && create.side == Side::kSource &&
                            catalogue::RuleName(*flow) == "always";
        if (!copied) return;
        const std::string name = create.copy.empty() ? "copy of " + create.handle : create.copy;
        Make(flow, Side::kTarget, name, count, false);
    }
    void operator()(const scenario::Edit& edit) {
        const Handle& handle = handles_[edit.handle];
        if (handle.entity != nullptr) {
            load_.Edit(handle.key, *handle.entity, handle.count);
            Owe(handle, 0);
        }
        for (const scenario::Assignment& assignment : edit.set) {
            if (!std::holds_alternative<scenario::Fresh>(assignment.value)) Try(handle, assignment);
        }
    }
    void operator()(const scenario::Delete& step) {
        const Handle& handle = handles_[step.handle];
        if (handle.entity == nullptr) return;
        load_.Delete(handle.key, *handle.entity, handle.count);
        Owe(handle, -handle.count);
    }
    void operator()(const scenario::Sync& step) {
        for (int i = 0; i < step.times; ++i) {
            moment_ = {moment_.syncs + 1, 0, 0};
            LookAtAll();
        }
    }
    void operator()(const scenario::Restart&) {
        moment_ = {moment_.syncs, moment_.restarts + 1, 0};
    }
    void operator()(const scenario::Fault&) {}
    void operator()(const scenario::Mark&) {}
    void operator()(const scenario::Expect& step) {
        if (const auto* count = std::get_if<scenario::CountIs>(&step.what))
            LookForOthers(FlowOf(count->flow), count->in);
        if (const auto* none = std::get_if<scenario::NoneResembling>(&step.what)) {
            LookForOthers(FlowOf(none->flow), none->in);
            if (handles_[none->handle].side != none->in) return;
            for (const Flow& flow : context_.GetChecklist().flows) {
                if (catalogue::RuleName(flow) == "never") LookForOthers(&flow, none->in);
            }
        }
    }

    const Load& GetLoad() const { return load_; }
    const TriedValues& GetTried() const { return tried_; }
    const std::vector<ReadBack>& GetOwed() const { return owed_; }
    const Looks& GetLooks() const { return looks_; }

  private:
    struct Handle {
        int count = 0;
        const Flow* flow = nullptr;
        Side side = Side::kSource;
        const target::Entity* entity = nullptr;
        std::string key;
        bool is_awaited = false;  ///< the data flow makes it in the next sync
    };

    /// As run::CaseRun::AddNeeds() has it.
    void LookAtAll() {
        for (auto& [name, handle] : handles_) {
            if (handle.entity == nullptr) continue;
            const auto compared = compared_until_.find(name);
            const bool as_whole = compared != compared_until_.end() && compared->second > at_;
            Look& look = looks_[moment_.syncs][handle.key];
            look.records += handle.count;
            look.list = look.list || as_whole || handle.is_awaited;
            handle.is_awaited = false;
        }
    }
    void LookForOthers(const Flow* flow, Side side) {
        if (flow != nullptr) looks_[moment_.syncs][context_.KeyOn(*flow, side)].list = true;
    }

    const Flow* FlowOf(const std::string& id) const {
        return FindFlow(context_, id.empty() ? case_.flow : id);
    }
    int CountOf(const scenario::Count& count) const {
        if (std::holds_alternative<scenario::FillsAPage>(count)) return 2 * page_ - 1;
        const int* number = std::get_if<int>(&count);
        return number == nullptr ? page_ + 1 : *number;
    }
    void Make(const Flow* flow, Side side, const std::string& name, int count, bool by_us) {
        if (flow == nullptr) return;
        const target::Entity* entity = context_.EntityOn(*flow, side);
        if (entity == nullptr) return;
        Handle handle{count, flow, side, entity, context_.KeyOn(*flow, side), !by_us};
        if (by_us) {
            load_.Create(handle.key, *entity, count);
            Owe(handle, count);
        } else {
            load_.Appear(handle.key, count);
        }
        handles_[name] = std::move(handle);
    }
    void Owe(const Handle& handle, int more) {
        owed_.push_back({moment_, handle.key, handle.count, more});
        ++moment_.waits;
    }
    /// A value of a table is first written into the system that is to receive it.
    void Try(const Handle& handle, const scenario::Assignment& assignment) {
        if (handle.flow == nullptr || !case_.pair) return;
        if (catalogue::PathOn(case_.pair->pair, handle.side) != assignment.path) return;
        const auto* literal = std::get_if<scenario::Literal>(&assignment.value);
        const Side there = catalogue::OtherSide(handle.side);
        tried_[{handle.flow, there}].insert(catalogue::PathOn(case_.pair->pair, there) + " = " +
                                            (literal == nullptr ? "" : Dump(literal->value)));
    }

    const Case& case_;
    const catalogue::Context& context_;
    int page_;
    std::map<std::string, Handle> handles_;
    Load load_;
    TriedValues tried_;
    Moment moment_;
    std::vector<ReadBack> owed_;
    Looks looks_;
    std::size_t at_ = 0;                                 ///< step
    std::map<std::string, std::size_t> compared_until_;  ///< handle -> step, as whole records
};

Counter Counted(const Case& one, const catalogue::Context& context, int page) {
    Counter counter(one, context, page);
    if (one.skip) return counter;
    counter.Count();
    return counter;
}

/// Everything that is left is deleted; what the data flow may have made is looked for before.
void AddCleaning(Load& load, const catalogue::Context& context) {
    const std::map<std::string, int> left = load.left;
    for (const auto& [key, count] : left) {
        const target::Entity* entity = context.EntityNamed(key);
        if (entity == nullptr) continue;
        load.deletions += count;
        load.Send(key, entity->remove, count);
        load.List(key, *entity, count, 1);
    }
}

/// The requests that share a key, as fast as its rate lets them through.
double MinutesOfRequests(const Load& load, const std::vector<target::Profile>& profiles,
                         double share) {
    double longest = 0;
    for (const target::Profile& profile : profiles) {
        for (const auto& [base, access] : profile.access) {
            const auto found = load.requests.find(profile.id + " " + base);
            if (found == load.requests.end() || access.requests_per_second <= 0) continue;
            const auto pace = target::Pace::Within(access.requests_per_second * share);
            longest = std::max(longest, found->second / pace.per_second);
        }
    }
    return longest / 60;
}

/// The coarsest time stamp of the systems is let pass after each sync; their longest lag, before
/// what is left of the run is looked for: twice at its end, and where it makes room after each
/// wave.
double MinutesOfWaiting(const Plan& plan, int syncs, const std::vector<target::Profile>& profiles,
                        const Terms& terms) {
    int resolution = 0;
    int lag = 0;
    for (const target::Profile& profile : profiles) {
        if (profile.id != plan.checklist.source && profile.id != plan.checklist.target) continue;
        lag = std::max(lag, profile.LongestLag());
        for (const target::Entity& entity : profile.entities) {
            if (entity.IsDated()) resolution = std::max(resolution, entity.resolution_ms);
        }
    }
    const bool makes_room = !plan.max_records.empty();
    const int looks =
        (makes_room ? static_cast<int>(plan.waves.size()) : 0) + (terms.cleans_up ? 2 : 0);
    return (syncs * resolution + looks * lag) / 60'000.0;
}

}  // namespace

Load LoadOf(const Case& one, const catalogue::Context& context, int page) {
    return Counted(one, context, page).GetLoad();
}

Looks LooksOf(const Case& one, const catalogue::Context& context, int page) {
    return Counted(one, context, page).GetLooks();
}

std::vector<ReadBack> ReadBacksOf(const Case& one, const catalogue::Context& context, int page) {
    return Counted(one, context, page).GetOwed();
}

Load OverheadOf(const Batch& wave, const catalogue::Context& context) {
    TriedValues tried;
    for (const Case* one : wave) {
        const Counter counter = Counted(*one, context, 0);
        for (const auto& [place, values] : counter.GetTried())
            tried[place].insert(values.begin(), values.end());
    }
    Load load = ControlsOf(wave, context);
    load.Add(ParentsOf(wave, context));
    load.Add(TrialsOf(tried, context));
    return load;
}

int SyncsOf(const Batch& wave) {
    int syncs = 0;
    for (const Batch& batch : BatchesOf(wave)) syncs += LongestOf(batch);
    return syncs;
}

Cost CostOf(const Plan& plan, const catalogue::Context& context,
            const std::vector<target::Profile>& profiles, const Terms& terms) {
    Cost cost;
    Load all;
    for (const Wave& indexes : plan.waves) {
        Batch wave;
        for (const std::size_t index : indexes) wave.push_back(&plan.cases[index]);
        Load load = OverheadOf(wave, context);
        if (terms.has_limits) load.Add(SharingOf(wave, context, terms.page, load.records));
        for (const Case* one : wave) load.Add(LoadOf(*one, context, terms.page));
        int alive = 0;
        for (const auto& [key, count] : load.records) alive += count;
        cost.records_alive = std::max(cost.records_alive, alive);
        cost.syncs += SyncsOf(wave);
        if (terms.cleans_up) AddCleaning(load, context);
        load.Add(terms.has_limits ? LookingOf(wave, context, terms.page)
                                  : ReadingOf(wave, context, terms.page));
        all.Add(load);
    }
    for (const auto& [key, count] : terms.locks.records) cost.records_alive += count;
    all.Add(terms.locks);
    all.Add(KeepingOf(terms.locks, context, cost.syncs));
    cost.writes = all.writes;
    cost.deletions = all.deletions;
    cost.requests = all.Requests();
    if (terms.has_limits)
        cost.minutes = MinutesOfRequests(all, profiles, terms.rate_share) +
                       MinutesOfWaiting(plan, cost.syncs, profiles, terms);
    return cost;
}

}  // namespace plumb::plan
