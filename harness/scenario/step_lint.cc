#include "harness/scenario/step_lint.h"

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/scenario/expectation.h"
#include "harness/scenario/fault.h"

namespace plumb::scenario {

namespace {

/// Walks through the steps in order and knows what exists at each of them.
class Linter final {
  public:
    explicit Linter(bool observes) : observes_(observes) {}

    void At(const Place& place) { place_ = place; }

    void operator()(const GivenLinkedPair&) {
        Make("source");
        Make("target");
    }
    void operator()(const Create& create) {
        if (!create.matching.empty()) Use(create.matching);
        // Its names and phone are known also when it is gone.
        if (!create.like.empty()) Know(create.like);
        Make(create.handle);
        if (!create.copy.empty()) Make(create.copy);
    }
    void operator()(const Edit& edit) {
        Use(edit.handle);
        if (!edit.later_than.empty()) Recall(edit.later_than);
    }
    void operator()(const Delete& step) {
        Use(step.handle);
        deleted_.push_back(step.handle);
    }
    void operator()(const Sync&) { synced_ = true; }
    void operator()(const Restart&) {}
    void operator()(const Fault& fault) {
        for (const std::string& handle : HandlesOf(fault)) Use(handle);
        if (!SideOf(fault)) Report("a fault needs 'match' with 'system: source' or 'target'");
        const Json* match = Find(fault.rule, "match");
        if (IsWindow(fault) && match != nullptr && match->size() > 1)
            Report("a fault on a system as a whole has nothing but 'system' in its 'match'");
    }
    void operator()(const Mark& mark) { marks_.push_back(mark.name); }
    void operator()(const Expect& expect) {
        // A deleted record can still be looked for, so only its making is checked here.
        for (const std::string& handle : HandlesOf(expect.what)) Know(handle);
        if (const auto* unchanged = std::get_if<Unchanged>(&expect.what)) Recall(unchanged->since);
        if (const auto* writes = std::get_if<Writes>(&expect.what)) Recall(writes->since);
        if (!synced_) Report("nothing can be judged before the first sync");
        if (expect.only_observe) {
            observed_ = true;
        } else if (observes_) {
            Report("a check whose basis is 'observed' never fails: use 'observe'");
        } else {
            judged_ = true;
        }
    }

    std::vector<Problem> Finish() {
        if (observes_ ? !observed_ : !judged_) {
            Report(observes_ ? "this case observes nothing"
                             : "this case cannot fail: it expects nothing");
        }
        return std::move(problems_);
    }

  private:
    using Names = std::vector<std::string>;

    static bool Holds(const Names& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    }

    void Make(const std::string& handle) {
        if (handle.empty()) return Report("the record has no name");
        if (Holds(records_, handle)) Report(fmt::format("the record '{}' exists already", handle));
        records_.push_back(handle);
    }
    void Know(const std::string& handle) {
        if (Holds(records_, handle)) return;
        Report(fmt::format("no record '{}' has been made before this step", Shorten(handle, 60)),
               DidYouMean(handle, records_));
    }
    void Use(const std::string& handle) {
        Know(handle);
        if (Holds(deleted_, handle)) Report(fmt::format("the record '{}' is deleted", handle));
    }
    void Recall(const std::string& mark) {
        if (Holds(marks_, mark)) return;
        Report(fmt::format("no moment '{}' has been marked before this step", Shorten(mark, 60)),
               DidYouMean(mark, marks_));
    }
    void Report(std::string message, std::string hint = {}) {
        problems_.push_back({std::move(message), place_, std::move(hint)});
    }

    bool observes_;
    bool synced_ = false;
    bool judged_ = false;
    bool observed_ = false;
    Names records_;
    Names deleted_;
    Names marks_;
    Place place_;
    std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> LintSteps(const std::vector<Step>& steps, bool observes) {
    Linter linter(observes);
    for (const Step& step : steps) {
        linter.At(step.place);
        std::visit([&](const auto& action) { linter(action); }, step.action);
    }
    return linter.Finish();
}

}  // namespace plumb::scenario
