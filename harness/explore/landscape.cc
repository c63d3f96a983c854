#include "harness/explore/landscape.h"

#include <algorithm>

#include "harness/catalogue/context.h"
#include "harness/catalogue/kind.h"

namespace plumb::explore {

namespace {

using catalogue::Context;
using catalogue::PathOn;

class Surveyor final {
  public:
    Surveyor(const checklist::Checklist& checklist, const std::vector<target::Profile>& profiles)
        : context_(checklist, profiles) {}

    Landscape Take() {
        for (const checklist::Flow& flow : context_.GetChecklist().flows) {
            const std::string why = WhyNot(flow);
            if (why.empty()) {
                Add(flow);
            } else {
                map_.left_out.push_back(flow.id + ": " + why);
            }
        }
        for (const Flow& flow : map_.flows) FreezeUnsyncedKeys(flow);
        return std::move(map_);
    }

  private:
    std::string WhyNot(const checklist::Flow& flow) const {
        if (const auto unknown = context_.Unknown(flow)) return *unknown;
        if (!flow.keep_in_sync) return "it is not kept in sync";
        for (const checklist::MergeAlternative& alternative : flow.merge_when_any) {
            for (const checklist::Pair& pair : alternative) {
                if (pair.IsIncomplete()) return "a merge rule of it is incomplete";
                if (!pair.only_if.empty()) return "a merge rule of it has a condition";
                if (!IsUniqueOn(flow, pair)) return "a merge key of it cannot be told apart";
            }
        }
        const auto pairs = SyncedPairs(flow);
        for (const checklist::Property& pair : pairs) {
            if (!pair.pair.only_if.empty()) return "a property of it has a condition";
        }
        if (!Creates(flow)) return flow.merge_when_any.empty() ? "nothing links its records" : "";
        for (const Flow& other : map_.flows) {
            if (other.creates && map_.kinds[At(other.source)].entity == flow.source)
                return "its records are copied by another flow as well";
        }
        const bool known = std::ranges::any_of(pairs, [&](const checklist::Property& property) {
            return !context_.Untestable(flow, property) && IsUniqueOn(flow, property.pair);
        });
        return known ? "" : "nothing tells which record was made of which";
    }

    bool IsUniqueOn(const checklist::Flow& flow, const checklist::Pair& pair) const {
        const auto field = context_.CommonFieldOf(flow, {pair, "\"string\""});
        return catalogue::IsUnique(field.kind) && catalogue::IsTextual(field.kind);
    }

    static bool Creates(const checklist::Flow& flow) {
        return flow.create && std::holds_alternative<checklist::CreateAlways>(*flow.create);
    }

    static std::size_t At(int index) { return static_cast<std::size_t>(index); }

    int KindOf(const checklist::Flow& flow, Side side) {
        const std::string& entity = catalogue::EntityIdOn(flow, side);
        const auto same = [&](const Kind& kind) {
            return kind.side == side && kind.entity == entity;
        };
        const auto found = std::ranges::find_if(map_.kinds, same);
        if (found != map_.kinds.end()) return static_cast<int>(found - map_.kinds.begin());
        map_.kinds.push_back({side, entity, flow.id, context_.EntityOn(flow, side)->IsDated(), {}});
        return static_cast<int>(map_.kinds.size()) - 1;
    }

    int FieldOf(const checklist::Flow& flow, Side side, int kind, const std::string& path) {
        auto& fields = map_.kinds[At(kind)].fields;
        const auto found = std::ranges::find(fields, path, &Field::path);
        if (found != fields.end()) return static_cast<int>(found - fields.begin());
        const target::Field known = context_.EntityOn(flow, side)->FieldAt(path);
        Field field;
        field.path = path;
        field.kind = known.kind;
        field.unique = catalogue::IsUnique(known.kind) && catalogue::IsTextual(known.kind);
        // Names are wanted by every system, or made up by it.
        field.clearable = known.generate.find("{given}") == std::string::npos &&
                          known.generate.find("{family}") == std::string::npos;
        fields.push_back(field);
        return static_cast<int>(fields.size()) - 1;
    }

    Wire WireOf(const checklist::Flow& flow, const Flow& known, const checklist::Pair& pair) {
        return {FieldOf(flow, Side::kSource, known.source, pair.source),
                FieldOf(flow, Side::kTarget, known.target, pair.target)};
    }

    Field& At(int kind, int field) { return map_.kinds[At(kind)].fields[At(field)]; }

    void Add(const checklist::Flow& flow) {
        Flow known;
        known.id = flow.id;
        known.source = KindOf(flow, Side::kSource);
        known.target = KindOf(flow, Side::kTarget);
        known.creates = Creates(flow);
        known.never_creates =
            flow.create && std::holds_alternative<checklist::CreateNever>(*flow.create);
        for (const checklist::MergeAlternative& alternative : flow.merge_when_any) {
            std::vector<Wire> wires;
            for (const checklist::Pair& pair : alternative) {
                wires.push_back(WireOf(flow, known, pair));
                for (Field* field : {&At(known.source, wires.back().source),
                                     &At(known.target, wires.back().target)}) {
                    field->key = true;
                    field->clearable = false;
                }
            }
            known.alternatives.push_back(std::move(wires));
        }
        for (const checklist::Property& property : SyncedPairs(flow))
            AddSynced(flow, property, known);
        map_.flows.push_back(std::move(known));
    }

    /// What is wanted on one side only must not be emptied on the other.
    void AddSynced(const checklist::Flow& flow, const checklist::Property& property, Flow& known) {
        if (context_.Untestable(flow, property)) return;
        const Wire wire = WireOf(flow, known, property.pair);
        Field& source = At(known.source, wire.source);
        Field& target = At(known.target, wire.target);
        const auto common = context_.CommonFieldOf(flow, property);
        const bool textual = catalogue::IsTextual(common.kind);
        for (Field* field : {&source, &target}) {
            field->kind = common.kind;
            field->unique = field->unique && catalogue::IsUnique(common.kind) && textual;
        }
        const bool clearable = source.clearable && target.clearable && textual;
        source.clearable = target.clearable = clearable;
        if (!context_.IsOwnInverse(flow, property)) target.editable = false;
        known.synced.push_back(wire);
    }

    /// What becomes of a link when its keys come to differ is nowhere promised.
    void FreezeUnsyncedKeys(const Flow& flow) {
        for (const auto& alternative : flow.alternatives) {
            for (const Wire& wire : alternative) {
                const bool synced = std::ranges::any_of(flow.synced, [&](const Wire& other) {
                    return other.source == wire.source && other.target == wire.target;
                });
                if (synced) continue;
                At(flow.source, wire.source).editable = false;
                At(flow.target, wire.target).editable = false;
            }
        }
    }

    Context context_;
    Landscape map_;
};

}  // namespace

const Flow* Landscape::CreatorOf(int kind) const {
    const auto found = std::ranges::find_if(
        flows, [&](const Flow& flow) { return flow.creates && flow.source == kind; });
    return found == flows.end() ? nullptr : &*found;
}

const Flow* Landscape::FlowBetween(int source, int target) const {
    const auto found = std::ranges::find_if(
        flows, [&](const Flow& flow) { return flow.source == source && flow.target == target; });
    return found == flows.end() ? nullptr : &*found;
}

Landscape Survey(const checklist::Checklist& checklist,
                 const std::vector<target::Profile>& profiles) {
    return Surveyor(checklist, profiles).Take();
}

}  // namespace plumb::explore
