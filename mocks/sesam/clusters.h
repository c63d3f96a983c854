#pragma once

#include <span>

#include "mocks/sesam/state.h"

namespace plumb::mocks::sesam {

/// The links: which records are the same thing (api/sesam.md, section 1.3). Links are transitive
/// and persist; only a deleted record leaves.

/// The cluster in which the record is now.
int ClusterOf(State& state, RecordRef ref);
int ClusterOf(const State& state, RecordRef ref);

std::span<const RecordRef> MembersOf(const State& state, RecordRef ref);
bool IsLinked(const State& state, RecordRef ref);

/// Makes one cluster of both records' clusters. False when they were in one already. Emptied
/// properties lose their claim: in a merge an empty value never beats another.
bool Unite(State& state, RecordRef a, RecordRef b);

/// Takes a deleted record out; the others stay linked.
void Leave(State& state, RecordRef ref);

/// Puts a record that left back where it was, or into a cluster of its own when nobody is left.
void Return(State& state, RecordRef ref);

/// Puts the record into a new cluster of its own.
void Separate(State& state, RecordRef ref);

}  // namespace plumb::mocks::sesam
