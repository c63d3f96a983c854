#include "harness/plan/probe.h"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "harness/base/ids.h"
#include "harness/catalogue/kind.h"

namespace plumb::plan {

namespace {

using catalogue::OtherSide;
using catalogue::PathOn;
using checklist::Flow;
using checklist::Property;
using checklist::Side;
using scenario::Expect;
using scenario::Step;

/// One question about a link, as a question about values.
struct Probe {
    std::string edited;         ///< the record that gets a new value
    std::string watched;        ///< the other record; "" when every record of the other side is
    bool linked = false;        ///< expects the value to arrive
    std::string flow;           ///< as the expectation names it; may be ""
    Side side = Side::kSource;  ///< of the edited record
    checklist::Pair pair;
    bool only_observe = false;
    Place place;
};

/// Where the records of a case stand.
struct Records {
    std::map<std::string, Side> sides;
    std::set<std::string> deleted;
};

Records RecordsOf(const std::vector<Step>& steps) {
    Records records;
    for (const Step& step : steps) {
        if (std::holds_alternative<scenario::GivenLinkedPair>(step.action)) {
            records.sides["source"] = Side::kSource;
            records.sides["target"] = Side::kTarget;
        }
        if (const auto* create = std::get_if<scenario::Create>(&step.action)) {
            records.sides[create->handle] = create->side;
            if (!create->copy.empty()) records.sides[create->copy] = OtherSide(create->side);
        }
        if (const auto* gone = std::get_if<scenario::Delete>(&step.action)) {
            records.deleted.insert(gone->handle);
        }
    }
    return records;
}

/// Turns expectations about links into probes.
class Prober final {
  public:
    Prober(const catalogue::Context& context, const Case& one)
        : context_(context), case_(one), records_(RecordsOf(one.steps)) {}

    /// nullopt when nothing that is kept in sync can show it.
    std::optional<Probe> ProbeFor(const Expect& expect, const Place& place) const {
        Probe probe;
        probe.only_observe = expect.only_observe;
        probe.place = place;
        if (const auto* linked = std::get_if<scenario::Linked>(&expect.what)) {
            probe.flow = linked->flow;
            probe.linked = linked->expected;
            probe.edited = linked->a;
            probe.watched = linked->b;
            // The way from source to target is the one that every type is evaluated for.
            if (SideOf(linked->a) == Side::kTarget) std::swap(probe.edited, probe.watched);
        } else {
            const auto& unlinked = std::get<scenario::Unlinked>(expect.what);
            probe.flow = unlinked.flow;
            probe.edited = unlinked.handle;
        }
        if (records_.deleted.contains(probe.edited) || records_.deleted.contains(probe.watched)) {
            return std::nullopt;
        }
        probe.side = SideOf(probe.edited);
        const std::optional<Property> carrier = CarrierOf(FlowOf(probe.flow), probe.side);
        if (!carrier) return std::nullopt;
        probe.pair = carrier->pair;
        return probe;
    }

  private:
    Side SideOf(const std::string& handle) const {
        const auto found = records_.sides.find(handle);
        return found == records_.sides.end() ? Side::kSource : found->second;
    }

    const Flow& FlowOf(const std::string& id) const {
        const std::string& wanted = id.empty() ? case_.flow : id;
        const std::vector<Flow>& flows = context_.GetChecklist().flows;
        const auto found = std::find_if(flows.begin(), flows.end(),
                                        [&](const Flow& flow) { return flow.id == wanted; });
        return found == flows.end() ? flows.front() : *found;
    }

    /// A pair through which a new value of the edited side can be recognised on the other.
    std::optional<Property> CarrierOf(const Flow& flow, Side edited) const {
        for (const Property& property : SyncedPairs(flow)) {
            if (context_.Untestable(flow, property)) continue;
            const target::Field field = context_.CommonFieldOf(flow, property);
            const bool recognised =
                catalogue::IsUnique(field.kind) && context_.IsOwnInverse(flow, property);
            if (recognised && !PathOn(property.pair, edited).empty()) return property;
        }
        return std::nullopt;
    }

    const catalogue::Context& context_;
    const Case& case_;
    Records records_;
};

/// Probes that share one sync because none of them disturbs another.
class Round final {
  public:
    explicit Round(int number) : number_(number) {}

