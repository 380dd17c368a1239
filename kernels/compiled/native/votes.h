/** Votes: every node compares every proposal with what it knows. See kernels/matching/votes.ts. */
#pragma once
#include "jobs.h"
#include "tally.h"

namespace starling {

struct CastVotesJob {
  /** The nodes' windows, with a gate that may be null, and the proposals. */
  Compared compared;
  /** One entry a row of the windows. */
  const uint32_t *periods;
  /** May be null. */
  const int8_t *suspects;
  /** Of `suspects`, in the same order of nodes. */
  Groups held;
  /** Parts per million. */
  double tolerated, persistence;
  /** [P, N] */
  const uint8_t *prior;
  uint8_t *out;
};

void castVotes(const CastVotesJob &, const Implementation &, Pool &, uint32_t threads);

}  // namespace starling
