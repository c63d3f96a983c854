#include <fmt/format.h>

#include "harness/scenario/expectation.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

Unchanged ReadUnchanged(yaml::Fields& fields, std::vector<Problem>& problems) {
    Unchanged unchanged;
    yaml::Fields inner(*fields.Optional("unchanged"), "unchanged", problems);
    if (!inner.IsMap()) return unchanged;
    unchanged.handle = inner.RequiredText("record");
    unchanged.since = inner.RequiredText("since");
    unchanged.except = inner.Texts("except");
    inner.Finish();
    return unchanged;
}

std::string Write(const Unchanged& expectation) {
    std::string except;
    for (const std::string& path : expectation.except) {
        except += (except.empty() ? "" : ", ") + yaml::Scalar(path);
    }
    if (!except.empty()) except = fmt::format(", except: [{}]", except);
    return fmt::format("unchanged: {{record: {}, since: {}{}}}", yaml::Scalar(expectation.handle),
                       yaml::Scalar(expectation.since), except);
}

std::string Describe(const Unchanged& expectation) {
    const std::string except =
        expectation.except.empty()
            ? ""
            : fmt::format(", apart from {}", fmt::join(expectation.except, " and "));
    return fmt::format("{} is as it was at '{}'{}", expectation.handle, expectation.since, except);
}

target::Capabilities NeedsOf(const Unchanged&) {
    return {};
}

}  // namespace plumb::scenario
