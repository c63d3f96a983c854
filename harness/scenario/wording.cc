#include "harness/scenario/wording.h"

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/scenario/expectation.h"
#include "harness/scenario/value_form.h"

namespace plumb::scenario {

namespace {

constexpr std::size_t kFaultBytes = 120;

/// "", "5 × ", "more than a page of ", "as many as fill the last page of the source's list of ".
std::string Times(const Count& count) {
    if (const auto* fills = std::get_if<FillsAPage>(&count))
        return fmt::format("as many as fill the last page of the {}'s list of ",
                           ToString(fills->of));
    const int* number = std::get_if<int>(&count);
    if (number == nullptr) return "more than a page of ";
    return *number == 1 ? "" : fmt::format("{} × ", *number);
}

std::string InFlow(const std::string& flow) {
    return flow.empty() ? "" : fmt::format(" of the flow {}", flow);
}

struct Words final {
    std::string operator()(const GivenLinkedPair& given) const {
        return fmt::format(
            "given {}two matching records, source and target{}, which the next sync "
            "links",
            Times(given.count), InFlow(given.flow));
    }
    std::string operator()(const Create& create) const {
        std::string text = fmt::format("create {}{} in the {} system{}", Times(create.count),
                                       create.handle, ToString(create.side), InFlow(create.flow));
        if (!create.matching.empty()) text += fmt::format(", matching {}", create.matching);
        if (!create.like.empty()) text += fmt::format(", like {} in all but the keys", create.like);
        if (!create.with.empty()) text += ", with " + DescribeAssignments(create.with);
        if (!create.copy.empty()) text += ", of which the data flow makes " + create.copy;
        return text;
    }
    std::string operator()(const Edit& edit) const {
        std::string text = "edit " + edit.handle;
        if (!edit.set.empty()) text += ": " + DescribeAssignments(edit.set);
        if (!edit.undo.empty()) {
            text += fmt::format("{} {} back to what it was", edit.set.empty() ? ":" : ",",
                                fmt::join(edit.undo, " and "));
        }
        if (!edit.later_than.empty()) text += fmt::format(", later than '{}'", edit.later_than);
        return text;
    }
    std::string operator()(const Delete& step) const { return "delete " + step.handle; }
    std::string operator()(const Sync& sync) const {
        std::string text = sync.times == 1 ? "sync" : fmt::format("sync {} times", sync.times);
        if (sync.rounds != 0)
            text +=
                fmt::format(", in {} round{} at most", sync.rounds, sync.rounds == 1 ? "" : "s");
        return text;
    }
    std::string operator()(const Restart&) const { return "restart the data flow"; }
    std::string operator()(const Fault& fault) const {
        return "inject the fault " + Shorten(Dump(fault.rule), kFaultBytes);
    }
    std::string operator()(const Mark& mark) const {
        return fmt::format("remember this moment as '{}'", mark.name);
    }
    std::string operator()(const Expect& expect) const {
        if (expect.only_observe) return "observe whether " + Describe(expect.what);
        return fmt::format("{} that {}", expect.probe ? "expect by a probe" : "expect",
                           Describe(expect.what));
    }
};

}  // namespace

std::string Describe(const Step& step) {
    return std::visit(Words(), step.action);
}

}  // namespace plumb::scenario
