#pragma once

#include "mocks/sesam/connector.h"
#include "mocks/sesam/model.h"

namespace plumb::mocks::sesam {

/// One entity as the pipes see it: the model's side and the system's side together.
struct Port {
    int entity = -1;
    Model& model;
    Connector& connector;
    Clock& clock;

    const SchemaEntity& Entity() const {
        return model.GetSchema().entities[static_cast<std::size_t>(entity)];
    }
    EntityState& Known() const { return model.GetState().At(entity); }
};

/// What the version says of the schema's paths.
Sighting SightingOf(const Port& port, const Version& version, Milliseconds polled);

/// Keeps the outcome for the share dataset.
void Note(const Port& port, const std::string& id, const Outcome& outcome, Json attempted);

}  // namespace plumb::mocks::sesam
