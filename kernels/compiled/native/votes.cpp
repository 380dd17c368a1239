/**
 * Casting votes, shared out by node. A node counts the matches in its whole window first, and run by run only for
 * proposals that match more of it than is tolerated; it looks at its suspects only for those it would abstain from.
 * See kernels/matching/votes.ts.
 */
#include "votes.h"

#include <algorithm>
#include <cmath>

#include "panel.h"
#include "pieces.h"

namespace starling {
namespace {

/** Products of a unit of work, in blocks of lanes: some ten microseconds. */
constexpr uint64_t unitWork = 1 << 16;

/** The largest whole number that is not more than a share, in parts per million, of `of`. */
double most(double share, uint32_t of) { return std::floor(share * of / 1000000); }

/** A window's runs of rows of one period each, counted in the rows that the gate lets through. */
struct Runs {
  /** First row of each run, and behind the last the window's end. */
  std::vector<uint32_t> starts;
  /** Whether the last run is of the first one's period. */
  bool cut;

  void take(const uint32_t *periods, uint32_t start, uint32_t length, const std::vector<uint32_t> &rows) {
    starts.clear();
    uint32_t chosen = 0;
    for (uint32_t row = start; row < start + length; row++) {
      if (row == start || periods[row] != periods[row - 1]) starts.push_back(chosen);
      if (chosen < rows.size() && rows[chosen] == row) chosen++;
    }
    cut = starts.size() > 1 && periods[start] == periods[start + length - 1];
    starts.push_back(chosen);
  }

  uint32_t count() const { return uint32_t(starts.size() - 1); }
  uint32_t spans() const { return cut ? count() - 1 : count(); }
};

/** One node at a time; its buffers are used again for the next. */
class Voter {
 public:
  void vote(const CastVotesJob &job, const Panel &panel, const Implementation &with, uint32_t node) {
    const uint32_t proposals = job.compared.count, pairs = pairsOf(job.compared.features);
    const size_t nodes = job.compared.groups.count;
    uint8_t *out = job.out + node;
    wanted_.assign(panel.blocks(), 0);
    for (uint32_t p = 0; p < proposals; p++) {
      const uint8_t prior = job.prior[p * nodes + node];
      out[p * nodes] = prior == confirm || prior == unreached ? prior : abstain;
      if (prior != unreached) wanted_[p / lanes] = 1;
    }
    if (!anyWanted()) return;
    const Counting counting{panel, with, job.compared.bound, pairs};
    rejectNormal(job, counting, node, out, nodes);
    if (job.suspects == nullptr) return;
    std::fill(wanted_.begin(), wanted_.end(), 0);
    for (uint32_t p = 0; p < proposals; p++) {
      if (out[p * nodes] == abstain) wanted_[p / lanes] = 1;
    }
    if (!anyWanted()) return;
    chosen_.take(job.suspects, job.compared.features, nullptr, job.held.starts[node], job.held.lengths[node]);
    count(counting, 0, uint32_t(chosen_.rows.size()), counts_);
    for (uint32_t p = 0; p < proposals; p++) {
      if (out[p * nodes] == abstain && counts_[p] > 0) out[p * nodes] = confirm;
    }
  }

 private:
  struct Counting {
    const Panel &panel;
    const Implementation &with;
    int32_t bound;
    uint32_t pairs;
  };

  void rejectNormal(const CastVotesJob &job, const Counting &counting, uint32_t node, uint8_t *out, size_t nodes) {
    const Compared &windows = job.compared;
    const uint32_t start = windows.groups.starts[node], length = windows.groups.lengths[node];
    chosen_.take(windows.rows, windows.features, windows.gate, start, length);
    count(counting, 0, uint32_t(chosen_.rows.size()), counts_);
    const double tolerated = most(job.tolerated, length);
    std::fill(wanted_.begin(), wanted_.end(), 0);
    const auto isFrequent = [&](uint32_t p) { return out[p * nodes] != unreached && counts_[p] > tolerated; };
    for (uint32_t p = 0; p < windows.count; p++) {
      if (isFrequent(p)) wanted_[p / lanes] = 1;
    }
    if (!anyWanted()) return;
    runs_.take(job.periods, start, length, chosen_.rows);
    countPeriods(counting);
    const double persistence = most(job.persistence, runs_.spans());
    for (uint32_t p = 0; p < windows.count; p++) {
      if (isFrequent(p) && periods_[p] > persistence) out[p * nodes] = reject;
    }
  }

  /** In how many periods the chosen rows match, for the wanted blocks. */
  void countPeriods(const Counting &counting) {
    periods_.assign(counts_.size(), 0);
    for (uint32_t run = 0; run < runs_.count(); run++) {
      count(counting, runs_.starts[run], runs_.starts[run + 1], found_);
      if (run == 0) inFirst_ = found_;
      const bool isCut = runs_.cut && run + 1 == runs_.count();
      for (size_t i = 0; i < periods_.size(); i++) periods_[i] += found_[i] > 0 && !(isCut && inFirst_[i] > 0);
    }
  }

  /** How many of the chosen rows `from` … `to` − 1 match each proposal of the wanted blocks. */
  void count(const Counting &counting, uint32_t from, uint32_t to, std::vector<uint32_t> &counts) {
    const auto &[panel, with, bound, pairs] = counting;
    counts.assign(size_t{panel.blocks()} * lanes, 0);
    for (uint32_t row = from; row < to; row += mostRows(pairs)) {
      const int16_t *values = chosen_.values.data() + size_t{row} * pairs * 2;
      Comparison comparison = panel.with(values, std::min(to - row, mostRows(pairs)), bound);
      for (uint32_t block = 0; block < panel.blocks(); block = comparison.toBlock) {
        comparison.fromBlock = comparison.toBlock = block;
        while (comparison.toBlock < panel.blocks() && wanted_[comparison.toBlock]) comparison.toBlock++;
        if (comparison.toBlock > block) with.count(comparison, counts.data());
        else comparison.toBlock++;
      }
    }
  }

  bool anyWanted() const { return std::find(wanted_.begin(), wanted_.end(), 1) != wanted_.end(); }

  /** A byte a block of proposals. */
  std::vector<uint8_t> wanted_;
  Chosen chosen_;
  Runs runs_;
  /** One entry a lane. */
  std::vector<uint32_t> counts_, periods_, found_, inFirst_;
};

}  // namespace

void castVotes(const CastVotesJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  const Compared &compared = job.compared;
  if (compared.count == 0) return;
  const Panel panel = panelOf(compared.signatures, compared.count, compared.features);
  const uint64_t row = uint64_t{pairsOf(compared.features)} * panel.blocks();
  const auto products = [&](uint32_t node) {
    const uint64_t held = job.suspects == nullptr ? 0 : job.held.lengths[node];
    return (compared.groups.lengths[node] + held + 1) * row;
  };
  shareOut(compared.groups.count, unitWork, pool, threads, products, [&](uint32_t from, uint32_t to) {
    thread_local Voter voter;
    for (uint32_t node = from; node < to; node++) voter.vote(job, panel, with, node);
  });
}

}  // namespace starling
