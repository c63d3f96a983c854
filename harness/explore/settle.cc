#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "harness/explore/model.h"

namespace plumb::explore {

namespace {

std::size_t Nth(int number) {
    return static_cast<std::size_t>(number);
}

}  // namespace

void Model::Unite(int a, int b) {
    for (Record& record : records_) {
        if (record.cluster == b) record.cluster = a;
    }
}

bool Model::HasPartner(const Flow& flow, const Record& record) const {
    const int other = record.kind == flow.source ? flow.target : flow.source;
    return std::ranges::any_of(records_, [&](const Record& one) {
        return one.alive && one.kind == other && one.cluster == record.cluster;
    });
}

/// Sameness is transitive: whoever is linked to one of a cluster belongs to all of it.
void Model::LinkEqualKeys() {
    for (const Flow& flow : landscape_.flows) {
        for (const Record& source : records_) {
            for (const Record& target : records_) {
                if (source.kind != flow.source || target.kind != flow.target) continue;
                if (!source.alive || !target.alive || source.doubtful || target.doubtful) continue;
                if (source.cluster == target.cluster) continue;
                const bool same = std::ranges::any_of(flow.alternatives, [&](const auto& wires) {
                    return std::ranges::all_of(wires, [&](const Wire& wire) {
                        const int ours = source.slots[Nth(wire.source)].symbol;
                        return ours != 0 && ours == target.slots[Nth(wire.target)].symbol;
                    });
                });
                if (same) Unite(source.cluster, target.cluster);
            }
        }
    }
}

/// The copy of record N is record -N.
void Model::MakeCopies() {
    std::vector<Record> made;
    for (Record& record : records_) {
        const Flow* flow = landscape_.CreatorOf(record.kind);
        if (flow == nullptr || record.copy.empty() || !record.alive || record.doubtful) continue;
        if (HasPartner(*flow, record) || Find(-record.number) != nullptr) continue;
        Record copy;
        copy.number = -record.number;
        copy.kind = flow->target;
        copy.handle = record.copy;
        copy.cluster = record.cluster;
        copy.slots.resize(landscape_.kinds[Nth(flow->target)].fields.size());
        for (Slot& slot : copy.slots) {
            slot.symbol = NewSymbol();
            slot.group = ++groups_;
        }
        for (const Wire& wire : flow->synced) {
            Slot& slot = copy.slots[Nth(wire.target)];
            slot.symbol = record.slots[Nth(wire.source)].symbol;
            slot.group = record.slots[Nth(wire.source)].group;
        }
        made.push_back(std::move(copy));
    }
    std::ranges::move(made, std::back_inserter(records_));
}

std::vector<Model::Component> Model::ComponentsOf(int cluster) const {
    std::vector<Node> open;
    for (std::size_t i = 0; i < records_.size(); ++i) {
        const Record& record = records_[i];
        if (record.cluster != cluster || !record.alive || record.doubtful) continue;
        for (std::size_t field = 0; field < record.slots.size(); ++field)
            open.emplace_back(static_cast<int>(i), static_cast<int>(field));
    }
    const auto connected = [&](const Node& a, const Node& b) {
        const int kind_a = records_[Nth(a.first)].kind;
        const int kind_b = records_[Nth(b.first)].kind;
        return std::ranges::any_of(landscape_.flows, [&](const Flow& flow) {
            if (flow.source != kind_a || flow.target != kind_b) return false;
            return std::ranges::any_of(flow.synced, [&](const Wire& wire) {
                return wire.source == a.second && wire.target == b.second;
            });
        });
    };
    std::vector<Component> components;
    while (!open.empty()) {
        Component component{open.back()};
        open.pop_back();
        for (std::size_t next = 0; next < component.size(); ++next) {
            for (std::size_t i = 0; i < open.size();) {
                const Node node = component[next];
                if (connected(node, open[i]) || connected(open[i], node)) {
                    component.push_back(open[i]);
                    open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
                } else {
                    ++i;
                }
            }
        }
        if (component.size() < 2) continue;
        std::ranges::sort(component);
        components.push_back(std::move(component));
    }
    std::ranges::sort(components);
    return components;
}

/// The claim that is newest beyond doubt, by the time stamps of both systems: they date records and
/// not properties, so each claim may be as late as the last edit of its record. -1 when no claim
/// is.
int Model::NewestOf(const std::vector<Node>& claims) const {
    const auto doubtful = [&](const Node& node) { return SlotAt(node).may_be_unchanged; };
    if (std::ranges::any_of(claims, doubtful)) return -1;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const Slot& slot = SlotAt(claims[i]);
        const bool newest = std::ranges::all_of(claims, [&](const Node& other) {
            const Record& record = records_[Nth(other.first)];
            const bool dated = KindOf(record).dated && KindOf(records_[Nth(claims[i].first)]).dated;
            return other == claims[i] || (dated && record.touched < slot.edited);
        });
        if (newest) return static_cast<int>(i);
    }
    return -1;
}

