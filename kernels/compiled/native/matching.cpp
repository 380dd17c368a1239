/** Comparing rows with signatures: blocks of rows are shared out. See kernels/matching/reference.ts. */
#include <algorithm>
#include <cstring>
#include <vector>

#include "jobs.h"

namespace starling {
namespace {

/** Products of a unit of work, in blocks of lanes: some microseconds. */
constexpr uint64_t unitWork = 1 << 14;

uint32_t pairsOf(uint32_t features) { return (features + 1) / 2; }

/** So many rows at most are compared at once that they stay in the first cache. */
uint32_t mostRows(uint32_t pairs) { return std::min(256u, std::max(16u, 4096 / pairs)); }

/** Signatures in blocks of lanes, [blocks, pairs, lanes, 2]. */
class Panel {
 public:
  explicit Panel(uint32_t features) : features_(features), pairs_(pairsOf(features)) {}

  void add(const int8_t *signature) {
    const uint32_t lane = count_++ % lanes;
    if (lane == 0) values_.resize(values_.size() + size_t{pairs_} * lanes * 2);
    int16_t *block = values_.data() + size_t{blocks() - 1} * pairs_ * lanes * 2;
    for (uint32_t f = 0; f < features_; f++) block[(f / 2 * lanes + lane) * 2 + f % 2] = signature[f];
  }

  uint32_t count() const { return count_; }
  uint32_t blocks() const { return (count_ + lanes - 1) / lanes; }

  Comparison with(const int16_t *rows, uint32_t count, int32_t bound, uint32_t fromBlock = 0) const {
    return {rows, count, pairs_, values_.data(), fromBlock, blocks(), bound};
  }

 private:
  uint32_t features_, pairs_, count_ = 0;
  std::vector<int16_t> values_;
};

Panel panelOf(const Compared &job) {
  Panel panel(job.features);
  for (uint32_t m = 0; m < job.count; m++) panel.add(job.signatures + size_t{m} * job.features);
  return panel;
}

/** A list of rows in pairs, [count, pairs, 2], and where each comes from. */
struct Chosen {
  std::vector<int16_t> values;
  std::vector<uint32_t> rows;

