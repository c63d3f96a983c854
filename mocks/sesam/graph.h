#pragma once

#include <span>
#include <vector>

#include "mocks/sesam/policies.h"

namespace plumb::mocks::sesam {

/// The properties of the records of one cluster, and between which of them values flow: along the
/// synced pairs of every flow, both ways, and between equal properties of records of one entity,
/// which are treated as one. Grows linearly with the number of records.
class Graph final {
  public:
    struct Arc {
        std::size_t to = 0;
        const FieldPair* pair = nullptr;  ///< nullptr between records of one entity
        bool to_target = true;
    };

    Graph(const Schema& schema, const State& state, std::span<const RecordRef> members,
          const MergePolicies& policies);

    std::size_t Size() const { return arcs_.size(); }
    const std::vector<Arc>& ArcsOf(std::size_t node) const { return arcs_[node]; }
    RecordRef RecordOf(std::size_t node) const { return members_[owner_[node]]; }
    int PathOf(std::size_t node) const;

  private:
    void ConnectTwins();
    void ConnectPair(const SchemaFlow& flow, const FieldPair& pair);
    void Connect(std::size_t source, std::size_t target, const FieldPair* pair);
    std::size_t NodeOf(std::size_t member, int path) const;
    bool IsReached(std::size_t member) const;

    const Schema& schema_;
    const State& state_;
    const MergePolicies& policies_;
    std::vector<RecordRef> members_;
    std::vector<std::size_t> first_;  ///< by member: its first node
    std::vector<std::size_t> owner_;  ///< by node: its member
    std::vector<std::vector<Arc>> arcs_;
};

}  // namespace plumb::mocks::sesam
