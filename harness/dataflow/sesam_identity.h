#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/dataflow/sesam_node.h"

namespace plumb::dataflow {

/// What a Sesam node is and whether it can be driven; reads only. Texts are not masked.

/// "" when the node does not say.
std::string VersionOf(SesamNode& node);

/// Whether each of these pipes exists, is enabled and has a configuration that the node takes for
/// valid. All that is wrong is told at once, with what to do about it.
Status CheckPipes(SesamNode& node, const std::vector<std::string>& pipes);

/// SHA-256 over the effective configuration of these pipes as canonical JSON (members sorted by
/// their names, nothing between); "" when the node does not show all of it. What is in it, secrets
/// for instance, cannot be read from a digest.
std::string DigestOfPipes(SesamNode& node, const std::vector<std::string>& pipes);

}  // namespace plumb::dataflow
