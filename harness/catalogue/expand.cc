#include "harness/catalogue/expand.h"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "harness/base/text.h"
#include "harness/catalogue/applies.h"
#include "harness/catalogue/bindings.h"
#include "harness/catalogue/clause.h"
#include "harness/catalogue/context.h"
#include "harness/catalogue/reference.h"
#include "harness/catalogue/subject.h"
#include "harness/catalogue/subject_bindings.h"
#include "harness/catalogue/variants.h"
#include "harness/scenario/step_reader.h"

namespace plumb::catalogue {

namespace {

using Problems = std::vector<Problem>;
using scenario::Basis;

struct Direction {
    Side from;
    std::string name;  ///< in the variant; "" when there is no choice
};

std::vector<Direction> DirectionsOf(For direction) {
    switch (direction) {
        case For::kBoth:
            return {{Side::kSource, "to-target"}, {Side::kTarget, "to-source"}};
        case For::kToSource:
            return {{Side::kTarget, ""}};
        case For::kOnce:
        case For::kToTarget:
            break;
    }
    return {{Side::kSource, ""}};
}

Basis Lowered(Basis basis, const Subject& subject, Of of) {
    if (of != Of::kProperty && of != Of::kKeepInSync) return basis;
    if (subject.only_observe) return Basis::kObserved;
    const bool documented = basis == Basis::kStated || basis == Basis::kImplied;
    return subject.is_merge_key && documented ? Basis::kAssumed : basis;
}

std::string Join(const std::vector<std::string>& parts) {
    std::string joined;
    for (const std::string& part : parts) {
        if (!part.empty()) joined += (joined.empty() ? "" : ".") + part;
    }
    return joined.empty() ? "plain" : joined;
}

/// Expands one template after the other.
class Expander final {
  public:
    Expander(const Context& context, const Catalogue& catalogue)
        : context_(context), catalogue_(catalogue) {}

    void Add(const CheckTemplate& check) {
        for (Subject& subject : SubjectsOf(check.of, check.clause, context_)) {
            if (!Applies(check, context_, subject)) continue;
            for (const Direction& direction : DirectionsOf(check.direction)) {
                if (AppliesTo(check, context_, subject, OtherSide(direction.from)))
                    AddDirection(check, subject, direction);
            }
        }
    }

    Problems TakeProblems() { return std::move(problems_); }
    std::vector<Instance> TakeInstances() { return std::move(instances_); }

  private:
    void AddDirection(const CheckTemplate& check, const Subject& subject,
                      const Direction& direction) {
        std::optional<scenario::Outcome> skip = subject.skip;
        if (!skip) skip = SkipBackwards(check, subject, direction.from);
        if (!skip && !subject.pair && NeedsPair(check)) skip = NothingToEdit();
        if (skip)
            return AddOne(check, subject, direction,
                          Variant{.id = {}, .why = {}, .cells = {}, .skip = skip});
        if (!check.variants) return AddOne(check, subject, direction, Variant());
        const VariantRequest request{catalogue_, context_, subject, direction.from,
                                     fmt::format("{}/{}/{}/{}/", subject.flow->id, check.check,
                                                 subject.number, direction.name)};
        const std::size_t first = instances_.size();
        for (const Variant& variant : VariantsOf(*check.variants, request, problems_)) {
            AddOne(check, subject, direction, variant);
        }
        KeepFirstForSmoke(first);
    }

    /// One row of a table stands for all of them.
    void KeepFirstForSmoke(std::size_t first) {
        bool is_taken = false;
        for (std::size_t i = first; i < instances_.size(); ++i) {
            Instance& one = instances_[i];
            one.smoke = one.smoke && !one.skip && !std::exchange(is_taken, true);
        }
    }

    static bool IsForSmoke(const CheckTemplate& check, const Subject& subject, Side from) {
        if (!check.smoke || (check.smoke->only_listed && subject.is_merge_key)) return false;
        const For direction = from == Side::kSource ? For::kToTarget : For::kToSource;
        return !check.smoke->direction || *check.smoke->direction == direction;
    }

    /// The way back is checked only where the type is its own inverse, and a check without a
    /// direction looks both ways.
    std::optional<scenario::Outcome> SkipBackwards(const CheckTemplate& check,
                                                   const Subject& subject, Side from) const {
        if (check.of != Of::kProperty || !subject.pair) return std::nullopt;
        const bool forwards = check.direction != For::kOnce && from == Side::kSource;
        if (forwards || context_.IsOwnInverse(*subject.flow, *subject.pair)) return std::nullopt;
        return Skipped("type not evaluated backwards: " + subject.pair->type, false);
    }

    static bool NeedsPair(const CheckTemplate& check) {
        return Refers(check.steps, {"from.path", "to.path", "source.path", "target.path"}) ||
               check.summary.find(".path}") != std::string::npos;
    }

