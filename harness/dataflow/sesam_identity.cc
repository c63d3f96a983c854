#include "harness/dataflow/sesam_identity.h"

#include <fmt/format.h>
#include <optional>

#include "harness/base/digest.h"
#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::dataflow {

namespace {

/// Why a listed pipe cannot be driven; nullopt when it can.
std::optional<Problem> ProblemOf(const std::string& pipe, const std::optional<PipeState>& state) {
    if (!state) {
        return Problem{fmt::format("the Sesam node has no pipe '{}'", pipe),
                       {},
                       "correct 'pipes' of 'dataflow' in the target file"};
    }
    if (!state->is_valid) {
        const std::string& why = state->problems;
        return Problem{fmt::format("the configuration of pipe '{}' is not valid{}{}", pipe,
                                   why.empty() ? "" : ": ", why),
                       {},
                       "repair the pipe in the node, or take it out of 'pipes'"};
    }
    if (state->is_disabled) {
        return Problem{fmt::format("pipe '{}' is disabled", pipe),
                       {},
                       "enable its pump in the node, or take it out of 'pipes'"};
    }
    return std::nullopt;
}

}  // namespace

std::string VersionOf(SesamNode& node) {
    std::string version;
    const auto status = node.GetStatus();
    if (!status || !status->is_object()) return version;
    for (const char* name : {"version", "node_version", "service_version"}) {
        const Json* value = Find(*status, name);
        if (value != nullptr && value->is_string()) version = value->get<std::string>();
    }
    return Shorten(version, 100);
}

Status CheckPipes(SesamNode& node, const std::vector<std::string>& pipes) {
    Error wrong{ErrorKind::kEnvironment, {}};
    for (const std::string& pipe : pipes) {
        const auto state = node.Pipe(pipe);
        if (!state) return tl::make_unexpected(state.error().error);
        if (auto problem = ProblemOf(pipe, *state)) wrong.problems.push_back(*std::move(problem));
    }
    if (wrong.problems.empty()) return {};
    return tl::make_unexpected(std::move(wrong));
}

std::string DigestOfPipes(SesamNode& node, const std::vector<std::string>& pipes) {
    Json configuration = Json::object();
    for (const std::string& pipe : pipes) {
        const auto state = node.Pipe(pipe);
        if (!state || !*state || (*state)->effective_config.is_null()) return {};
        configuration[pipe] = (*state)->effective_config;
    }
    return configuration.empty() ? std::string() : Sha256(Dump(configuration));
}

}  // namespace plumb::dataflow
