#pragma once

#include <optional>

#include "harness/catalogue/circles.h"
#include "harness/checklist/checklist.h"
#include "harness/target/profile.h"

namespace plumb::catalogue {

/// The first pair kept in sync that can carry a control edit, made on the side `edited`, across:
/// writable on both sides, of a kind whose values can always be told apart wherever they come to
/// stand. nullopt: none can.
std::optional<checklist::Property> CarrierOf(const checklist::Flow& flow,
                                             const target::Entity& source,
                                             const target::Entity& target, const Circles& circles,
                                             checklist::Side edited);

}  // namespace plumb::catalogue