    void AddOne(const CheckTemplate& check, const Subject& subject, const Direction& direction,
                const Variant& variant) {
        Instance instance;
        instance.check = &check;
        instance.flow = subject.flow->id;
        instance.clauses = subject.clauses;
        instance.variant = Join({subject.number, direction.name, variant.id});
        instance.id = fmt::format("{}/{}/{}", instance.flow, check.check, instance.variant);
        instance.basis = Lowered(check.basis, subject, check.of);
        instance.pair = subject.pair;
        instance.alternative = subject.alternative;
        instance.skip = variant.skip;
        instance.smoke = IsForSmoke(check, subject, direction.from);
        const Bindings bindings = BindingsFor({context_, subject, direction.from}, check, variant);
        // What is skipped may lack what its references stand for.
        Problems ignored;
        Problems& problems = instance.skip ? ignored : problems_;
        instance.summary =
            ReplaceAll(bindings.FillSummary(check.summary, check.place, problems), " ()", "");
        if (!instance.skip) instance.steps = ReadFilled(bindings, check, instance.basis);
        if (!instance.skip) instance.skip = Uncountable(instance.steps, *subject.flow);
        if (!instance.skip && check.of == Of::kNothingElse)
            instance.skip = EditsBackwards(instance.steps, subject);
        instances_.push_back(std::move(instance));
    }

    /// What an edit in the target becomes in the source is unknown where the type has no inverse.
    std::optional<scenario::Outcome> EditsBackwards(const std::vector<scenario::Step>& steps,
                                                    const Subject& subject) const {
        if (!subject.pair || context_.IsOwnInverse(*subject.flow, *subject.pair))
            return std::nullopt;
        std::set<std::string> targets{"target"};
        for (const scenario::Step& step : steps) {
            if (const auto* create = std::get_if<scenario::Create>(&step.action)) {
                if (create->side == Side::kTarget) targets.insert(create->handle);
            }
            const auto* edit = std::get_if<scenario::Edit>(&step.action);
            if (edit == nullptr || !targets.contains(edit->handle)) continue;
            const bool sets_it = std::ranges::any_of(edit->set, [&](const auto& assignment) {
                return assignment.path == subject.pair->pair.target;
            });
            if (sets_it)
                return Skipped("type not evaluated backwards: " + subject.pair->type, false);
        }
        return std::nullopt;
    }

    /// Records of others have the values of a flag or a country too.
    std::optional<scenario::Outcome> Uncountable(const std::vector<scenario::Step>& steps,
                                                 const checklist::Flow& flow) const {
        for (const scenario::Step& step : steps) {
            const auto* expect = std::get_if<scenario::Expect>(&step.action);
            const auto* count =
                expect == nullptr ? nullptr : std::get_if<scenario::CountIs>(&expect->what);
            if (count == nullptr || !count->flow.empty()) continue;
            const bool told = std::ranges::any_of(count->where, [&](const auto& assignment) {
                return context_.TellsRecordsApart(flow, count->in, assignment.path);
            });
            if (!told)
                return Skipped("records cannot be counted by a property with so few values", false);
        }
        return std::nullopt;
    }

    std::vector<scenario::Step> ReadFilled(const Bindings& bindings, const CheckTemplate& check,
                                           Basis basis) {
        const std::size_t before = problems_.size();
        const yaml::Node filled = bindings.Fill(check.steps, problems_);
        // A reference that stands for nothing would only be reported a second time.
        if (problems_.size() > before) return {};
        std::vector<scenario::Step> steps = scenario::ReadSteps(filled, problems_);
        if (basis != Basis::kObserved) return steps;
        for (scenario::Step& step : steps) {
            if (auto* expect = std::get_if<scenario::Expect>(&step.action)) {
                expect->only_observe = expect->only_observe || check.basis != Basis::kObserved;
            }
        }
        return steps;
    }

    const Context& context_;
    const Catalogue& catalogue_;
    Problems problems_;
    std::vector<Instance> instances_;
};

/// Document order: by the first clause that a case counts for.
void SortByClause(std::vector<Instance>& instances, const checklist::Checklist& checklist) {
    std::map<std::string, std::size_t> rank;
    for (const Clause& clause : ClausesOf(checklist)) rank.emplace(clause.id, rank.size());
    std::stable_sort(instances.begin(), instances.end(), [&](const Instance& a, const Instance& b) {
        return rank[a.clauses.front()] < rank[b.clauses.front()];
    });
}

/// Many cases come from one template; each mistake in it is said once.
void DropRepeated(Problems& problems) {
    Problems unique;
    for (Problem& problem : problems) {
        if (std::find(unique.begin(), unique.end(), problem) == unique.end()) {
            unique.push_back(std::move(problem));
        }
    }
    problems = std::move(unique);
}

}  // namespace

Result<std::vector<Instance>> Expand(const checklist::Checklist& checklist,
                                     const Catalogue& catalogue,
                                     const std::vector<target::Profile>& profiles) {
    const Context context(checklist, profiles);
    Expander expander(context, catalogue);
    for (const CheckTemplate& check : catalogue.checks) expander.Add(check);
    Problems problems = expander.TakeProblems();
    DropRepeated(problems);
    if (!problems.empty()) return InputError(std::move(problems));
    std::vector<Instance> instances = expander.TakeInstances();
    SortByClause(instances, checklist);
    return instances;
}

}  // namespace plumb::catalogue
