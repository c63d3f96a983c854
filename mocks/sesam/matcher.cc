#include "mocks/sesam/matcher.h"

#include <fmt/format.h>
#include <algorithm>

#include "mocks/sesam/clusters.h"
#include "mocks/sesam/conditions.h"

namespace plumb::mocks::sesam {

namespace {

constexpr char kSeparator = '\x1f';

/// The record's side of one alternative as a text, or nothing when it cannot match by it.
std::optional<std::string> KeyOf(const Record& record, const std::vector<FieldPair>& alternative,
                                 bool as_source, const LinkPolicies& policies) {
    std::string key;
    for (std::size_t number = 0; number < alternative.size(); ++number) {
        const FieldPair& pair = alternative[number];
        if (!policies.needs(number)) continue;
        if (!Satisfies(record, as_source ? pair.source_conditions : pair.target_conditions)) {
            return std::nullopt;
        }
        const int path = as_source ? pair.source : pair.target;
        const auto part = policies.key_of(ValueOf(record.slots[static_cast<std::size_t>(path)]));
        if (!part) return std::nullopt;
        key += kSeparator + *part;
    }
    return key;
}

}  // namespace

Matcher::Matcher(const Schema& schema, State& state, const Policies& policies)
    : schema_(schema), state_(state), policies_(policies), known_(schema.entities.size()) {
    for (std::size_t entity = 0; entity < state.entities.size(); ++entity) {
        const auto count = state.entities[entity].records.size();
        for (std::size_t record = 0; record < count; ++record) {
            const RecordRef ref{static_cast<int>(entity), static_cast<int>(record)};
            Index(ref, KeysOf(ref));
        }
    }
}

Matcher::Keys Matcher::KeysOf(RecordRef ref) const {
    const Record& record = state_.At(ref);
    if (record.gone || !policies_.link.may_match(state_, ref)) return {};
    Keys keys = policies_.link.extra_keys(record);
    for (std::size_t f = 0; f < schema_.flows.size(); ++f) {
        const SchemaFlow& flow = schema_.flows[f];
        for (std::size_t a = 0; a < flow.alternatives.size(); ++a) {
            if (!policies_.link.matches_by(a)) continue;
            for (bool as_source : {true, false}) {
                if ((as_source ? flow.source : flow.target) != ref.entity) continue;
                auto key = KeyOf(record, flow.alternatives[a], as_source, policies_.link);
                if (key) keys.push_back(fmt::format("{}/{}{}", f, a, *key));
            }
        }
    }
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

Matcher::Keys& Matcher::Known(RecordRef ref) {
    auto& of_entity = known_[static_cast<std::size_t>(ref.entity)];
    const auto number = static_cast<std::size_t>(ref.record);
    if (of_entity.size() <= number) of_entity.resize(number + 1);
    return of_entity[number];
}

void Matcher::Index(RecordRef ref, Keys keys) {
    Keys& known = Known(ref);
    for (const std::string& key : known) {
        if (std::ranges::binary_search(keys, key)) continue;
        const auto bucket = index_.find(key);
        std::erase(bucket->second, ref);
        if (bucket->second.empty()) index_.erase(bucket);
    }
    for (const std::string& key : keys) {
        if (!std::ranges::binary_search(known, key)) index_[key].push_back(ref);
    }
    known = std::move(keys);
}

Matcher::Keys Matcher::Reindex(RecordRef ref) {
    Keys keys = KeysOf(ref);
    const Keys before = Known(ref);
    if (keys == before) return {};
    Index(ref, keys);
    std::erase_if(keys,
                  [&](const std::string& key) { return std::ranges::binary_search(before, key); });
    return keys;
}

bool Matcher::LosesKey(RecordRef ref) {
    return !std::ranges::includes(KeysOf(ref), Known(ref));
}

bool Matcher::LinkBy(const std::string& key, RecordRef ref) {
    // All others of the bucket are one cluster already, so the first stands for them.
    bool grown = false;
    for (RecordRef found : policies_.link.partners(state_, index_[key].front())) {
        if (!policies_.link.may_link(state_, ref, found)) continue;
        grown |= Unite(state_, ref, policies_.link.joins(state_, ref, found));
    }
    return grown;
}

std::vector<RecordRef> Matcher::Match(std::span<const RecordRef> touched) {
    // All leave their old keys before anybody is matched by a new one: keys may have been swapped.
    std::vector<std::pair<RecordRef, Keys>> gained;
    for (RecordRef ref : touched) gained.emplace_back(ref, Reindex(ref));
    std::vector<RecordRef> grown;
    for (const auto& [ref, keys] : gained) {
        for (const std::string& key : keys) {
            if (LinkBy(key, ref)) grown.push_back(ref);
        }
    }
    return grown;
}

void Matcher::Forget(RecordRef ref) {
    Index(ref, {});
}

}  // namespace plumb::mocks::sesam
