#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>

#include "harness/base/json_path.h"
#include "mocks/sesam/clusters.h"
#include "mocks/sesam/defect_list.h"

namespace plumb::mocks::sesam {

namespace {

using Key = std::optional<std::string>;

/// A defect that compares only part of a text.
Defect Compares(std::string (*part)(const std::string&)) {
    return [part](Policies& policies) {
        policies.link.key_of = [part](const Json& value) -> Key {
            return value.is_string() && !IsEmpty(value) ? ExactKey(part(value.get<std::string>()))
                                                        : ExactKey(value);
        };
    };
}

std::string WithoutPlusTag(const std::string& email) {
    const std::size_t plus = email.find('+');
    const std::size_t at = email.find('@');
    if (plus == std::string::npos || at == std::string::npos || plus > at) return email;
    return email.substr(0, plus) + email.substr(at);
}

std::string WithoutTrailingDots(const std::string& text) {
    return text.substr(0, text.find_last_not_of('.') + 1);
}

void MatchEmpty(Policies& policies) {
    policies.link.key_of = [](const Json& value) -> Key {
        return IsEmpty(value) ? "" : ExactKey(value);
    };
}

void MatchNames(Policies& policies) {
    policies.link.extra_keys = [](const Record& record) {
        return record.label.empty() ? std::vector<std::string>{}
                                    : std::vector{"name " + record.label};
    };
}

/// What our last write replaced still counts.
void MatchFormerValues(Policies& policies) {
    policies.link.extra_keys = [](const Record& record) {
        std::vector<std::string> keys;
        for (const Slot& slot : record.slots) {
            if (!IsEmpty(slot.want)) keys.push_back("value " + TextOf(slot.want));
            if (slot.before && !IsEmpty(*slot.before))
                keys.push_back("value " + TextOf(*slot.before));
        }
        return keys;
    };
}

void NeverMatchLater(Policies& policies) {
    policies.link.may_match = [](const State& state, RecordRef ref) {
        return std::ranges::all_of(state.At(ref).slots,
                                   [](const Slot& slot) { return slot.edits == 0; });
    };
}

void LinkOnlyOnce(Policies& policies) {
    policies.link.may_link = [](const State& state, RecordRef a, RecordRef b) {
        return !IsLinked(state, a) && !IsLinked(state, b);
    };
}

/// The record after this one in its system's list, or before the last.
RecordRef Neighbour(const State& state, RecordRef ref) {
    const int count = static_cast<int>(state.At(ref.entity).records.size());
    if (count < 2) return ref;
    return {ref.entity, ref.record + 1 < count ? ref.record + 1 : ref.record - 1};
}

/// Two pairs whose records bear the same name count as one thing, once they are linked.
void MergeLinkedNamesakes(Policies& policies) {
    policies.link.extra_keys = [](const Record& record) {
        const bool counts = record.had_partners != 0 && !record.label.empty();
        return counts ? std::vector{"name " + record.label} : std::vector<std::string>{};
    };
}

void LinkNeighbourInstead(Policies& policies) {
    policies.link.partners = [](const State& state, RecordRef found) {
        return std::vector{Neighbour(state, found)};
    };
}

void LinkNeighbourToo(Policies& policies) {
    policies.link.partners = [](const State& state, RecordRef found) {
        return std::vector{found, Neighbour(state, found)};
    };
}

/// Keys are never given up: whoever comes with that of a deleted record is taken for it.
void BuryKeys(Policies& policies) {
    policies.link.may_match = [may_match = policies.link.may_match](const State& state,
                                                                    RecordRef ref) {
        const Record& record = state.At(ref);
        const auto is_buried = [&record](const Record& other) {
            return other.gone &&
                   std::ranges::equal(record.slots, other.slots, {}, ValueOf, ValueOf);
        };
        return may_match(state, ref) &&
               std::ranges::none_of(state.At(ref.entity).records, is_buried);
    };
}

/// A link that has lost one end stays in the way of every other.
void LinkNoBereaved(Policies& policies) {
    policies.link.may_link = [](const State& state, RecordRef a, RecordRef b) {
        return std::ranges::none_of(std::array{a, b}, [&](RecordRef ref) {
            return state.At(ref).had_partners != 0 && !IsLinked(state, ref);
        });
    };
}

/// The table of links is unique by key, and a key that a pair has given up stays in it.
void ReserveFormerKeys(Policies& policies) {
    policies.link.may_match = [](const State& state, RecordRef ref) {
        const Record& record = state.At(ref);
        return std::ranges::none_of(state.At(ref.entity).records, [&](const Record& other) {
            if (&other == &record || other.gone) return false;
            for (std::size_t path = 0; path < record.slots.size(); ++path) {
                const Json& value = ValueOf(record.slots[path]);
                const auto& before = other.slots[path].before;
                if (before && !IsEmpty(value) && SameValue(*before, value)) return true;
            }
            return false;
        });
    };
}

/// An index to which keys are added and from which none is taken: what a record that was never
/// linked had before still counts.
void IndexFormerKeys(Policies& policies) {
    const auto known = std::make_shared<std::map<std::string, std::set<std::string>>>();
    policies.link.extra_keys = [known](const Record& record) {
        std::set<std::string> keys;
        for (const Slot& slot : record.slots) {
            if (!IsEmpty(ValueOf(slot))) keys.insert("value " + TextOf(ValueOf(slot)));
        }
        if (record.had_partners == 0) {
            auto& all = (*known)[record.id];
            all.insert(keys.begin(), keys.end());
            keys = all;
        }
        return std::vector<std::string>(keys.begin(), keys.end());
    };
}

/// Where a customer or a user has no address another one of its texts will do.
void MatchOtherAddresses(Policies& policies) {
    policies.read.stands_in = [](const Json& record, const std::string& path) {
        const Json* other = path == "EmailAddress"          ? Find(record, "InvoiceEmailAddress")
                            : path == "profile.email.email" ? Find(record, "login")
                                                            : nullptr;
        return other == nullptr ? Json() : *other;
    };
}

bool IsRetired(const Json& record) {
    const auto is = [&record](const char* path, bool value) {
        const Json* found = Find(record, path);
        return found != nullptr && *found == value;
    };
    return is("banned", true) || is("IsArchived", true) || is("isActive", false);
}

/// Whoever was banned, archived or made inactive once is never looked at again.
void LeaveOutTheOnceRetired(Policies& policies) {
    const auto retired = std::make_shared<std::set<std::string>>();
    policies.read.leaves_out = [retired](const Json& record) {
        const Json* id = Find(record, record.contains("Id") ? "Id" : "id");
        const std::string name = id == nullptr ? "" : Dump(*id);
        if (IsRetired(record)) retired->insert(name);
        return retired->contains(name);
    };
}

void ForgetLinks(State& state) {
    for (std::size_t entity = 0; entity < state.entities.size(); ++entity) {
        for (std::size_t record = 0; record < state.entities[entity].records.size(); ++record) {
            const RecordRef ref{static_cast<int>(entity), static_cast<int>(record)};
            if (IsLinked(state, ref)) Separate(state, ref);
        }
    }
}

/// A record that joins a pair takes the place of the one of its kind.
void TakeThePlace(Policies& policies) {
    policies.link.joins = [](State& state, RecordRef joining, RecordRef found) {
        const auto span = MembersOf(state, found);
        const std::vector<RecordRef> members(span.begin(), span.end());
        RecordRef partner = joining;
        for (RecordRef member : members) {
            if (member.entity != joining.entity) partner = member;
        }
        for (RecordRef member : members) {
            const bool has_the_place = member.entity == joining.entity && member != joining;
            if (has_the_place && partner != joining) Separate(state, member);
        }
        return partner;
    };
}

/// As a version did that knew only companies.
void LeaveOutPersons(Policies& policies) {
    policies.read.leaves_out = [](const Json& record) {
        const Json* is_person = Find(record, "IsPerson");
        return is_person != nullptr && *is_person == true;
    };
}

/// Whoever is no standard user, and who does not pay in the usual currency.
void LeaveOutUnusual(Policies& policies) {
    policies.read.leaves_out = [](const Json& record) {
        const std::string type = TextAt(record, "userType.id");
        const std::string currency = TextAt(record, "CurrencyCode");
        return (!type.empty() && type != "STANDARD_USER") ||
               (!currency.empty() && currency != "NOK");
    };
}

/// What matched nothing before a restart is never looked at again, unless it is edited.
void ForgetUnmatched(Policies& policies) {
    constexpr int kForgotten = -1;
    policies.life.on_restart = [](State& state) {
        for (std::size_t entity = 0; entity < state.entities.size(); ++entity) {
            for (std::size_t record = 0; record < state.entities[entity].records.size(); ++record) {
                const RecordRef ref{static_cast<int>(entity), static_cast<int>(record)};
                if (IsLinked(state, ref)) continue;
                for (Slot& slot : state.At(ref).slots) slot.edits = kForgotten;
            }
        }
    };
    policies.link.may_match = [](const State& state, RecordRef ref) {
        return std::ranges::none_of(state.At(ref).slots,
                                    [](const Slot& slot) { return slot.edits == kForgotten; });
    };
}

}  // namespace

DefectList LinkDefects() {
    return {
        {"never-links",
         [](Policies& p) { p.link.may_match = [](const State&, RecordRef) { return false; }; }},
        {"matches-on-names", MatchNames},
        {"merges-linked-namesakes", MergeLinkedNamesakes},
        {"matches-empty-values", MatchEmpty},
        {"matches-former-values", MatchFormerValues},
        {"matches-local-part-only",
         Compares([](const std::string& text) { return text.substr(0, text.find('@')); })},
        {"matches-domain-only",
         Compares([](const std::string& text) { return text.substr(text.find('@') + 1); })},
        {"matches-without-plus-tag", Compares(WithoutPlusTag)},
        {"matches-without-trailing-dot", Compares(WithoutTrailingDots)},
        {"links-first-hit-only", LinkOnlyOnce},
        {"first-alternative-only",
         [](Policies& p) { p.link.matches_by = [](std::size_t number) { return number == 0; }; }},
        {"matches-by-the-first-of-two-pairs",
         [](Policies& p) { p.link.needs = [](std::size_t number) { return number == 0; }; }},
        {"never-relinks-later", NeverMatchLater},
        {"cross-links", LinkNeighbourInstead},
        {"links-doubly", LinkNeighbourToo},
        {"newcomer-takes-the-link", TakeThePlace},
        {"buries-keys-of-the-deleted", BuryKeys},
        {"bereaved-link-to-nobody", LinkNoBereaved},
        {"reserves-former-keys", ReserveFormerKeys},
        {"indexes-former-keys", IndexFormerKeys},
        {"matches-other-addresses", MatchOtherAddresses},
        {"leaves-out-the-once-retired", LeaveOutTheOnceRetired},
        {"leaves-out-persons", LeaveOutPersons},
        {"leaves-out-unusual", LeaveOutUnusual},
        {"deletion-ends-all-links", [](Policies& p) { p.life.ends_links = [] { return true; }; }},
        {"unlink-on-key-change",
         [](Policies& p) { p.link.outlives_key = [](const State&, RecordRef) { return false; }; }},
        {"forgets-links-on-restart", [](Policies& p) { p.life.on_restart = ForgetLinks; }},
        {"forgets-unmatched-on-restart", ForgetUnmatched},
    };
}

}  // namespace plumb::mocks::sesam
