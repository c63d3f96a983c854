#include <fmt/format.h>

#include "harness/scenario/expectation.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

namespace {

Linked Read(std::string_view key, bool expected, yaml::Fields& fields,
            std::vector<Problem>& problems) {
    const yaml::Node* node = fields.Optional(key);
    const std::vector<std::string> pair = fields.Texts(key);
    Linked linked{.a = {}, .b = {}, .expected = expected, .flow = {}};
    linked.flow = fields.Text("flow").value_or("");
    if (pair.size() != 2) {
        problems.push_back({fmt::format("'{}' takes two records", key), node->place,
                            fmt::format("write {}: [source, target]", key)});
        return linked;
    }
    linked.a = pair[0];
    linked.b = pair[1];
    return linked;
}

}  // namespace

Linked ReadLinked(yaml::Fields& fields, std::vector<Problem>& problems) {
    return Read("linked", true, fields, problems);
}

Linked ReadNotLinked(yaml::Fields& fields, std::vector<Problem>& problems) {
    return Read("not-linked", false, fields, problems);
}

std::string Write(const Linked& expectation) {
    const std::string flow =
        expectation.flow.empty() ? "" : ", flow: " + yaml::Scalar(expectation.flow);
    return fmt::format("{}: [{}, {}]{}", expectation.expected ? "linked" : "not-linked",
                       yaml::Scalar(expectation.a), yaml::Scalar(expectation.b), flow);
}

std::string Describe(const Linked& expectation) {
    return fmt::format("{} and {} are {}linked", expectation.a, expectation.b,
                       expectation.expected ? "" : "not ");
}

target::Capabilities NeedsOf(const Linked&) {
    return {target::Capability::kLinks};
}

}  // namespace plumb::scenario
