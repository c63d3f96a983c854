#include "harness/catalogue/applies.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/catalogue/circles.h"
#include "harness/catalogue/kind.h"

namespace plumb::catalogue {

namespace {

using checklist::Flow;
using checklist::Pair;

bool Holds(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Another flow of the same two entities that creates records of one for those of the other.
const Flow* CreatorBeside(const checklist::Checklist& checklist, const Flow& flow) {
    for (const auto& others : {TwinsOf(checklist, flow), MirrorsOf(checklist, flow)}) {
        for (const Flow* other : others) {
            if (RuleName(*other) == "always") return other;
        }
    }
    return nullptr;
}

bool CreateRuleHolds(const CheckTemplate& check, const Context& context, Subject& subject) {
    if (check.when.create.empty()) return true;
    const std::string_view rule = RuleName(*subject.flow);
    const Flow* creator =
        rule == "always" ? nullptr : CreatorBeside(context.GetChecklist(), *subject.flow);
    if (creator != nullptr) {
        if (check.of != Of::kCreate || !Holds(check.when.create, rule)) return false;
        if (!subject.skip) {
            subject.skip = Skipped(
                fmt::format("the document contradicts itself: the flow {} creates such records",
                            creator->id),
                true);
        }
        return true;
    }
    const bool second =
        subject.second == nullptr || Holds(check.when.create, RuleName(*subject.second));
    if (Holds(check.when.create, rule)) return second;
    // What a document creates only under a condition stays visible as not tested.
    const bool conditional = rule == "when-connected" || rule == "when";
    if (check.of != Of::kCreate || !conditional || !Holds(check.when.create, "always"))
        return false;
    if (!subject.skip) {
        subject.skip = Skipped(
            "the document creates records only under a condition in its own words, "
            "which Plumb cannot bring about",
            true);
    }
    return true;
}

bool BothDated(const Context& context, const Flow& flow) {
    const target::Entity* source = context.EntityOn(flow, Side::kSource);
    const target::Entity* target = context.EntityOn(flow, Side::kTarget);
    return source != nullptr && target != nullptr && source->IsDated() && target->IsDated();
}

bool IsSynced(const Flow& flow, const Pair& pair) {
    const std::vector<checklist::Property> synced = SyncedPairs(flow);
    return std::any_of(synced.begin(), synced.end(), [&](const checklist::Property& property) {
        return property.pair.source == pair.source && property.pair.target == pair.target;
    });
}

bool IsMergeKey(const Subject& subject) {
    const auto holds_pair = [&](const checklist::MergeAlternative& alternative) {
        return std::any_of(alternative.begin(), alternative.end(), [&](const Pair& key) {
            return subject.pair && key.source == subject.pair->pair.source &&
                   key.target == subject.pair->pair.target;
        });
    };
    const auto& alternatives = subject.flow->merge_when_any;
    return std::any_of(alternatives.begin(), alternatives.end(), holds_pair);
}

bool KeyIsSynced(const Context& context, const Subject& subject) {
    if (!subject.pair || !IsSynced(*subject.flow, subject.pair->pair)) return false;
    return subject.second == nullptr ||
           IsSynced(*subject.second, context.LinkingAlternative(*subject.second).front());
}

bool KindHolds(const When& when, const Context& context, const Subject& subject) {
    if (when.kinds.empty()) return true;
    if (!subject.pair) return false;
    return Holds(when.kinds, TableName(context.CommonFieldOf(*subject.flow, *subject.pair).kind));
}

bool IdentityHolds(const When& when, const Context& context, const Subject& subject) {
    if (when.is_identity && !subject.identity) return false;
    const Flow& flow = *subject.flow;
    if (when.shared_identity && !context.MayBeShared(flow, *subject.identity)) return false;
    return !when.not_identity ||
           (subject.pair && !context.HoldTheSame(flow, *subject.identity, *subject.pair));
}

}  // namespace

bool Applies(const CheckTemplate& check, const Context& context, Subject& subject) {
    const When& when = check.when;
    const bool merges = !CompleteAlternatives(*subject.flow).empty();
    if (when.merge && *when.merge != merges) return false;
    if (when.both_dated && !BothDated(context, *subject.flow)) return false;
    if (!when.pairs.empty() && (when.pairs == "merge-keys") != subject.is_merge_key) return false;
    if (when.merge_key && *when.merge_key != IsMergeKey(subject)) return false;
    if (when.key_synced && *when.key_synced != KeyIsSynced(context, subject)) return false;
    if (when.several_alternatives && !subject.other_key) return false;
    return KindHolds(when, context, subject) && IdentityHolds(when, context, subject) &&
           CreateRuleHolds(check, context, subject);
}

bool AppliesTo(const CheckTemplate& check, const Context& context, const Subject& subject,
               Side to) {
    const When& when = check.when;
    if (!when.unlisted.empty() && context.IsNamed(EntityIdOn(*subject.flow, to), when.unlisted))
        return false;
    if (!when.flagged_refusals) return true;
    const target::Entity* entity = context.EntityOn(*subject.flow, to);
    return entity != nullptr && !entity->success_flag.empty();
}

}  // namespace plumb::catalogue
