#include "harness/catalogue/subject.h"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>

#include "harness/catalogue/clause.h"
#include "harness/catalogue/kind.h"

namespace plumb::catalogue {

namespace {

using checklist::Flow;
using checklist::MergeAlternative;
using checklist::Pair;
using checklist::Property;

std::string NumberOf(std::size_t index, std::size_t count) {
    return count > 1 ? std::to_string(index + 1) : "";
}

/// Finds the subjects of one flow.
class Finder final {
  public:
    Finder(const Context& context, const Flow& flow) : context_(context), flow_(flow) {
        for (const Property& property : PairsOf(flow)) {
            if (!context.Untestable(flow, property)) usable_.push_back(property);
        }
        alternative_ = context.LinkingAlternative(flow);
    }

    Subject OfFlow(std::string_view clause) const {
        Subject subject = Base();
        subject.clauses = {ClauseId(flow_, clause)};
        subject.pair = Anchor();
        MarkAssumption(subject);
        return subject;
    }

    /// A flow through its pairs: it must be possible to link two records and to edit them.
    Subject OfLinkedFlow(std::string_view clause) const {
        Subject subject = OfFlow(clause);
        if (!subject.skip) subject.skip = Unlinkable(subject);
        if (!subject.pair && !subject.skip) subject.skip = NothingToEdit();
        return subject;
    }

    Subject OfKeepInSync() const {
        Subject subject = OfLinkedFlow("keep-in-sync");
        if (subject.pair && !subject.skip && !context_.IsOwnInverse(flow_, *subject.pair)) {
            subject.skip = Skipped("type not evaluated backwards for any property", false);
        }
        return subject;
    }

    std::vector<Subject> OfProperties() const {
        if (!flow_.keep_in_sync) return {};
        const bool listed = !flow_.properties.empty();
        const std::vector<Property> pairs = listed ? flow_.properties : PairsOf(flow_);
        std::vector<Subject> subjects;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            Subject subject = Base();
            MarkAssumption(subject);
            subject.clauses = {listed ? ClauseId(flow_, "property", i + 1)
                                      : ClauseId(flow_, "keep-in-sync")};
            subject.pair = pairs[i];
            subject.number = NumberOf(i, pairs.size());
            if (!subject.skip) subject.skip = SkipOf(pairs[i]);
            if (!subject.skip) subject.skip = Unlinkable(subject);
            subjects.push_back(std::move(subject));
        }
        return subjects;
    }

    std::vector<Subject> OfMerge() const {
        std::vector<Subject> subjects;
        for (std::size_t i = 0; i < flow_.merge_when_any.size(); ++i) AddAlternative(i, subjects);
        return subjects;
    }

    const MergeAlternative& Alternative() const { return alternative_; }

    Subject Base() const {
        Subject subject;
        subject.flow = &flow_;
        subject.alternative = alternative_;
        for (const Property& property : usable_) {
            const target::Field field = context_.CommonFieldOf(flow_, property);
            const bool told = IsUnique(field.kind) && context_.IsOwnInverse(flow_, property) &&
                              property.pair.only_if.empty();
            if (told && !subject.identity) subject.identity = property;
        }
        subject.skip = SkipOfFlow();
        return subject;
    }

  private:
    std::optional<scenario::Outcome> SkipOfFlow() const {
        if (const auto unknown = context_.Unknown(flow_)) return Skipped(*unknown, true);
        for (const Flow& other : context_.GetChecklist().flows) {
            if (!context_.ShareAnEntity(flow_, other)) continue;
            if (context_.IsOfOneEntity(other)) return Skipped(*context_.Unknown(other), true);
            const auto vague = std::ranges::find_if(
                other.merge_when_any,
                [&](const auto& alternative) { return MatchesAnybody(other, alternative); });
            if (vague == other.merge_when_any.end()) continue;
            return Skipped(
                fmt::format("{} = {} holds too few values to tell records apart, so whatever "
                            "a case makes matches the records of others",
                            vague->front().source, vague->front().target),
                true);
        }
        return Unmatchable();
    }

    /// Where there are merge rules, and records match by none of them.
    std::optional<scenario::Outcome> Unmatchable() const {
        const auto complete = CompleteAlternatives(flow_);
        if (complete.empty() || !alternative_.empty()) return std::nullopt;
        for (const Pair& pair : complete.front()) {
            if (const auto why = context_.Untestable(flow_, KeyOf(pair)))
                return Skipped("Plumb cannot make two records that match: " + *why, true);
        }
        return std::nullopt;
    }

    /// True when records of different cases cannot help being equal in all pairs.
    bool MatchesAnybody(const Flow& flow, const MergeAlternative& alternative) const {
        return !alternative.empty() && std::ranges::none_of(alternative, [&](const Pair& pair) {
            if (pair.IsIncomplete() || context_.NeverHolds(flow, pair)) return true;
            const target::FieldKind kind = context_.CommonFieldOf(flow, KeyOf(pair)).kind;
            if (kind == target::FieldKind::kOpaque) return true;
            if (context_.IsFilledAlike(flow, pair)) return false;
            return IsUnique(kind) && !context_.IsFixed(flow, pair);
        });
    }

    void AddAlternative(std::size_t index, std::vector<Subject>& subjects) const {
        const MergeAlternative& alternative = flow_.merge_when_any[index];
        const std::size_t count = flow_.merge_when_any.size();
        for (std::size_t pair = 0; pair < alternative.size(); ++pair) {
            Subject subject = Base();
            subject.clauses = {ClauseId(flow_, "merge", index + 1)};
            subject.alternative = alternative;
            subject.pair = KeyOf(alternative[pair]);
            subject.number = NumberOf(index, count);
            if (alternative.size() > 1) {
                subject.number += fmt::format("{}pair-{}", count > 1 ? "." : "", pair + 1);
            }
            subject.other_key = OtherKey(index);
            for (const Pair& part : alternative) {
                if (!subject.skip) subject.skip = SkipOf(KeyOf(part));
            }
            subjects.push_back(std::move(subject));
        }
    }

