#include <fmt/format.h>

#include "harness/scenario/expectation.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

Agree ReadAgree(yaml::Fields& fields, std::vector<Problem>& problems) {
    const yaml::Node* node = fields.Optional("agree");
    const std::vector<std::string> pair = fields.Texts("agree");
    if (pair.size() == 2) return {.a = pair[0], .b = pair[1]};
    problems.push_back({"'agree' takes two records", node->place, "write agree: [source, target]"});
    return {};
}

std::string Write(const Agree& expectation) {
    return fmt::format("agree: [{}, {}]", yaml::Scalar(expectation.a), yaml::Scalar(expectation.b));
}

std::string Describe(const Agree& expectation) {
    return fmt::format("{} and {} hold the same value, one that a person gave", expectation.a,
                       expectation.b);
}

target::Capabilities NeedsOf(const Agree&) {
    return {};
}

}  // namespace plumb::scenario
