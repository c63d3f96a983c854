#include <fmt/format.h>

#include "harness/scenario/expectation.h"
#include "harness/scenario/value_form.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

NoneResembling ReadNone(yaml::Fields& fields, std::vector<Problem>& problems) {
    NoneResembling none;
    yaml::Fields inner(*fields.Optional("none"), "none", problems);
    if (!inner.IsMap()) return none;
    inner.Required("in");
    none.in = inner.OneOf("in", {"source", "target"}) == "source" ? Side::kSource : Side::kTarget;
    none.flow = inner.Text("flow").value_or("");
    none.handle = inner.RequiredText("resembling");
    inner.Finish();
    return none;
}

std::string Write(const NoneResembling& expectation) {
    const std::string flow =
        expectation.flow.empty() ? "" : "flow: " + yaml::Scalar(expectation.flow) + ", ";
    return fmt::format("none: {{in: {}, {}resembling: {}}}", ToString(expectation.in), flow,
                       yaml::Scalar(expectation.handle));
}

std::string Describe(const NoneResembling& expectation) {
    return fmt::format("no new record in the {} resembles {}", ToString(expectation.in),
                       expectation.handle);
}

target::Capabilities NeedsOf(const NoneResembling&) {
    return {};
}

}  // namespace plumb::scenario
