#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "harness/base/result.h"
#include "harness/yaml/node.h"

namespace plumb::yaml {

/// Builds the value tree from a parser's events and refuses whatever is ambiguous or exceeds the
/// limits, *while* the parser runs, so that a hostile text stops before it costs memory or stack.
/// Knows nothing of the parser. Each event answers with a problem when the text must be refused;
/// the builder is not to be used after that. Not for use from several threads.
class Builder final {
  public:
    using Refusal = std::optional<Problem>;
    /// 0 when the value has none, else the parser's number of it.
    using Anchor = std::size_t;

    explicit Builder(const Limits& limits);

    Refusal OnNull(Place place, Anchor anchor);
    Refusal OnScalar(Place place, std::string text, bool quoted, std::string tag, Anchor anchor);
    Refusal OnAlias(Place place, Anchor anchor);
    Refusal OnListStart(Place place, std::string tag, Anchor anchor);
    Refusal OnMapStart(Place place, std::string tag, Anchor anchor);
    Refusal OnEnd();

    /// The whole tree, after the last event.
    Node Take() { return std::move(root_); }

  private:
    /// What a finished value costs to repeat.
    struct Cost {
        std::size_t nodes = 1;
        std::size_t bytes = 0;
        std::size_t depth = 0;
    };
    struct Open {
        Node node;
        Anchor anchor = 0;
        Cost cost;
        std::optional<Node::Entry> key;         ///< mappings: read, and waiting for its value
        std::unordered_set<std::string> names;  ///< mappings: the keys so far
    };
    struct Anchored {
        Node node;
        Cost cost;
    };

    Refusal Start(Node node, Anchor anchor);
    Refusal Finish(Node node, Anchor anchor, const Cost& cost);
    Refusal Keep(Node node, Anchor anchor, const Cost& cost);
    Refusal Add(Node node, const Cost& cost);
    Refusal AddKey(Node node);
    bool ExpectsKey() const;
    Refusal Spend(const Cost& cost, const Place& place, bool repeated);

    Limits limits_;
    Node root_;
    std::vector<Open> open_;
    std::unordered_map<Anchor, Anchored> anchored_;
    std::size_t nodes_ = 0;
    std::size_t repeated_bytes_ = 0;
};

}  // namespace plumb::yaml
