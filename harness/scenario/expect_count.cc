#include <fmt/format.h>

#include "harness/scenario/expectation.h"
#include "harness/scenario/value_form.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

namespace {

constexpr int kMostCounted = 100'000;

}  // namespace

CountIs ReadCount(yaml::Fields& fields, std::vector<Problem>& problems) {
    CountIs count;
    yaml::Fields inner(*fields.Optional("count"), "a count", problems);
    if (!inner.IsMap()) return count;
    inner.Required("in");
    count.in = inner.OneOf("in", {"source", "target"}) == "source" ? Side::kSource : Side::kTarget;
    count.flow = inner.Text("flow").value_or("");
    if (const yaml::Node* where = inner.Required("where")) {
        count.where = ReadAssignments(*where, problems);
    }
    inner.Required("is");
    count.is = static_cast<int>(inner.Integer("is", 0, kMostCounted).value_or(0));
    inner.Finish();
    return count;
}

std::string Write(const CountIs& expectation) {
    const std::string flow =
        expectation.flow.empty() ? "" : "flow: " + yaml::Scalar(expectation.flow) + ", ";
    return fmt::format("count: {{in: {}, {}where: {}, is: {}}}", ToString(expectation.in), flow,
                       WriteAssignments(expectation.where), expectation.is);
}

std::string Describe(const CountIs& expectation) {
    const std::string number = expectation.is == 0 ? "no record"
                               : expectation.is == 1
                                   ? "exactly one record"
                                   : fmt::format("exactly {} records", expectation.is);
    return fmt::format("{} in the {} has {}", number, ToString(expectation.in),
                       DescribeAssignments(expectation.where));
}

target::Capabilities NeedsOf(const CountIs&) {
    return {};
}

}  // namespace plumb::scenario
