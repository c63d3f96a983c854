#include "harness/plan/selection.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>

#include "harness/base/text.h"

namespace plumb::plan {

namespace {

using Texts = std::vector<std::string>;
using Names = std::function<Texts(const Case&)>;

bool Holds(const Texts& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool MatchesFilter(const std::string& id, const std::string& filter) {
    const std::string below = filter.ends_with('/') ? filter + "*" : filter + "/*";
    return MatchesGlob(id, filter) || MatchesGlob(id, below);
}

/// The same on every platform, unlike std::hash.
std::uint64_t Hash(const std::string& text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

Texts FlowIdsOf(const Case& one) {
    Texts flows{one.flow};
    for (const std::string& clause : one.clauses)
        flows.push_back(clause.substr(0, clause.find('/')));
    return flows;
}

/// Every word of the selection must mean something: a typing mistake must not test less.
Status CheckWords(const std::string& what, const Texts& wanted, const std::vector<Case>& cases,
                  const Names& names) {
    std::set<std::string> known;
    for (const Case& one : cases) {
        for (std::string& name : names(one)) known.insert(std::move(name));
    }
    const Texts sorted(known.begin(), known.end());
    for (const std::string& word : wanted) {
        if (known.contains(word)) continue;
        const std::string hint = DidYouMean(word, sorted);
        return InputError(fmt::format("no case belongs to the {} '{}'", what, Shorten(word, 100)),
                          {}, hint.empty() ? "plumb plan lists all cases" : hint);
    }
    return {};
}

Status CheckFilters(const Texts& filters, const std::vector<Case>& cases) {
    Texts ids;
    for (const Case& one : cases) ids.push_back(one.id);
    for (const std::string& filter : filters) {
        const bool found = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
            return MatchesFilter(id, filter);
        });
        if (found) continue;
        const std::string hint = DidYouMean(ReplaceAll(filter, "*", ""), ids);
        return InputError(fmt::format("no case matches the filter '{}'", Shorten(filter, 200)), {},
                          hint.empty() ? "plumb plan lists all cases" : hint);
    }
    return {};
}

bool IsWanted(const Selection& selection, const Case& one) {
    const auto any = [](const Texts& wanted, const Texts& names) {
        return wanted.empty() ||
               std::any_of(names.begin(), names.end(),
                           [&](const std::string& name) { return Holds(wanted, name); });
    };
    const auto& bases = selection.bases;
    const bool basis =
        bases.empty() || std::find(bases.begin(), bases.end(), one.basis) != bases.end();
    const bool filter =
        selection.filters.empty() ||
        std::any_of(selection.filters.begin(), selection.filters.end(),
                    [&](const std::string& pattern) { return MatchesFilter(one.id, pattern); });
    return basis && filter && any(selection.flows, FlowIdsOf(one)) &&
           any(selection.clauses, one.clauses) && any(selection.checks, {one.check});
}

}  // namespace

Status Select(const Selection& selection, std::vector<Case>& cases) {
    const Status words[] = {
        CheckWords("flow", selection.flows, cases, FlowIdsOf),
        CheckWords("clause", selection.clauses, cases, [](const Case& one) { return one.clauses; }),
        CheckWords("check", selection.checks, cases,
                   [](const Case& one) { return Texts{one.check}; }),
        CheckFilters(selection.filters, cases),
    };
    for (const Status& status : words) {
        if (!status) return status;
    }
    std::erase_if(cases, [&](const Case& one) { return !IsWanted(selection, one); });
    if (cases.empty()) {
        return InputError("the selection holds no case", {},
                          "leave out one of its parts: together they exclude everything");
    }
    if (selection.shards <= 1) return {};
    const auto shards = static_cast<std::uint64_t>(selection.shards);
    const auto shard = static_cast<std::uint64_t>(std::max(selection.shard, 1) - 1);
    std::erase_if(cases, [&](const Case& one) { return Hash(one.id) % shards != shard; });
    return {};
}

}  // namespace plumb::plan
