/** Comparing rows with signatures: blocks of rows are shared out. See kernels/matching/reference.ts. */
#include <algorithm>
#include <cstring>
#include <vector>

#include "panel.h"
#include "pieces.h"

namespace starling {
namespace {

/** Products of a unit of work, in blocks of lanes: some microseconds. */
constexpr uint64_t unitWork = 1 << 14;

/** Runs `work(piece)` for each part of each group, several parts a unit where they are small. */
template <class Work>
void eachPiece(const Compared &job, uint32_t blocks, Pool &pool, uint32_t threads, const Work &work) {
  const uint32_t pairs = pairsOf(job.features);
  const std::vector<Piece> pieces = piecesOf(job.groups, mostRows(pairs));
  const auto products = [&](uint32_t p) { return uint64_t{pieces[p].rows} * pairs * blocks; };
  shareOut(uint32_t(pieces.size()), unitWork, pool, threads, products, [&](uint32_t from, uint32_t to) {
    for (uint32_t p = from; p < to; p++) work(pieces[p]);
  });
}

}  // namespace

void matchCounts(const MatchCountsJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  const Compared &compared = job.compared;
  if (compared.count == 0) return;
  const Panel panel = panelOf(compared.signatures, compared.count, compared.features);
  std::fill_n(job.out, size_t{compared.groups.count} * compared.count, 0);
  eachPiece(compared, panel.blocks(), pool, threads, [&](const Piece &piece) {
    thread_local Chosen chosen;
    thread_local std::vector<uint32_t> counts;
    chosen.take(compared.rows, compared.features, compared.gate, uint32_t(piece.start), piece.rows);
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
  const Panel panel = panelOf(compared.signatures, compared.count, compared.features);
  eachPiece(compared, panel.blocks(), pool, threads, [&](const Piece &piece) {
    thread_local Chosen chosen;
    thread_local std::vector<uint16_t> applied;
    thread_local std::vector<int32_t> found;
    std::fill_n(job.out + piece.start, piece.rows, -1);
    chosen.take(compared.rows, compared.features, compared.gate, uint32_t(piece.start), piece.rows);
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
