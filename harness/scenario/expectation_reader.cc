#include "harness/scenario/expectation_reader.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/scenario/expectation.h"

namespace plumb::scenario {

namespace {

using Problems = std::vector<Problem>;
using Reader = Expectation (*)(yaml::Fields&, Problems&);

struct Kind {
    std::string_view key;
    Reader read;
};

Expectation ReadQuiet(yaml::Fields& fields, Problems&) {
    if (fields.Bool("becomes-quiet") == false) {
        fields.Report("'becomes-quiet' can only be true", fields.Optional("becomes-quiet")->place);
    }
    return BecomesQuiet{};
}

/// Turns a function that reads one kind into one that reads any.
template <auto Read>
Expectation As(yaml::Fields& fields, Problems& problems) {
    return Read(fields, problems);
}

constexpr Kind kKinds[] = {
    {"linked", As<ReadLinked>},     {"not-linked", As<ReadNotLinked>},
    {"unlinked", As<ReadUnlinked>}, {"count", As<ReadCount>},
    {"none", As<ReadNone>},         {"value", As<ReadValueIs>},
    {"agree", As<ReadAgree>},       {"unchanged", As<ReadUnchanged>},
    {"writes", As<ReadWrites>},     {"becomes-quiet", ReadQuiet},
};

std::vector<std::string> KindNames() {
    std::vector<std::string> names;
    for (const Kind& kind : kKinds) names.emplace_back(kind.key);
    return names;
}

/// A word that is meant as a kind of expectation but is none.
void ReportNoKind(const yaml::Node& node, Problems& problems) {
    const std::vector<std::string> names = KindNames();
    std::string hint;
    for (const yaml::Node::Entry& entry : node.entries) {
        if (hint.empty()) hint = DidYouMean(entry.key, names);
    }
    problems.push_back({"an expectation needs exactly one of its kinds", node.place,
                        hint.empty() ? fmt::format("they are: {}", fmt::join(names, ", ")) : hint});
}

}  // namespace

Expect ReadExpect(const yaml::Node& node, bool only_observe, Problems& problems) {
    Expect expect{.what = BecomesQuiet{}, .only_observe = only_observe};
    if (node.IsScalar() && node.text == "becomes-quiet") return expect;
    yaml::Fields fields(node, only_observe ? "observe" : "expect", problems);
    if (!fields.IsMap()) return expect;
    const auto stands_here = [&](const Kind& kind) { return node.Find(kind.key) != nullptr; };
    if (std::count_if(std::begin(kKinds), std::end(kKinds), stands_here) != 1) {
        ReportNoKind(node, problems);
        return expect;
    }
    const Kind& kind = *std::find_if(std::begin(kKinds), std::end(kKinds), stands_here);
    expect.what = kind.read(fields, problems);
    expect.probe = fields.Bool("probe").value_or(false);
    fields.Finish();
    return expect;
}

}  // namespace plumb::scenario
