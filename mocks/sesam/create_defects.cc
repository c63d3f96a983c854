#include <algorithm>

#include "harness/base/text.h"
#include "mocks/sesam/clusters.h"
#include "mocks/sesam/defect_list.h"

namespace plumb::mocks::sesam {

namespace {

/// A record without a living partner gets one again.
void Resurrect(Policies& policies) {
    policies.create.had_partner = [](const State& state, RecordRef ref, int target_entity) {
        const auto members = MembersOf(state, ref);
        return std::ranges::any_of(members, [&](RecordRef member) {
            return member != ref && member.entity == target_entity;
        });
    };
}

/// Whether the record was edited since it and its partners were last written.
bool IsEditedSince(const State& state, RecordRef ref, int partner_entity) {
    return std::ranges::all_of(MembersOf(state, ref), [&](RecordRef member) {
        return member.entity != partner_entity || state.At(member).updated < state.At(ref).updated;
    });
}

bool HadPartner(const State& state, RecordRef ref, int entity) {
    return (state.At(ref).had_partners >> entity & 1) != 0;
}

/// An edited record is taken for a new one.
void CreateAfterEdits(Policies& policies) {
    policies.create.had_partner = [](const State& state, RecordRef ref, int entity) {
        return HadPartner(state, ref, entity) && !IsEditedSince(state, ref, entity);
    };
}

/// The same where a link is required: what was never linked is left alone.
void CreateAfterEditsOfLinked(Policies& policies) {
    policies.create.creates = [](const SchemaFlow&) { return true; };
    policies.create.had_partner = [](const State& state, RecordRef ref, int entity) {
        return !HadPartner(state, ref, entity) || !IsEditedSince(state, ref, entity);
    };
}

/// The same for a partner that was deleted.
void CreateForBereaved(Policies& policies) {
    Resurrect(policies);
    policies.create.creates = [](const SchemaFlow&) { return true; };
    policies.create.had_partner = [has_partner = policies.create.had_partner](
                                      const State& state, RecordRef ref, int entity) {
        return !HadPartner(state, ref, entity) || has_partner(state, ref, entity);
    };
}

/// The node no longer knows what it made.
void ForgetPartners(State& state) {
    for (EntityState& entity : state.entities) {
        for (Record& record : entity.records) record.had_partners = 0;
    }
}

/// Whatever makes a second record of one source gives none of them a name: the system would refuse
/// the second.
DefectList Nameless(DefectList defects) {
    for (auto& [id, switch_on] : defects) {
        switch_on = [break_it = switch_on](Policies& policies) {
            policies.create.names_its_source = [] { return false; };
            break_it(policies);
        };
    }
    return defects;
}

/// Meant to make no duplicates: whose name is there already gets no counterpart.
void CreateNoNamesakes(Policies& policies) {
    policies.create.had_partner = [](const State& state, RecordRef ref, int entity) {
        const std::string& label = state.At(ref).label;
        return HadPartner(state, ref, entity) ||
               std::ranges::any_of(state.At(entity).records, [&label](const Record& record) {
                   return !record.gone && !label.empty() && record.label == label;
               });
    };
}

/// Only on the way that makes new records.
void CreateInLowerCase(Policies& policies) {
    policies.create.outgoing = [](Json body) {
        for (Json& value : body) {
            if (value.is_string()) value = ToLower(value.get<std::string>());
        }
        return body;
    };
}

void CreateForAll(Policies& policies) {
    policies.create.creates = [](const SchemaFlow&) { return true; };
}

}  // namespace

DefectList CreateDefects() {
    return Nameless({
        {"creates-when-unlinked", CreateForAll},
        {"never-creates",
         [](Policies& p) { p.create.creates = [](const SchemaFlow&) { return false; }; }},
        {"creates-twice", [](Policies& p) { p.create.copies = [] { return 2; }; }},
        {"creates-after-every-edit", CreateAfterEdits},
        {"creates-for-edited-links", CreateAfterEditsOfLinked},
        {"creates-for-bereaved-links", CreateForBereaved},
        {"creates-on-restart", [](Policies& p) { p.life.on_restart = ForgetPartners; }},
        {"repeats-lost-creation",
         [](Policies& p) { p.create.looks_for_lost = [] { return false; }; }},
        {"resurrects-deleted", Resurrect},
        {"creates-no-namesakes", CreateNoNamesakes},
        {"creates-in-lower-case", CreateInLowerCase},
        {"propagates-deletes",
         [](Policies& p) { p.life.propagates_deletes = [] { return true; }; }},
    });
}

}  // namespace plumb::mocks::sesam
