#include <fmt/format.h>

#include "harness/scenario/expectation.h"
#include "harness/scenario/value_form.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

ValueIs ReadValueIs(yaml::Fields& fields, std::vector<Problem>& problems) {
    ValueIs value;
    const yaml::Node& node = *fields.Optional("value");
    yaml::Fields inner(node, "a value", problems);
    if (!inner.IsMap()) return value;
    value.handle = inner.RequiredText("record");
    value.path = inner.RequiredText("path");
    const yaml::Node* is = inner.Optional("is");
    const std::optional<std::string> edited = inner.Text("as-edited");
    if (is != nullptr) value.expected = ReadValue(*is, problems);
    if (edited) value.expected = AsEdited{*edited};
    value.or_absent = inner.Bool("or-absent").value_or(false);
    if ((is != nullptr) == edited.has_value()) {
        inner.Report("a value needs exactly one of 'is' and 'as-edited'", node.place);
    }
    inner.Finish();
    return value;
}

std::string Write(const ValueIs& expectation) {
    const auto* edited = std::get_if<AsEdited>(&expectation.expected);
    const std::string expected = edited != nullptr
                                     ? "as-edited: " + yaml::Scalar(edited->handle)
                                     : "is: " + WriteValue(std::get<Value>(expectation.expected));
    return fmt::format("value: {{record: {}, path: {}, {}{}}}", yaml::Scalar(expectation.handle),
                       yaml::Scalar(expectation.path), expected,
                       expectation.or_absent ? ", or-absent: true" : "");
}

std::string Describe(const ValueIs& expectation) {
    const auto* edited = std::get_if<AsEdited>(&expectation.expected);
    const char* otherwise = expectation.or_absent ? ", or nothing" : "";
    if (edited == nullptr) {
        return fmt::format("{} of {} is {}{}", expectation.path, expectation.handle,
                           DescribeValue(std::get<Value>(expectation.expected)), otherwise);
    }
    return fmt::format("{} of {} is what {} was last given{}", expectation.path, expectation.handle,
                       edited->handle, otherwise);
}

target::Capabilities NeedsOf(const ValueIs&) {
    return {};
}

}  // namespace plumb::scenario
