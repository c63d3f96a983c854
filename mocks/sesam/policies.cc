#include "mocks/sesam/policies.h"

#include <tuple>

namespace plumb::mocks::sesam {

std::optional<std::string> ExactKey(const Json& value) {
    if (IsEmpty(value)) return std::nullopt;
    // The kind is part of the key: the number 7 is not the text "7".
    return (value.is_string() ? "t" : "j") + TextOf(value);
}

bool NewestBeats(const Claim& a, const Claim& b) {
    const auto rank = [](const Claim& claim) {
        return std::tuple(-claim.slot->time, claim.slot->adopted, claim.ref, claim.path);
    };
    return rank(a) < rank(b);
}

Policies::Policies() {
    link.key_of = ExactKey;
    link.extra_keys = [](const Record&) { return std::vector<std::string>{}; };
    link.may_match = [](const State&, RecordRef) { return true; };
    link.matches_by = [](std::size_t) { return true; };
    link.needs = [](std::size_t) { return true; };
    link.may_link = [](const State&, RecordRef, RecordRef) { return true; };
    link.partners = [](const State&, RecordRef found) { return std::vector{found}; };
    link.joins = [](State&, RecordRef, RecordRef found) { return found; };
    link.outlives_key = [](const State&, RecordRef) { return true; };

    merge.has_claim = [](const Slot& slot) { return !IsEmpty(slot.want) || slot.cleared; };
    merge.beats = NewestBeats;
    merge.carries = [](bool) { return true; };
    merge.syncs = [](std::size_t, std::size_t) { return true; };
    merge.is_edit = [](const Json&, const Json&) { return true; };
    merge.reaches = [](std::size_t) { return true; };
    merge.dates_whole_records = [] { return false; };
    merge.accepts = [](const State&, RecordRef, int, Milliseconds) { return true; };

    read.goes_on = [](const PageRead& page) { return page.got > 0; };
    read.skip = [](int page, int size) { return page * size; };
    read.keeps_full_end = [] { return true; };
    read.takes = [](ReadPolicies::Stamp, ReadPolicies::Stamp) { return true; };
    read.leaves_out = [](const Json&) { return false; };
    read.stands_in = [](const Json&, const std::string&) { return Json(); };
    read.knows_no_content = [] { return true; };
    read.since = [](Milliseconds cursor, Milliseconds overlap) { return cursor - overlap; };
    read.cursor = [](ReadPolicies::Stamp newest, Milliseconds) { return newest; };
    read.tries_again = [](int) { return true; };
    read.failed = [](const Json& envelope) { return envelope.value("success", Json()) != true; };
    read.reads_back = [] { return true; };

    write.outgoing = [](Json value) { return value; };
    write.sends = [](std::size_t) { return true; };
    write.amend = [](const SchemaEntity&, const Version&, Changes&) {};
    write.addressee = [](const State&, RecordRef ref) { return ref; };
    write.repeats = [](const State&, RecordRef) { return false; };
    write.keeps_failed = [] { return true; };
    write.goes_on_when_refused = [] { return true; };
    write.looks_first = [] { return true; };

    create.creates = [](const SchemaFlow& flow) {
        return flow.create && std::holds_alternative<checklist::CreateAlways>(*flow.create);
    };
    create.had_partner = [](const State& state, RecordRef ref, int target_entity) {
        return (state.At(ref).had_partners >> target_entity & 1) != 0;
    };
    create.outgoing = [](Json body) { return body; };
    create.copies = [] { return 1; };
    create.looks_for_lost = [] { return true; };
    create.names_its_source = [] { return true; };

    life.propagates_deletes = [] { return false; };
    life.believes_absence = [](std::size_t absent, std::size_t known) { return absent < known; };
    life.looks_for_absent = [] { return true; };
    life.ends_links = [] { return false; };
    life.on_restart = [](State&) {};
}

}  // namespace plumb::mocks::sesam
