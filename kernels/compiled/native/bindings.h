/**
 * What Node.js calls. Columns are read and written where they lie; every index is checked in a binding once, so that no
 * kernel leaves its columns.
 */
#pragma once
#include <vector>

#include "arguments.h"

namespace starling {

/** Those that this processor has, best first. */
const std::vector<const Implementation *> &implementations();

/** The threads of all kernels. */
extern Pool pool;

/** How a kernel runs, which every call begins with. */
struct Run {
  const Implementation *with;
  uint32_t threads;

  explicit Run(Arguments &arguments)
      : with(implementations().at(arguments.number())), threads(arguments.number()) {}
};

void forestFit(Arguments &);
void forestScore(Arguments &);

void matchCounts(Arguments &);
void firstMatch(Arguments &);
void leaderClusters(Arguments &);

void randomBits(Arguments &);
void normals(Arguments &);
void traffic(Arguments &);

void directions(Arguments &);

void tally(Arguments &);
void strongest(Arguments &);
void groupSignatures(Arguments &);
void castVotes(Arguments &);
void windowAppend(Arguments &);
void windowPurge(Arguments &);

#if defined(__linux__)
void endWithParent(Arguments &);
#endif

}  // namespace starling
