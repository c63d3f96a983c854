#include <fmt/format.h>

#include "harness/scenario/expectation.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

namespace {

constexpr int kWritesMax = 100'000;

}  // namespace

Writes ReadWrites(yaml::Fields& fields, std::vector<Problem>& problems) {
    Writes writes;
    yaml::Fields inner(*fields.Optional("writes"), "writes", problems);
    if (!inner.IsMap()) return writes;
    const yaml::Node* to = inner.Required("to");
    writes.to = inner.Texts("to");
    if (to != nullptr && to->IsList() && to->items.empty()) {
        inner.Report("'to' names no record", to->place);
    }
    writes.since = inner.RequiredText("since");
    inner.Required("at-most");
    writes.at_most = static_cast<int>(inner.Integer("at-most", 0, kWritesMax).value_or(0));
    inner.Finish();
    return writes;
}

std::string Write(const Writes& expectation) {
    std::string to;
    for (const std::string& handle : expectation.to) {
        to += (to.empty() ? "" : ", ") + yaml::Scalar(handle);
    }
    return fmt::format("writes: {{to: [{}], since: {}, at-most: {}}}", to,
                       yaml::Scalar(expectation.since), expectation.at_most);
}

std::string Describe(const Writes& expectation) {
    const std::string number = expectation.at_most == 0
                                   ? "does not write"
                                   : fmt::format("writes at most {} time{}", expectation.at_most,
                                                 expectation.at_most == 1 ? "" : "s");
    return fmt::format("the data flow {} to {} since '{}'", number,
                       fmt::join(expectation.to, " and "), expectation.since);
}

target::Capabilities NeedsOf(const Writes&) {
    return {target::Capability::kWriteLog};
}

}  // namespace plumb::scenario
