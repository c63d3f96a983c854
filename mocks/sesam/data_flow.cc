#include "mocks/sesam/data_flow.h"

#include <algorithm>
#include <set>

#include "mocks/sesam/clusters.h"
#include "mocks/sesam/collector.h"
#include "mocks/sesam/creator.h"
#include "mocks/sesam/sharer.h"

namespace plumb::mocks::sesam {

DataFlow::DataFlow(const Schema& schema, State& state, const Policies& policies,
                   Connectors connectors, Clock& clock)
    : state_(state),
      policies_(policies),
      connectors_(std::move(connectors)),
      clock_(clock),
      model_(schema, state, policies) {}

Port DataFlow::PortOf(int entity) {
    return {entity, model_, *connectors_[static_cast<std::size_t>(entity)], clock_};
}

RunReport DataFlow::Run(const Pipe& pipe) {
    const Port port = PortOf(pipe.entity);
    if (pipe.kind == Pipe::Kind::kCollect) {
        std::vector<RecordRef> vanished;
        RunReport report = Collect(port, vanished);
        if (policies_.life.propagates_deletes()) DeletePartners(vanished);
        return report;
    }
    RunReport made = Creator(port).Run();
    RunReport written = Sharer(port).Run();
    written.processed += made.processed;
    if (written.message.empty()) written.message = std::move(made.message);
    return written;
}

void DataFlow::DeletePartners(const std::vector<RecordRef>& vanished) {
    for (RecordRef ref : vanished) {
        const auto members = MembersOf(state_, ref);
        for (RecordRef partner : std::vector<RecordRef>(members.begin(), members.end())) {
            const Record& record = state_.At(partner);
            PortOf(partner.entity).connector.Delete(record.id, record.parent);
            model_.Vanished(partner);
        }
    }
}

Json DataFlow::LastSeen(const Pipe& pipe) const {
    if (pipe.kind == Pipe::Kind::kShare) return state_.sequence;
    const auto& cursor = state_.At(pipe.entity).cursor;
    const bool everything = connectors_[static_cast<std::size_t>(pipe.entity)]->ListsEverything();
    return cursor && !everything ? Json(FormatTime(*cursor)) : Json();
}

void DataFlow::Seek(const Pipe& pipe, std::optional<Milliseconds> since) {
    if (pipe.kind == Pipe::Kind::kShare) return;
    state_.At(pipe.entity).cursor = since;
    connectors_[static_cast<std::size_t>(pipe.entity)]->Reread();
}

void DataFlow::DiscardRetries(const Pipe& pipe) {
    if (pipe.kind == Pipe::Kind::kCollect) return;
    const auto& notes = state_.At(pipe.entity).notes;
    const std::set<int> pending = model_.PendingOf(pipe.entity);
    for (const int record : pending) {
        const RecordRef ref{pipe.entity, record};
        const auto note = notes.find(state_.At(ref).id);
        const bool failed = note != notes.end() && !note->second.error.empty();
        if (failed) model_.Refused(ref, model_.PendingPaths(ref));
    }
    std::erase_if(state_.attempts, [&](const Attempt& attempt) {
        return model_.GetSchema().flows[static_cast<std::size_t>(attempt.flow)].target ==
               pipe.entity;
    });
    model_.Propagate();
}

int DataFlow::QueueOf(const Pipe& pipe) const {
    if (pipe.kind == Pipe::Kind::kCollect) return 0;
    const auto lost = std::ranges::count_if(state_.attempts, [&](const Attempt& attempt) {
        return model_.GetSchema().flows[static_cast<std::size_t>(attempt.flow)].target ==
               pipe.entity;
    });
    return static_cast<int>(model_.PendingOf(pipe.entity).size()) + static_cast<int>(lost);
}

}  // namespace plumb::mocks::sesam