  void take(const int8_t *all, uint32_t features, const uint8_t *gate, uint32_t start, uint32_t count) {
    const uint32_t width = 2 * pairsOf(features);
    rows.clear();
    for (uint32_t row = start; row < start + count; row++) {
      if (gate == nullptr || gate[row] != 0) rows.push_back(row);
    }
    values.resize(rows.size() * width);
    if (rows.size() == count && width == features) {
      const int8_t *from = all + size_t{start} * features;
      for (size_t i = 0; i < values.size(); i++) values[i] = from[i];
      return;
    }
    int16_t *to = values.data();
    for (const uint32_t row : rows) {
      const int8_t *from = all + size_t{row} * features;
      for (uint32_t f = 0; f < features; f++) to[f] = from[f];
      if (width > features) to[features] = 0;
      to += width;
    }
  }
};

/** Rows of one group that are compared at once. */
struct Piece {
  uint32_t group, start, rows;
};

/** Runs `work(piece)` for each part of each group, several parts a unit where they are small. */
template <class Work>
void eachPiece(const Compared &job, uint32_t blocks, Pool &pool, uint32_t threads, Work work) {
  const uint32_t pairs = pairsOf(job.features), most = mostRows(pairs);
  std::vector<Piece> pieces;
  std::vector<uint32_t> units{0};
  uint64_t held = 0;
  for (uint32_t g = 0; g < job.groups.count; g++) {
    for (uint32_t done = 0; done < job.groups.lengths[g]; done += most) {
      const uint32_t rows = std::min(most, job.groups.lengths[g] - done);
      pieces.push_back({g, job.groups.starts[g] + done, rows});
      held += uint64_t{rows} * pairs * blocks;
      if (held < unitWork) continue;
      units.push_back(uint32_t(pieces.size()));
      held = 0;
    }
  }
  if (units.back() != pieces.size()) units.push_back(uint32_t(pieces.size()));
  pool.run(uint32_t(units.size() - 1), threads, [&](uint32_t unit) {
    for (uint32_t piece = units[unit]; piece < units[unit + 1]; piece++) work(pieces[piece]);
  });
}

}  // namespace

void matchCounts(const MatchCountsJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  const Compared &compared = job.compared;
  if (compared.count == 0) return;
  const Panel panel = panelOf(compared);
  std::fill_n(job.out, size_t{compared.groups.count} * compared.count, 0);
  eachPiece(compared, panel.blocks(), pool, threads, [&](const Piece &piece) {
    thread_local Chosen chosen;
    thread_local std::vector<uint32_t> counts;
    chosen.take(compared.rows, compared.features, compared.gate, piece.start, piece.rows);
    if (chosen.rows.empty()) return;
    counts.assign(size_t{panel.blocks()} * lanes, 0);
    with.count(panel.with(chosen.values.data(), uint32_t(chosen.rows.size()), compared.bound), counts.data());
    uint32_t *out = job.out + size_t{piece.group} * compared.count;
    if (piece.rows == compared.groups.lengths[piece.group]) {
      std::memcpy(out, counts.data(), compared.count * sizeof(uint32_t));
      return;
    }
    // Parts of one group may end at the same time; sums of integers do not depend on their order.
    for (uint32_t m = 0; m < compared.count; m++) {
      if (counts[m] != 0) __atomic_fetch_add(out + m, counts[m], __ATOMIC_RELAXED);
    }
  });
}

void firstMatch(const FirstMatchJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  const Compared &compared = job.compared;
  const Panel panel = panelOf(compared);
  eachPiece(compared, panel.blocks(), pool, threads, [&](const Piece &piece) {
    thread_local Chosen chosen;
    thread_local std::vector<uint16_t> applied;
    thread_local std::vector<int32_t> found;
    std::fill_n(job.out + piece.start, piece.rows, -1);
    chosen.take(compared.rows, compared.features, compared.gate, piece.start, piece.rows);
    if (chosen.rows.empty()) return;
    applied.assign(panel.blocks(), 0);
    const uint8_t *applies = job.applies + size_t{compared.groups.slots[piece.group]} * compared.count;
    for (uint32_t m = 0; m < compared.count; m++) applied[m / lanes] |= uint16_t((applies[m] != 0) << m % lanes);
    found.assign(chosen.rows.size(), -1);
    with.first(panel.with(chosen.values.data(), uint32_t(chosen.rows.size()), compared.bound), applied.data(),
               found.data());
    for (size_t i = 0; i < found.size(); i++) job.out[chosen.rows[i]] = found[i];
  });
}

/** A block of rows is compared with the leaders so far, its parts shared out, and what is left of it in order. */
void leaderClusters(const LeaderClustersJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  constexpr uint32_t most = 256;
  const uint32_t pairs = pairsOf(job.features);
  Panel panel(job.features);
  std::vector<int32_t> leaders;
  std::vector<int32_t> found(most);
  Chosen chosen;
  for (uint32_t start = 0; start < job.count; start += most) {
    const uint32_t rows = std::min(most, job.count - start);
    chosen.take(job.rows, job.features, nullptr, start, rows);
    std::fill_n(found.begin(), rows, -1);
    const int16_t *values = chosen.values.data();
    const size_t width = size_t{pairs} * 2;
    const uint64_t work = uint64_t{panel.blocks()} * pairs * rows;
    const uint32_t part = work < 2 * unitWork ? most : most / 8;
    pool.run((rows + part - 1) / part, threads, [&](uint32_t unit) {
      const uint32_t from = unit * part;
      with.first(panel.with(values + from * width, std::min(part, rows - from), job.bound), nullptr,
                 found.data() + from);
    });
    const uint32_t known = panel.count() / lanes;
    for (uint32_t i = 0; i < rows; i++) {
      if (found[i] < 0) with.first(panel.with(values + i * width, 1, job.bound, known), nullptr, &found[i]);
      if (found[i] < 0) {
        found[i] = int32_t(panel.count());
        panel.add(job.rows + size_t{start + i} * job.features);
        leaders.push_back(int32_t(start + i));
      }
      job.out[start + i] = leaders[size_t(found[i])];
    }
  }
}

}  // namespace starling
