#include <fmt/format.h>

#include "harness/scenario/expectation.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

Unlinked ReadUnlinked(yaml::Fields& fields, std::vector<Problem>&) {
    return {.handle = fields.RequiredText("unlinked"), .flow = fields.Text("flow").value_or("")};
}

std::string Write(const Unlinked& expectation) {
    const std::string flow =
        expectation.flow.empty() ? "" : ", flow: " + yaml::Scalar(expectation.flow);
    return fmt::format("unlinked: {}{}", yaml::Scalar(expectation.handle), flow);
}

std::string Describe(const Unlinked& expectation) {
    return fmt::format("{} is linked to no record at all", expectation.handle);
}

target::Capabilities NeedsOf(const Unlinked&) {
    return {target::Capability::kLinks};
}

}  // namespace plumb::scenario
