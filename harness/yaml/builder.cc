#include "harness/yaml/builder.h"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "harness/base/text.h"

namespace plumb::yaml {

namespace {

Node MakeNode(Node::Kind kind, Place place, std::string tag = {}) {
    Node node;
    node.kind = kind;
    node.place = std::move(place);
    node.tag = std::move(tag);
    return node;
}

Problem RefuseKey(const Node& node) {
    // The parser takes an opening bracket that is never closed for the start of a key.
    return Problem{"a key must be a plain text", node.place, "is a bracket or a brace left open?"};
}

}  // namespace

Builder::Builder(const Limits& limits) : limits_(limits) {}

Builder::Refusal Builder::OnNull(Place place, Anchor anchor) {
    return Finish(MakeNode(Node::Kind::kNull, std::move(place)), anchor, {});
}

Builder::Refusal Builder::OnScalar(Place place, std::string text, bool quoted, std::string tag,
                                   Anchor anchor) {
    Node node = MakeNode(Node::Kind::kScalar, std::move(place), std::move(tag));
    node.text = std::move(text);
    node.quoted = quoted;
    const Cost cost{.nodes = 1, .bytes = node.text.size(), .depth = 0};
    return Finish(std::move(node), anchor, cost);
}

Builder::Refusal Builder::OnAlias(Place place, Anchor anchor) {
    const auto found = anchored_.find(anchor);
    if (found == anchored_.end()) {
        return Problem{"an alias cannot stand inside the value that it names", place, {}};
    }
    const Cost cost = found->second.cost;
    if (Refusal refusal = Spend(cost, place, true)) return refusal;
    Node copy = found->second.node;
    copy.place = std::move(place);
    return Add(std::move(copy), cost);
}

Builder::Refusal Builder::OnListStart(Place place, std::string tag, Anchor anchor) {
    return Start(MakeNode(Node::Kind::kList, std::move(place), std::move(tag)), anchor);
}

Builder::Refusal Builder::OnMapStart(Place place, std::string tag, Anchor anchor) {
    return Start(MakeNode(Node::Kind::kMap, std::move(place), std::move(tag)), anchor);
}

Builder::Refusal Builder::OnEnd() {
    Open done = std::move(open_.back());
    open_.pop_back();
    done.cost.depth += 1;
    return Keep(std::move(done.node), done.anchor, done.cost);
}

Builder::Refusal Builder::Start(Node node, Anchor anchor) {
    if (ExpectsKey()) return RefuseKey(node);
    if (open_.size() >= limits_.depth) {
        return Problem{fmt::format("nested deeper than {} levels", limits_.depth), node.place, {}};
    }
    if (Refusal refusal = Spend({}, node.place, false)) return refusal;
    open_.push_back(
        Open{.node = std::move(node), .anchor = anchor, .cost = {}, .key = {}, .names = {}});
    return std::nullopt;
}

Builder::Refusal Builder::Finish(Node node, Anchor anchor, const Cost& cost) {
    if (Refusal refusal = Spend(cost, node.place, false)) return refusal;
    return Keep(std::move(node), anchor, cost);
}

Builder::Refusal Builder::Keep(Node node, Anchor anchor, const Cost& cost) {
    if (anchor != 0) {
        // The copy for later aliases costs memory too, and anchors nest.
        if (Refusal refusal = Spend(cost, node.place, true)) return refusal;
        anchored_.insert_or_assign(anchor, Anchored{node, cost});
    }
    return Add(std::move(node), cost);
}

Builder::Refusal Builder::Add(Node node, const Cost& cost) {
    if (open_.empty()) {
        root_ = std::move(node);
        return std::nullopt;
    }
    if (ExpectsKey()) return AddKey(std::move(node));
    Open& parent = open_.back();
    parent.cost.nodes += cost.nodes;
    parent.cost.bytes += cost.bytes;
    parent.cost.depth = std::max(parent.cost.depth, cost.depth);
    if (open_.size() + cost.depth > limits_.depth) {
        return Problem{fmt::format("nested deeper than {} levels", limits_.depth), node.place, {}};
    }
    if (parent.node.IsList()) {
        parent.node.items.push_back(std::move(node));
    } else {
        parent.key->value = std::move(node);
        parent.node.entries.push_back(std::move(*parent.key));
        parent.key.reset();
    }
    return std::nullopt;
}

Builder::Refusal Builder::AddKey(Node node) {
    if (!node.IsScalar()) return RefuseKey(node);
    Open& parent = open_.back();
    if (!parent.names.insert(node.text).second) {
        const Node* first = parent.node.Find(node.text);
        return Problem{fmt::format("the key '{}' stands here twice", Shorten(node.text, 60)),
                       node.place, fmt::format("it stands first in line {}", first->place.line)};
    }
    parent.cost.bytes += node.text.size();
    parent.key = Node::Entry{std::move(node.text), std::move(node.place), {}};
    return std::nullopt;
}

bool Builder::ExpectsKey() const {
    return !open_.empty() && open_.back().node.IsMap() && !open_.back().key;
}

Builder::Refusal Builder::Spend(const Cost& cost, const Place& place, bool repeated) {
    nodes_ += cost.nodes;
    if (repeated) repeated_bytes_ += cost.bytes;
    if (nodes_ > limits_.nodes) {
        return Problem{
            fmt::format("more than {} values, counting what aliases repeat", limits_.nodes), place,
            "split the file"};
    }
    if (repeated_bytes_ > limits_.bytes) {
        return Problem{fmt::format("aliases repeat more than {} bytes", limits_.bytes), place, {}};
    }
    return std::nullopt;
}

}  // namespace plumb::yaml
