#include "harness/cli/fault_steps.h"

#include <algorithm>
#include <iterator>

#include "mocks/http/fault_verdict.h"
#include "mocks/poweroffice/operations.h"
#include "mocks/youtrack/operations.h"

namespace plumb::cli {

namespace {

using mocks::http::KnownSystem;
using yaml::Node;

/// In the words of a scenario: a side, or a direction's ends.
std::vector<KnownSystem> Sides() {
    mocks::http::Operations all;
    for (const KnownSystem& system : SystemsOfTheMocks())
        std::ranges::copy(system.operations, std::back_inserter(all));
    return {{"source", all}, {"target", all}, {"$from", all}, {"$to", all}};
}

bool IsFromATable(const Node& verdict) {
    return verdict.IsScalar() && verdict.text.starts_with('$');
}

/// The fault, with a verdict that any request can meet in the place of one from a table.
Node WithAVerdict(Node fault) {
    for (Node::Entry& entry : fault.entries) {
        if (entry.key == "verdict" && IsFromATable(entry.value)) entry.value.text = "truncate";
    }
    return fault;
}

void Walk(const Node& node, const std::vector<KnownSystem>& sides, std::vector<Problem>& problems) {
    for (const Node& item : node.items) Walk(item, sides, problems);
    for (const Node::Entry& entry : node.entries) {
        if (entry.key == "fault" && entry.value.Find("match") != nullptr) {
            mocks::http::ReadFault(WithAVerdict(entry.value), sides, problems);
        } else if (entry.key == "verdict" && !IsFromATable(entry.value)) {
            mocks::http::ReadVerdict(entry.value, problems);
        } else {
            Walk(entry.value, sides, problems);
        }
    }
}

}  // namespace

std::vector<KnownSystem> SystemsOfTheMocks() {
    mocks::http::Operations poweroffice = mocks::poweroffice::V1Operations();
    std::ranges::copy(mocks::poweroffice::V2Operations(), std::back_inserter(poweroffice));
    return {{"youtrack", mocks::youtrack::HubOperations()},
            {"poweroffice-go", std::move(poweroffice)}};
}

void CheckFaultSteps(const Node& file, std::vector<Problem>& problems) {
    Walk(file, Sides(), problems);
}

}  // namespace plumb::cli
