#include "harness/run/arrivals.h"

#include <fmt/format.h>

namespace plumb::run {

void Arrivals::Follow(const std::string& flow, checklist::Side edited) {
    directions_.try_emplace({flow, edited}, Direction{Window(longest_window_), {}});
}

Arrivals::Proof Arrivals::Add(const std::string& flow, checklist::Side edited, int barrier,
                              bool has_arrived, Milliseconds after, bool is_assumed) {
    Follow(flow, edited);
    Direction& direction = directions_.at({flow, edited});
    const Milliseconds window = direction.window.Length();
    const bool is_late = is_assumed && after > window;
    const Answer answer = !has_arrived ? Answer::kMissing
                          : is_late    ? Answer::kLate
                                       : Answer::kArrived;
    if (has_arrived) direction.window.Add(after);
    return direction.proofs[barrier] = {answer, after, window};
}

Milliseconds Arrivals::WindowOf(const std::string& flow, checklist::Side edited) const {
    const auto found = directions_.find({flow, edited});
    return found == directions_.end() ? longest_window_ : found->second.window.Length();
}

Arrivals::Proof Arrivals::Proves(const std::string& flow, checklist::Side side, int phase,
                                 int until) const {
    const auto found = directions_.find({flow, side});
    if (found == directions_.end()) return {};
    const auto& [window, proofs] = found->second;
    Proof best{Answer::kMissing, std::nullopt, window.Length()};
    for (auto at = proofs.upper_bound(phase); at != proofs.end() && at->first <= until; ++at) {
        const Proof& proof = at->second;
        if (proof.answer < best.answer || !best.after) best = proof;
    }
    return best;
}

std::string InWords(const Arrivals::Proof& proof) {
    if (proof.answer == Arrivals::Answer::kImpossible)
        return "no control can be sent in this direction";
    if (!proof.after) return "no control was edited in that time";
    const bool has_arrived = proof.answer != Arrivals::Answer::kMissing;
    return fmt::format("the control {} after {:.1f} s, the window was {:.1f} s",
                       has_arrived ? "arrived" : "had not arrived",
                       static_cast<double>(*proof.after) / 1000,
                       static_cast<double>(proof.window) / 1000);
}

}  // namespace plumb::run
