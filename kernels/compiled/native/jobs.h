/** The kernels as the addon calls them, over the columns of kernels/kernels.ts. */
#pragma once
#include "implementation.h"
#include "pool.h"

namespace starling {

struct Groups {
  const uint32_t *slots, *starts, *lengths;
  uint32_t count;
};

struct Forests {
  uint32_t trees, height, features;
  uint32_t *split;
  uint16_t *leaf;
};

struct FitJob {
  Forests forests;
  Groups groups;
  const uint16_t *records;
  const uint16_t *averagePath;
  uint32_t subsample;
  uint32_t key0, key1, stream, step;
  /** May be null. */
  uint32_t *pathLengths;
};

struct ScoreJob {
  Forests forests;
  Groups groups;
  const uint16_t *records;
  uint32_t *out;
};

/** Rows of int8 and signatures to compare them with. */
struct Compared {
  Groups groups;
  const int8_t *rows;
  uint32_t features;
  const int8_t *signatures;
  uint32_t count;
  int32_t bound;
  /** One entry a row; may be null. */
  const uint8_t *gate;
};

struct MatchCountsJob {
  Compared compared;
  uint32_t *out;
};

struct FirstMatchJob {
  Compared compared;
  const uint8_t *applies;
  int32_t *out;
};

struct LeaderClustersJob {
  const int8_t *rows;
  uint32_t count, features;
  int32_t bound;
  int32_t *out;
};

void fit(const FitJob &, const Implementation &, Pool &, uint32_t threads);
void score(const ScoreJob &, const Implementation &, Pool &, uint32_t threads);

void matchCounts(const MatchCountsJob &, const Implementation &, Pool &, uint32_t threads);
void firstMatch(const FirstMatchJob &, const Implementation &, Pool &, uint32_t threads);
void leaderClusters(const LeaderClustersJob &, const Implementation &, Pool &, uint32_t threads);

}  // namespace starling
