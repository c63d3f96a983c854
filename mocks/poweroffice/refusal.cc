#include "mocks/poweroffice/refusal.h"

#include <utility>

namespace plumb::mocks::poweroffice {

tl::unexpected<Refusal> Refuse(Why why, std::string detail, std::string field) {
    return tl::unexpected(Refusal{why, std::move(detail), std::move(field)});
}

}  // namespace plumb::mocks::poweroffice
