#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "harness/catalogue/clause.h"
#include "harness/explore/model.h"

namespace plumb::explore {

namespace {

/// A control can arrive in the second sync at the earliest: before, that nothing happened tells
/// nothing.
constexpr int kFirstControlled = 2;

}  // namespace

void Model::Expect(scenario::Expectation what, Promise promise, const std::string& clause,
                   std::string why) {
    scenario::Expect step;
    step.what = std::move(what);
    Add(std::move(step));
    walk_.reasons.push_back({promise, clause, std::move(why)});
}

std::string Model::ClauseOf(const Flow& flow, bool link) const {
    if (!link) return flow.id + "/keep-in-sync";
    return flow.alternatives.empty() ? flow.id + "/create" : flow.id + "/merge/1";
}

void Model::ExpectLinks(const Flow& flow) {
    for (const Record& source : records_) {
        for (const Record& target : records_) {
            if (source.kind != flow.source || target.kind != flow.target) continue;
            if (!source.alive || !target.alive || source.doubtful || target.doubtful) continue;
            if (source.cluster == target.cluster) {
                const bool made = source.copy == target.handle;
                Expect(scenario::Linked{source.handle, target.handle, true, flow.id},
                       made ? Promise::kCreatedOnce : Promise::kLinked, ClauseOf(flow, !made),
                       made ? fmt::format("{} matches nothing, so a record must have been made of "
                                          "it, and stay linked to it.",
                                          source.handle)
                            : fmt::format("{} and {} have met in a key, and a link lasts.",
                                          source.handle, target.handle));
            } else if (syncs_ >= kFirstControlled) {
                Expect(scenario::Linked{source.handle, target.handle, false, flow.id},
                       Promise::kApart, ClauseOf(flow, true),
                       fmt::format("{} and {} had no key in common at any sync.", source.handle,
                                   target.handle));
            }
        }
    }
}

/// A record that has nobody in this flow stays without, and no further copy of any turns up.
void Model::ExpectLone(const Flow& flow, const Record& record) {
    const bool is_source = record.kind == flow.source;
    if (!is_source && record.kind != flow.target) return;
    const Side other = is_source ? Side::kTarget : Side::kSource;
    if (HasPartner(flow, record)) {
        if (flow.never_creates) {
            Expect(scenario::NoneResembling{other, flow.id, record.handle},
                   Promise::kNothingCreated, flow.id + "/create",
                   fmt::format("{} is linked, and no record is ever made of it.", record.handle));
        }
        if (record.copy.empty() || !flow.creates || !is_source) return;
        Expect(scenario::NoneResembling{other, flow.id, record.handle}, Promise::kCreatedOnce,
               flow.id + "/create",
               fmt::format("One record was made of {}; another one would be a double.",
                           record.handle));
        return;
    }
    if (flow.creates) return;  // what becomes of the target's own, the document does not say
    Expect(scenario::Unlinked{record.handle, flow.id}, Promise::kApart, ClauseOf(flow, true),
           fmt::format("{} has no key in common with anybody of the other side.", record.handle));
    if (!flow.never_creates) return;
    Expect(scenario::NoneResembling{other, flow.id, record.handle}, Promise::kNothingCreated,
           flow.id + "/create",
           fmt::format("{} matches nothing, and nothing is synchronized before a link.",
                       record.handle));
}

void Model::ExpectValues(const Component& component) {
    std::vector<std::string> handles;
    std::set<int> seen;
    Node first = component.front();
    for (const Node& node : component) {
        const Record& record = records_[static_cast<std::size_t>(node.first)];
        const bool leads = KindOf(record).side == Side::kSource;
        if (leads && KindOf(records_[static_cast<std::size_t>(first.first)]).side != Side::kSource)
            first = node;
        if (!seen.insert(node.first).second) return;  // one record holds it twice
    }
    const std::string clause =
        KindOf(records_[static_cast<std::size_t>(first.first)]).flow + "/keep-in-sync";
    if (SlotAt(first).contested) {
        handles.push_back(records_[static_cast<std::size_t>(first.first)].handle);
        for (const Node& node : component) {
            if (node != first)
                handles.push_back(records_[static_cast<std::size_t>(node.first)].handle);
        }
        Expect(scenario::Agree{handles, FieldAt(first).path}, Promise::kAgrees, clause,
               fmt::format("More than one of {} was given a value, and which is newest nobody can "
                           "know; but all must end with one of them.",
                           fmt::join(handles, ", ")));
        return;
    }
    const Record* origin = Find(SlotAt(first).origin);
    if (origin == nullptr) return;
    const auto is_origin = [&](const Node& node) {
        return &records_[static_cast<std::size_t>(node.first)] == origin;
    };
    const auto from = std::ranges::find_if(component, is_origin);
    for (const Node& node : component) {
        const Record& record = records_[static_cast<std::size_t>(node.first)];
        const bool own = &record == origin;
        // What a type makes of a value on the way back is not known.
        if (!own && (from == component.end() || !FieldAt(*from).editable)) continue;
        if (own && syncs_ < kFirstControlled) continue;
        Expect(scenario::ValueIs{record.handle, FieldAt(node).path,
                                 scenario::AsEdited{origin->handle}},
               Promise::kArrives, clause,
               own ? fmt::format("{} was edited last, so nobody may take that back.", record.handle)
                   : fmt::format("{} was edited last, and {} is linked to it.", origin->handle,
                                 record.handle));
    }
}

/// What no flow keeps in sync belongs to the people of its own side.
void Model::ExpectUntouched(const Record& record, const std::string& mark) {
    scenario::Unchanged unchanged{record.handle, mark, {}};
    std::set<std::string> paths;
    std::string flow_id = KindOf(record).flow;
    for (const Flow& flow : landscape_.flows) {
        const bool is_source = record.kind == flow.source;
        if ((!is_source && record.kind != flow.target) || !HasPartner(flow, record)) continue;
        flow_id = flow.id;
        for (const Wire& wire : flow.synced) {
            const int field = is_source ? wire.source : wire.target;
            paths.insert(KindOf(record).fields[static_cast<std::size_t>(field)].path);
        }
    }
    unchanged.except.assign(paths.begin(), paths.end());
    Expect(unchanged, Promise::kUntouched, flow_id + "/nothing-else",
           fmt::format("Nobody but people of its own system may change what is not kept in sync of "
                       "{}.",
                       record.handle));
}

void Model::ExpectAll(const std::string& mark) {
    for (const Flow& flow : landscape_.flows) ExpectLinks(flow);
    std::set<int> clusters;
    for (const Record& record : records_) {
        if (record.alive && !record.doubtful) clusters.insert(record.cluster);
    }
    for (int cluster : clusters) {
        for (const Component& component : ComponentsOf(cluster)) ExpectValues(component);
    }
    if (syncs_ < kFirstControlled) return;
    for (const Record& record : records_) {
        if (!record.alive || record.doubtful) continue;
        for (const Flow& flow : landscape_.flows) ExpectLone(flow, record);
        const bool is_new_copy = record.number < 0;  // was not there at the mark, perhaps
        if (!is_new_copy) ExpectUntouched(record, mark);
    }
}

}  // namespace plumb::explore
