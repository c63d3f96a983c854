#include "harness/catalogue/clause.h"

#include <fmt/format.h>

namespace plumb::catalogue {

namespace {

using checklist::Flow;

struct RuleSentence final {
    const Flow& flow;

    std::string operator()(const checklist::CreateNever&) const {
        return fmt::format(
            "Before anything is synchronized between {} and {}, a link must be "
            "established.",
            flow.source, flow.target);
    }
    std::string operator()(const checklist::CreateAlways&) const {
        return fmt::format("Every record of {} is synchronized with one of {}.", flow.source,
                           flow.target);
    }
    std::string operator()(const checklist::CreateWhenConnected& rule) const {
        return fmt::format(
            "A new record of {} is created from one of {} that is connected to {} "
            "that is synchronized into {}.",
            flow.target, flow.source, fmt::join(rule.entities, " or "), rule.in);
    }
    std::string operator()(const checklist::CreateWhen& rule) const {
        return fmt::format("{}, it is synchronized with one of {}.", rule.text, flow.target);
    }
};

std::string MergeSentence(const Flow& flow, const checklist::MergeAlternative& alternative) {
    std::vector<std::string> pairs;
    for (const checklist::Pair& pair : alternative) {
        pairs.push_back(fmt::format("{} = {}", pair.source, pair.target));
    }
    return fmt::format("A record of {} merges with one of {} if {}.", flow.source, flow.target,
                       fmt::join(pairs, " and "));
}

std::string PropertySentence(const checklist::Property& property) {
    return fmt::format("{} and {} are synchronized{}.", property.pair.source, property.pair.target,
                       property.type.empty() ? "" : fmt::format(" as {}", property.type));
}

void AddClausesOf(const Flow& flow, std::vector<Clause>& clauses) {
    if (flow.create) {
        clauses.push_back({ClauseId(flow, "create"), std::visit(RuleSentence{flow}, *flow.create)});
    }
    for (std::size_t i = 0; i < flow.merge_when_any.size(); ++i) {
        clauses.push_back(
            {ClauseId(flow, "merge", i + 1), MergeSentence(flow, flow.merge_when_any[i])});
    }
    if (flow.keep_in_sync) {
        clauses.push_back({ClauseId(flow, "keep-in-sync"),
                           "Once linked, records are kept in sync, wherever they are edited."});
    }
    for (std::size_t i = 0; i < flow.properties.size(); ++i) {
        clauses.push_back(
            {ClauseId(flow, "property", i + 1), PropertySentence(flow.properties[i])});
    }
    clauses.push_back(
        {ClauseId(flow, "nothing-else"), "Nothing is written but what the document lists."});
}

}  // namespace

std::string ClauseId(const Flow& flow, std::string_view kind) {
    return fmt::format("{}/{}", flow.id, kind);
}

std::string ClauseId(const Flow& flow, std::string_view kind, std::size_t number) {
    return fmt::format("{}/{}/{}", flow.id, kind, number);
}

std::vector<Clause> ClausesOf(const checklist::Checklist& checklist) {
    std::vector<Clause> clauses;
    for (const Flow& flow : checklist.flows) AddClausesOf(flow, clauses);
    return clauses;
}

}  // namespace plumb::catalogue
