#include "harness/run/judge.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::run {

using dataflow::SyncEnd;
using scenario::Verdict;

namespace {

std::string_view InWords(Side side) {
    return side == Side::kSource ? "source" : "target";
}

/// What a reader must know about a sync that did not simply end quiet.
std::string HowItEnded(const dataflow::SyncReport& report) {
    switch (report.end) {
        case SyncEnd::kQuiet:
            return "";
        case SyncEnd::kAssumedQuiet:
            return "nothing moved any more, but this data flow cannot say that it is done";
        case SyncEnd::kBusy:
            return "the data flow was still busy: " + report.detail;
        case SyncEnd::kStillWriting:
            return "the data flow was still writing: " + report.detail;
        case SyncEnd::kFailed:
            return "the data flow failed this sync: " + report.detail;
    }
    return "";
}

std::string WhyUnproven(const Arrivals::Proof& proof, Side side) {
    switch (proof.answer) {
        case Arrivals::Answer::kArrived:
            return "";
        case Arrivals::Answer::kLate:
            return fmt::format("a control edit on the {} came too late to tell: {}", InWords(side),
                               InWords(proof));
        case Arrivals::Answer::kMissing:
            return fmt::format(
                "a control edit on the {} did not arrive, so the data flow may not have read so "
                "far",
                InWords(side));
        case Arrivals::Answer::kImpossible:
            return fmt::format(
                "nothing that is kept in sync could carry a control edit from the {}",
                InWords(side));
    }
    return "";
}

}  // namespace

std::string Quoted(const Json& value) {
    return Shorten(Dump(value), 400);
}

const checklist::Flow& Judge::FlowOf(const std::string& id) const {
    return run::FlowOf(world_, *cast_.plan, id);
}

Finding Judge::Wrong(std::string expected, std::string seen) const {
    return {Verdict::kFail, std::move(expected), std::move(seen), nullptr, nullptr, true};
}

Finding Judge::Missing(std::string expected, std::string seen, const std::string& flow,
                       Side direction) const {
    const dataflow::SyncReport& last = state_.ReportOf(state_.Barrier());
    Finding finding{Verdict::kFail, std::move(expected), std::move(seen), nullptr, nullptr, true};
    if (last.end != SyncEnd::kQuiet) finding.seen += " (" + HowItEnded(last) + ")";
    if (WasStopped(last)) finding.verdict = Verdict::kInconclusive;
    if (const auto why = state_.DisturbanceSince(cast_.first_barrier); !why.empty()) {
        finding.verdict = Verdict::kInconclusive;
        finding.seen += "; but " + why;
    }
    const Arrivals::Proof proof = arrivals_.ProvesAt(FlowOf(flow).id, direction, state_.Barrier());
    if (proof.answer == Arrivals::Answer::kArrived) return finding;
    if (last.end == SyncEnd::kAssumedQuiet) {
        finding.verdict = Verdict::kInconclusive;
        finding.seen += "; " + InWords(proof);
    } else if (probe_) {
        finding.verdict = Verdict::kInconclusive;
        finding.seen += "; no control edit arrived in that sync either, so the probe tells nothing";
    }
    return finding;
}

Finding Judge::Nothing(std::string expected, std::string seen, const std::string& flow) const {
    const int barrier = state_.Barrier();
    const dataflow::SyncReport& last = state_.ReportOf(barrier);
    if (!IsOver(last.end)) return Undecided(std::move(expected), HowItEnded(last));
    for (const auto& [side, phase] : cast_.touched) {
        const auto proof = arrivals_.Proves(FlowOf(flow).id, side, phase, barrier);
        if (proof.answer == Arrivals::Answer::kArrived) continue;
        return Undecided(std::move(expected), seen + "; but " + WhyUnproven(proof, side));
    }
    return {Verdict::kPass, std::move(expected), std::move(seen), nullptr, nullptr};
}

Finding Judge::Unknown(std::string expected, const Error& error) {
    return {Verdict::kError, std::move(expected), ToString(error), nullptr, nullptr};
}

Finding Judge::Undecided(std::string expected, std::string why) {
    return {Verdict::kInconclusive, std::move(expected), std::move(why), nullptr, nullptr};
}

Result<const system::Record*> Judge::Now(const Held& held) {
    return state_.RecordOf(held, cast_.plan->id);
}

Json FreshValue(const World& world, Cast& cast, const Held& held, const std::string& path,
                const scenario::Fresh& fresh) {
    const Json* current = Find(held.record.fields, path);
    const auto make = [&] {
        return world.bodies.FreshFor(held, path, cast.tag, ++cast.fresh_number,
                                     current == nullptr ? Json() : *current);
    };
    if (fresh.name.empty()) return make();
    const std::string key = fmt::format("{}/{}", fresh.name, held.index);
    const auto known = cast.fresh.find(key);
    if (known == cast.fresh.end()) return cast.fresh[key] = make();
    return AsHeld(held.entity->FieldAt(path), known->second);
}

}  // namespace plumb::run