    std::optional<Pair> OtherKey(std::size_t index) const {
        for (std::size_t i = 0; i < flow_.merge_when_any.size(); ++i) {
            const MergeAlternative& other = flow_.merge_when_any[i];
            if (i == index || other.size() != 1) continue;
            // One record could not hold two values in what is one property.
            const bool is_told =
                std::ranges::none_of(flow_.merge_when_any[index], [&](const Pair& pair) {
                    return context_.HoldTheSame(flow_, KeyOf(pair), KeyOf(other.front()));
                });
            if (!is_told) continue;
            if (!context_.Untestable(flow_, KeyOf(other.front()))) return other.front();
        }
        return std::nullopt;
    }

    /// The pair through which a flow as a whole is looked at: the first that goes both ways and by
    /// which records can be counted, else the first that goes both ways.
    std::optional<Property> Anchor() const {
        std::optional<Property> anchor;
        for (const Property& property : usable_) {
            if (!context_.IsOwnInverse(flow_, property)) continue;
            if (IsUnique(context_.CommonFieldOf(flow_, property).kind)) return property;
            if (!anchor) anchor = property;
        }
        if (!anchor && !usable_.empty()) return usable_.front();
        return anchor;
    }

    std::optional<scenario::Outcome> SkipOf(const Property& property) const {
        const auto reason = context_.Untestable(flow_, property);
        if (!reason) return std::nullopt;
        return Skipped(*reason, false);
    }

    std::optional<scenario::Outcome> Unlinkable(const Subject& subject) const {
        if (!alternative_.empty()) return std::nullopt;
        if (RuleName(flow_) == "always") {
            if (subject.identity) return std::nullopt;
            return Skipped(
                "nothing that is kept in sync tells records apart, so Plumb cannot recognise what "
                "the data flow creates",
                true);
        }
        return Skipped(
            "the document names no properties by which records are matched, so Plumb "
            "cannot make a linked pair",
            true);
    }

    void MarkAssumption(Subject& subject) const {
        subject.is_merge_key = flow_.properties.empty();
        subject.only_observe = subject.is_merge_key &&
                               flow_.when_no_properties == checklist::WhenNoProperties::kNothing;
    }

    const Context& context_;
    const Flow& flow_;
    std::vector<Property> usable_;
    MergeAlternative alternative_;
};

void Append(std::vector<Subject>& all, std::vector<Subject> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// The clause of a flow for which a check of two flows counts.
std::string SharedClause(const Flow& flow, const std::string& clause, const Context& context) {
    if (clause != "merge") return ClauseId(flow, clause);
    const MergeAlternative first = context.LinkingAlternative(flow);
    const auto found = std::find(flow.merge_when_any.begin(), flow.merge_when_any.end(), first);
    return ClauseId(flow, clause,
                    static_cast<std::size_t>(found - flow.merge_when_any.begin()) + 1);
}

bool ShareAKey(const Flow& a, const Flow& b, const Context& context) {
    const MergeAlternative first = context.LinkingAlternative(a);
    const MergeAlternative second = context.LinkingAlternative(b);
    return a.source == b.source && first.size() == 1 && second.size() == 1 &&
           first[0].source == second[0].source;
}

/// Two flows that begin at one entity and match by the same property of it.
std::vector<Subject> SharedSources(const std::string& clause, const Context& context) {
    std::vector<Subject> subjects;
    const std::vector<Flow>& flows = context.GetChecklist().flows;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        for (std::size_t j = i + 1; j < flows.size(); ++j) {
            if (!ShareAKey(flows[i], flows[j], context)) continue;
            Subject subject = Finder(context, flows[i]).Base();
            subject.second = &flows[j];
            for (const Flow* flow : {&flows[i], &flows[j]}) {
                subject.clauses.push_back(SharedClause(*flow, clause, context));
                const auto unknown = context.Unknown(*flow);
                if (unknown && !subject.skip) subject.skip = Skipped(*unknown, true);
            }
            subject.pair = KeyOf(subject.alternative.front());
            subjects.push_back(std::move(subject));
        }
    }
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        subjects[i].number = NumberOf(i, subjects.size());
    }
    return subjects;
}

}  // namespace

scenario::Outcome NothingToEdit() {
    return Skipped("no property of this flow can be edited and checked by Plumb", false);
}

scenario::Outcome Skipped(std::string reason, bool missing_need) {
    return {scenario::Verdict::kSkipped, std::move(reason), missing_need};
}

std::vector<Subject> SubjectsOf(Of of, const std::string& clause, const Context& context) {
    if (of == Of::kSourceEntity) return SharedSources(clause, context);
    std::vector<Subject> subjects;
    for (const Flow& flow : context.GetChecklist().flows) {
        const Finder finder(context, flow);
        if (of == Of::kCreate && flow.create) subjects.push_back(finder.OfFlow("create"));
        if (of == Of::kMerge) Append(subjects, finder.OfMerge());
        if (of == Of::kKeepInSync && flow.keep_in_sync) subjects.push_back(finder.OfKeepInSync());
        if (of == Of::kProperty) Append(subjects, finder.OfProperties());
        if (of == Of::kNothingElse) subjects.push_back(finder.OfLinkedFlow("nothing-else"));
    }
    return subjects;
}

}  // namespace plumb::catalogue
