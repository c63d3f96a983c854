#include "mocks/sesam/creator.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/digest.h"
#include "mocks/sesam/clusters.h"
#include "mocks/sesam/collector.h"
#include "mocks/sesam/conditions.h"
#include "mocks/sesam/ways.h"

namespace plumb::mocks::sesam {

namespace {

constexpr Milliseconds kUntilListed = 2'000;
constexpr int kCreationAttempts = 2;
constexpr std::size_t kLongestReference = 50;
/// When so many creations fail in one run the system is down: the rest waits.
constexpr int kMaxFailures = 3;

bool Meets(const Json& body, const std::vector<FieldCondition>& conditions,
           const std::vector<std::string>& paths) {
    return std::ranges::all_of(conditions, [&](const FieldCondition& condition) {
        if (condition.path < 0) return false;
        const Json* value = Find(body, paths[static_cast<std::size_t>(condition.path)]);
        return (value == nullptr ? "" : TextOf(*value)) == condition.value;
    });
}

/// True when the record shows every value that the body asked for.
bool Shows(const Record& record, const Json& body, const std::vector<std::string>& paths) {
    for (std::size_t path = 0; path < paths.size(); ++path) {
        const Json* asked = Find(body, paths[path]);
        if (asked != nullptr && !SameValue(*asked, record.slots[path].seen)) return false;
    }
    return true;
}

}  // namespace

RunReport Creator::Run() {
    const Schema& schema = port_.model.GetSchema();
    LookForLost();
    for (std::size_t flow = 0; flow < schema.flows.size(); ++flow) {
        if (schema.flows[flow].target != port_.entity) continue;
        if (!port_.model.GetPolicies().create.creates(schema.flows[flow])) continue;
        const int source = schema.flows[flow].source;
        // Records that are made meanwhile are no sources: the count is taken first.
        const std::size_t count = port_.model.GetState().At(source).records.size();
        for (std::size_t record = 0; record < count && failures_ < kMaxFailures; ++record) {
            const RecordRef ref{source, static_cast<int>(record)};
            if (!IsWanted(ref, static_cast<int>(flow))) continue;
            if (!LookForMatch(schema.flows[flow])) return report_;
            if (IsWanted(ref, static_cast<int>(flow))) Make(ref, static_cast<int>(flow));
        }
    }
    LookForRefused();
    port_.model.Propagate();
    return report_;
}

/// A list that was read from a replica may have lacked the record that matches: before anything is
/// created it is read once more. False when it cannot be.
bool Creator::LookForMatch(const SchemaFlow& flow) {
    if (looked_ || flow.alternatives.empty()) return true;
    looked_ = true;
    std::vector<RecordRef> vanished;
    const RunReport read = Collect(port_, vanished);
    report_.message = read.message;
    return read.message.empty();
}

bool Creator::IsWanted(RecordRef source, int flow) const {
    const State& state = port_.model.GetState();
    const Record& record = state.At(source);
    if (record.gone) return false;
    if (port_.model.GetPolicies().create.had_partner(state, source, port_.entity)) return false;
    // A matching target may exist that was not read yet: wait until the list is newer than the
    // source.
    if (port_.Known().collected < record.first_seen) return false;
    return std::ranges::none_of(state.attempts, [&](const Attempt& attempt) {
        return attempt.flow == flow && ClusterOf(state, attempt.source) == ClusterOf(state, source);
    });
}

Json Creator::BodyOf(RecordRef source, const SchemaFlow& flow) const {
    const Record& record = port_.model.GetState().At(source);
    const Policies& policies = port_.model.GetPolicies();
    Json body = Json::object();
    for (const bool conditional : {false, true}) {
        for (const Way& way : WaysOf(port_.model.GetSchema(), flow, policies.merge)) {
            if (way.ConditionsTo().empty() == conditional) continue;
            if (!Satisfies(record, way.ConditionsFrom())) continue;
            if (!Meets(body, way.ConditionsTo(), port_.Entity().paths)) continue;
            auto value = way.Carry(ValueOf(record.slots[static_cast<std::size_t>(way.From())]));
            if (!value || IsEmpty(*value)) continue;
            Put(body, port_.Entity().paths[static_cast<std::size_t>(way.To())],
                policies.write.outgoing(*std::move(value)));
        }
    }
    NameSource(source, body);
    return port_.connector.Complete(std::move(body), record.label);
}

/// Never in a property that the checklist keeps in sync: it would be taken for a person's edit.
void Creator::NameSource(RecordRef source, Json& body) const {
    const std::string path = port_.connector.ReferencePath();
    if (path.empty() || !port_.model.GetPolicies().create.names_its_source()) return;
    if (std::ranges::find(port_.Entity().paths, path) != port_.Entity().paths.end()) return;
    const Schema& schema = port_.model.GetSchema();
    const std::string name =
        fmt::format("{}:{}", schema.entities[static_cast<std::size_t>(source.entity)].id,
                    port_.model.GetState().At(source).id);
    Put(body, path, name.size() <= kLongestReference ? name : Sha256(name).substr(0, 40));
}

void Creator::Make(RecordRef source, int flow) {
    const Schema& schema = port_.model.GetSchema();
    const Json body = BodyOf(source, schema.flows[static_cast<std::size_t>(flow)]);
    const auto& refused = port_.model.GetState().At(source).refused_creations;
    const auto before = refused.find(flow);
    if (before != refused.end() && before->second == Dump(body)) return;
    const int copies = port_.model.GetPolicies().create.copies();
    for (int copy = 0; copy < copies; ++copy) Insert(source, flow, body);
}

void Creator::Insert(RecordRef source, int flow, const Json& body) {
    State& state = port_.model.GetState();
    Outcome outcome;
    for (int attempt = 0; attempt < kCreationAttempts; ++attempt) {
        state.attempts.push_back({source, flow, body, port_.clock.Now(), state.sequence});
        outcome = port_.connector.Insert(port_.model.GetPolicies().create.outgoing(body));
        Note(port_, state.At(source).id, outcome, body);
        if (outcome.kind != Outcome::Kind::kUnavailable) {
            state.attempts.back().refused = outcome.kind != Outcome::Kind::kDone;
            if (state.attempts.back().refused && outcome.status != 0) return;
            state.attempts.pop_back();
            return Done(source, flow, outcome, body);
        }
        if (!LookForLost()) break;  // looked for in the next run
        if (!IsWanted(source, flow)) return;
    }
    ++failures_;
    report_.message = fmt::format("no {} could be made from {}: {}", port_.Entity().id,
                                  state.At(source).id, outcome.message);
}

void Creator::Done(RecordRef source, int flow, const Outcome& outcome, const Json& body) {
    State& state = port_.model.GetState();
    if (outcome.kind != Outcome::Kind::kDone) {
        state.At(source).refused_creations[flow] = Dump(body);
        return;
    }
    ++report_.processed;
    const Milliseconds now = port_.clock.Now();
    const RecordRef made = port_.model.Add(port_.entity, SightingOf(port_, *outcome.stored, now));
    port_.model.Created(source, flow, made, body, now);
}

bool Creator::IsOfTarget(const Attempt& attempt) const {
    return port_.model.GetSchema().flows[static_cast<std::size_t>(attempt.flow)].target ==
           port_.entity;
}

void Creator::LookForRefused() {
    const bool any = std::ranges::any_of(
        port_.model.GetState().attempts,
        [&](const Attempt& attempt) { return attempt.refused && IsOfTarget(attempt); });
    if (any) LookForLost();
}

/// Reads the target's list again, once the replica must show what was made, and adopts what the
/// lost answers told of. An attempt that left no trace is forgotten, so that it can be repeated,
/// unless it was refused.
bool Creator::LookForLost() {
    State& state = port_.model.GetState();
    const auto of_target = [&](const Attempt& attempt) { return IsOfTarget(attempt); };
    if (std::ranges::none_of(state.attempts, of_target)) return true;
    const bool looks = port_.model.GetPolicies().create.looks_for_lost();
    if (looks) {
        port_.clock.Wait(kUntilListed);
        std::vector<RecordRef> vanished;
        if (!Collect(port_, vanished).message.empty()) return false;
    }
    for (const Attempt& attempt : state.attempts) {
        if (!of_target(attempt)) continue;
        const bool is_there = looks && Adopt(attempt);
        if (attempt.refused && !is_there)
            state.At(attempt.source).refused_creations[attempt.flow] = Dump(attempt.body);
    }
    std::erase_if(state.attempts, of_target);
    return true;
}

bool Creator::Adopt(const Attempt& attempt) {
    const auto& records = port_.Known().records;
    for (std::size_t record = records.size(); record-- > 0;) {
        if (records[record].first_seen <= attempt.begun) break;
        const RecordRef ref{port_.entity, static_cast<int>(record)};
        if (records[record].gone || IsLinked(port_.model.GetState(), ref)) continue;
        if (records[record].label != port_.connector.LabelOf(attempt.body)) continue;
        if (!Shows(records[record], attempt.body, port_.Entity().paths)) continue;
        port_.model.Created(attempt.source, attempt.flow, ref, attempt.body, attempt.at);
        return true;
    }
    return false;
}

}  // namespace plumb::mocks::sesam
