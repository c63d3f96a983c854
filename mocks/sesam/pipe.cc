#include "mocks/sesam/pipe.h"

namespace plumb::mocks::sesam {

std::vector<Pipe> PipesOf(const Schema& schema) {
    std::vector<Pipe> pipes;
    for (const Pipe::Kind kind : {Pipe::Kind::kCollect, Pipe::Kind::kShare}) {
        const char* ending = kind == Pipe::Kind::kCollect ? "-collect" : "-share";
        for (std::size_t entity = 0; entity < schema.entities.size(); ++entity) {
            pipes.push_back({schema.entities[entity].id + ending, kind, static_cast<int>(entity)});
        }
    }
    return pipes;
}

}  // namespace plumb::mocks::sesam