    bool Takes(const Probe& probe) const {
        const bool watches = !probe.linked && !probe.watched.empty();
        // A record that must stay as it is may be linked to any other one that gets a new value.
        const bool alone = edited_.size() == 1 && edited_.contains(probe.edited);
        if ((watches || !watched_.empty()) && !alone) return false;
        if (watched_.contains(probe.edited) || arriving_.contains(probe.edited)) return false;
        return probe.watched.empty() ||
               (!edited_.contains(probe.watched) && !arriving_.contains(probe.watched) &&
                !(probe.linked && watched_.contains(probe.watched)));
    }

    void Add(const Probe& probe) {
        edited_[probe.edited].insert(PathOn(probe.pair, probe.side));
        if (!probe.watched.empty()) (probe.linked ? arriving_ : watched_).insert(probe.watched);
        probes_.push_back(probe);
    }

    void AppendTo(std::vector<Step>& steps) const {
        Append(steps, scenario::Mark{MarkName()});
        for (const auto& [handle, paths] : edited_) {
            scenario::Edit edit;
            edit.handle = handle;
            for (const std::string& path : paths)
                edit.set.push_back({path, NewValue(handle, path)});
            Append(steps, edit);
        }
        Append(steps, scenario::Sync{});
        for (const Probe& probe : probes_) AppendExpectation(steps, probe);
        for (const auto& [handle, paths] : edited_) {
            scenario::Edit undo;
            undo.handle = handle;
            undo.undo.assign(paths.begin(), paths.end());
            Append(steps, undo);
        }
        Append(steps, scenario::Sync{});
    }

  private:
    std::string MarkName() const { return fmt::format("before probe {}", number_); }

    scenario::Value NewValue(const std::string& handle, const std::string& path) const {
        return scenario::Fresh{fmt::format("probe-{}-{}", number_, Slug(handle + " " + path))};
    }

    void Append(std::vector<Step>& steps, scenario::Action action) const {
        steps.push_back({std::move(action), probes_.front().place, true});
    }

    void AppendExpectation(std::vector<Step>& steps, const Probe& probe) const {
        const scenario::Value value = NewValue(probe.edited, PathOn(probe.pair, probe.side));
        const Side other = OtherSide(probe.side);
        const std::string& path = PathOn(probe.pair, other);
        Expect expect;
        expect.only_observe = probe.only_observe;
        expect.probe = true;
        if (probe.watched.empty()) {
            expect.what = scenario::CountIs{other, probe.flow, {{path, value}}, 0};
        } else if (probe.linked) {
            expect.what = scenario::ValueIs{probe.watched, path, value};
        } else {
            expect.what = scenario::Unchanged{probe.watched, MarkName(), {}};
        }
        steps.push_back({std::move(expect), probe.place, true});
    }

    int number_;
    std::map<std::string, std::set<std::string>> edited_;  ///< paths by record
    std::set<std::string> arriving_;
    std::set<std::string> watched_;
    std::vector<Probe> probes_;
};

void AddToRound(std::vector<Round>& rounds, const Probe& probe) {
    const auto free = std::find_if(rounds.begin(), rounds.end(),
                                   [&](const Round& round) { return round.Takes(probe); });
    if (free != rounds.end()) return free->Add(probe);
    rounds.emplace_back(static_cast<int>(rounds.size()) + 1);
    rounds.back().Add(probe);
}

bool AsksForLinks(const Step& step) {
    const auto* expect = std::get_if<Expect>(&step.action);
    return expect != nullptr && (std::holds_alternative<scenario::Linked>(expect->what) ||
                                 std::holds_alternative<scenario::Unlinked>(expect->what));
}

}  // namespace

bool AppendProbes(const catalogue::Context& context, Case& one) {
    const Prober prober(context, one);
    std::vector<Step> kept;
    std::vector<Round> rounds;
    bool decidable = true;
    for (const Step& step : one.steps) {
        std::optional<Probe> probe;
        if (AsksForLinks(step)) {
            probe = prober.ProbeFor(std::get<Expect>(step.action), step.place);
            decidable = decidable && probe.has_value();
        }
        if (probe) {
            AddToRound(rounds, *probe);
        } else {
            kept.push_back(step);
        }
    }
    for (const Round& round : rounds) round.AppendTo(kept);
    one.steps = std::move(kept);
    return decidable;
}

}  // namespace plumb::plan
