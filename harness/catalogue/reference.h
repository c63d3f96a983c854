#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/yaml/node.h"

namespace plumb::catalogue {

/// The references in a template's steps, before anything is filled in.

/// True when `node` holds one of these references, such as "from.path", in a key or a value.
bool Refers(const yaml::Node& node, const std::set<std::string>& names);

/// "value" and "other" for $email.value and $email.other, each with its first place.
std::vector<std::pair<std::string, Place>> ColumnsReferredTo(const yaml::Node& node,
                                                             const std::string& variant);

}  // namespace plumb::catalogue
