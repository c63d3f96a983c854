#include "mocks/sesam/data_flow.h"

#include <algorithm>

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

int DataFlow::QueueOf(const Pipe& pipe) const {
    if (pipe.kind == Pipe::Kind::kCollect) return 0;
    const auto lost = std::ranges::count_if(state_.attempts, [&](const Attempt& attempt) {
        return model_.GetSchema().flows[static_cast<std::size_t>(attempt.flow)].target ==
               pipe.entity;
    });
    return static_cast<int>(model_.PendingOf(pipe.entity).size()) + static_cast<int>(lost);
}

}  // namespace plumb::mocks::sesam
