#include "harness/run/pause.h"

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::run {

namespace {

constexpr const char* kMayBePaused = "may still be paused";

Status CannotPause(const std::string& name, const Error& error) {
    return EnvironmentError(
        fmt::format("{} could not be paused: {}", name, error.problems.front().message),
        "give the token of 'dataflow' the right to write that, or take 'may_pause_scheduler' out "
        "of the target");
}

}  // namespace

Status Pause::Begin() {
    if (scheduler_ == nullptr) return {};
    const auto now = scheduler_->Read();
    if (!now) return CannotPause(scheduler_->Name(), now.error());
    if (now->is_paused) return {};
    if (Status noted = ledger_.Paused(now->words); !noted) return noted;
    const Status paused = scheduler_->Pause();
    return paused ? paused : CannotPause(scheduler_->Name(), paused.error());
}

Pause::Ending Pause::End() {
    const auto pause = ledger_.GetPause();
    if (!pause || !pause->IsPending()) return {};
    if (scheduler_ == nullptr) {
        return {ledger::Remaining{"the scheduler of the data flow", "",
                                  "the target does not say 'may_pause_scheduler: true' any more: "
                                  "say it again, and clean up again",
                                  kMayBePaused},
                ""};
    }
    const auto now = scheduler_->Read();
    if (!now) return StillPaused(*pause, now.error());
    Ending ending;
    if (!now->is_paused) {
        ending.note = fmt::format(
            "{} was not paused any more, and is left as it is: somebody else may have set it going "
            "meanwhile",
            scheduler_->Name());
    } else if (const Status restored = scheduler_->Restore(pause->former); !restored) {
        return StillPaused(*pause, restored.error());
    }
    const auto end = now->is_paused ? ledger::PauseState::kRestored : ledger::PauseState::kLeft;
    if (const Status noted = ledger_.EndPause(end); !noted)
        ending.note += Trim(ToString(noted.error()));
    return ending;
}

Pause::Ending Pause::StillPaused(const ledger::Pause& pause, const Error& error) const {
    return {
        ledger::Remaining{scheduler_->Name(), scheduler_->Url(),
                          fmt::format("{}. To set it as it was: {}", error.problems.front().message,
                                      scheduler_->ByHand(pause.former)),
                          kMayBePaused},
        ""};
}

}  // namespace plumb::run