void Model::SettleOne(const Component& component) {
    std::set<int> groups;
    std::vector<Node> edited;
    for (const Node& node : component) {
        groups.insert(SlotAt(node).group);
        if (SlotAt(node).edited > 0) edited.push_back(node);
    }
    const bool joined = groups.size() > 1;
    if (!joined && edited.empty()) return;

    // Of each group that joins, what it holds; within one, what was edited.
    std::vector<Node> claims = joined ? component : edited;
    std::set<int> symbols;
    for (const Node& node : claims) symbols.insert(SlotAt(node).symbol);
    const Node first = claims.front();
    int origin = records_[Nth(first.first)].number;
    int symbol = SlotAt(first).symbol;
    bool contested = SlotAt(first).contested && joined;
    bool cleared = !joined && symbol == 0;
    const bool was_cleared =
        std::ranges::any_of(component, [&](const Node& node) { return SlotAt(node).cleared; });
    if (symbols.size() == 1 && joined) {
        origin = SlotAt(first).origin;
        for (const Node& node : component) {
            const Record& record = records_[Nth(node.first)];
            contested = contested || SlotAt(node).contested;
            // Both were given it; the way from the source is the one that every type is known for.
            const bool own = SlotAt(node).origin == record.number;
            if (own && (origin < 0 || KindOf(record).side == Side::kSource)) origin = record.number;
        }
    } else if (joined && symbols.size() == 2 && symbols.contains(0) && !was_cleared &&
               edited.empty()) {
        const auto full = std::ranges::find_if(
            component, [&](const Node& node) { return SlotAt(node).symbol != 0; });
        origin = SlotAt(*full).origin;
        symbol = SlotAt(*full).symbol;
        contested = SlotAt(*full).contested;
    } else if (symbols.size() > 1 || edited.size() > 1) {
        const int newest = joined ? -1 : NewestOf(claims);
        contested = newest < 0;
        if (newest >= 0) {
            const Node& winner = claims[Nth(newest)];
            origin = records_[Nth(winner.first)].number;
            symbol = SlotAt(winner).symbol;
            cleared = symbol == 0;
        } else {
            symbol = NewSymbol();
            cleared = true;  // whatever stands there, nobody knows
        }
    }
    const int group = ++groups_;
    for (const Node& node : component) {
        Slot& slot = SlotAt(node);
        if (slot.symbol != symbol) slot.literal.clear();
        slot.symbol = symbol;
        slot.origin = contested ? -1 : origin;
        slot.contested = contested;
        if (contested) slot.former.clear();
        slot.cleared = cleared;
        slot.group = group;
    }
}

void Model::SettleValues() {
    std::set<int> clusters;
    for (const Record& record : records_) clusters.insert(record.cluster);
    for (int cluster : clusters) {
        for (const Component& component : ComponentsOf(cluster)) SettleOne(component);
    }
}

void Model::Settle() {
    LinkEqualKeys();
    MakeCopies();
    SettleValues();
    for (Record& record : records_) {
        record.born = false;
        record.locked = false;
        record.touched = 0;
        for (Slot& slot : record.slots) {
            slot.edited = 0;
            slot.may_be_unchanged = false;
        }
    }
    last_mark_.clear();
}

}  // namespace plumb::explore
