#include "harness/scenario/expectation.h"

namespace plumb::scenario {

namespace {

struct Handles final {
    using List = std::vector<std::string>;

    List operator()(const Linked& linked) const { return {linked.a, linked.b}; }
    List operator()(const Unlinked& unlinked) const { return {unlinked.handle}; }
    List operator()(const CountIs&) const { return {}; }
    List operator()(const NoneResembling& none) const { return {none.handle}; }
    List operator()(const ValueIs& value) const {
        if (const auto* edited = std::get_if<AsEdited>(&value.expected)) {
            return {value.handle, edited->handle};
        }
        return {value.handle};
    }
    List operator()(const Agree& agree) const { return agree.records; }
    List operator()(const Unchanged& unchanged) const { return {unchanged.handle}; }
    List operator()(const Writes& writes) const { return writes.to; }
    List operator()(const BecomesQuiet&) const { return {}; }
};

struct Negative final {
    bool operator()(const Linked& linked) const { return !linked.expected; }
    bool operator()(const Unlinked&) const { return true; }
    bool operator()(const CountIs&) const { return true; }
    bool operator()(const NoneResembling&) const { return true; }
    bool operator()(const ValueIs&) const { return false; }
    bool operator()(const Agree&) const { return false; }
    bool operator()(const Unchanged&) const { return true; }
    bool operator()(const Writes&) const { return true; }
    bool operator()(const BecomesQuiet&) const { return true; }
};

}  // namespace

std::string Describe(const Expectation& expectation) {
    return std::visit([](const auto& kind) { return Describe(kind); }, expectation);
}

target::Capabilities NeedsOf(const Expectation& expectation) {
    return std::visit([](const auto& kind) { return NeedsOf(kind); }, expectation);
}

bool RestsOnNothing(const Expectation& expectation) {
    return std::visit(Negative(), expectation);
}

std::vector<std::string> HandlesOf(const Expectation& expectation) {
    return std::visit(Handles(), expectation);
}

}  // namespace plumb::scenario
