#pragma once

#include <string>
#include <vector>

#include "mocks/sesam/schema.h"

namespace plumb::mocks::sesam {

/// One pipe of the node: reads one entity from its system, or writes it.
struct Pipe {
    enum class Kind { kCollect, kShare };

    std::string id;  ///< "youtrack-users-collect"
    Kind kind = Kind::kCollect;
    int entity = -1;
};

/// The pipes of the entities of a checklist in the order in which they are to be run: what was
/// edited is read from everywhere before anything is written.
std::vector<Pipe> PipesOf(const Schema& schema);

}  // namespace plumb::mocks::sesam
