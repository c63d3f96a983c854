#include <fmt/format.h>

#include "harness/scenario/expectation.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

namespace {

std::string WriteNames(const std::vector<std::string>& records) {
    std::string names;
    for (const std::string& record : records)
        names += (names.empty() ? "" : ", ") + yaml::Scalar(record);
    return "[" + names + "]";
}

}  // namespace

Agree ReadAgree(yaml::Fields& fields, std::vector<Problem>& problems) {
    const yaml::Node& node = *fields.Optional("agree");
    Agree agree;
    if (node.IsMap()) {
        yaml::Fields inner(node, "agree", problems);
        inner.Required("records");
        agree.records = inner.Texts("records");
        agree.path = inner.RequiredText("path");
        inner.Finish();
        if (agree.records.size() >= 2) return agree;
    } else {
        agree.records = fields.Texts("agree");
        if (agree.records.size() == 2) return agree;
    }
    problems.push_back({"'agree' takes two records", node.place,
                        "write agree: [source, target], or agree: {records: [a, b, c], path: P}"});
    return {};
}

std::string Write(const Agree& expectation) {
    const std::string names = WriteNames(expectation.records);
    if (expectation.path.empty()) return "agree: " + names;
    return fmt::format("agree: {{records: {}, path: {}}}", names, yaml::Scalar(expectation.path));
}

std::string Describe(const Agree& expectation) {
    return fmt::format("{} hold the same {}, one that a person gave",
                       fmt::join(expectation.records, " and "),
                       expectation.path.empty() ? "value" : expectation.path);
}

target::Capabilities NeedsOf(const Agree&) {
    return {};
}

}  // namespace plumb::scenario
