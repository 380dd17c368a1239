/** AVX-512 (F, BW, VL): 32 lanes of 16 bits, and tables of 32 and 64 entries looked up in registers. */
#include <immintrin.h>

#include <cstring>

#include "compare.h"
#include "grow.h"
#include "implementation.h"
#include "walk.h"

namespace starling {
namespace {

bool supported() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi2");
}

struct Lanes {
  static constexpr uint32_t width = 32;

  class Range {
   public:
    explicit Range(uint32_t heap)
        : heap_(_mm512_set1_epi16(short(heap))), low_(_mm512_set1_epi16(-1)), high_(_mm512_setzero_si512()) {}
    void take(const uint16_t *nodes, const uint16_t *column) {
      const __mmask32 own = _mm512_cmpeq_epi16_mask(_mm512_load_si512(nodes), heap_);
      const __m512i values = _mm512_load_si512(column);
      low_ = _mm512_mask_min_epu16(low_, own, low_, values);
      high_ = _mm512_mask_max_epu16(high_, own, high_, values);
    }
    uint32_t minimum() const { return smallest(low_); }
    uint32_t maximum() const { return 0xffff ^ smallest(_mm512_xor_si512(high_, _mm512_set1_epi16(-1))); }

   private:
    static uint32_t smallest(__m512i lanes) {
      const __m256i half = _mm256_min_epu16(_mm512_castsi512_si256(lanes), _mm512_extracti64x4_epi64(lanes, 1));
      const __m128i quarter = _mm_min_epu16(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
      return uint32_t(_mm_extract_epi16(_mm_minpos_epu16(quarter), 0));
    }
    __m512i heap_, low_, high_;
  };

  class Divide {
   public:
    Divide(uint32_t heap, uint32_t threshold)
        : heap_(_mm512_set1_epi16(short(heap))), threshold_(_mm512_set1_epi16(short(threshold))) {}
    void take(uint16_t *nodes, const uint16_t *column) {
      const __m512i node = _mm512_load_si512(nodes);
      const __mmask32 own = _mm512_cmpeq_epi16_mask(node, heap_);
      const __mmask32 right = _mm512_mask_cmpgt_epu16_mask(own, _mm512_load_si512(column), threshold_);
      const __m512i left = _mm512_mask_add_epi16(node, own, heap_, heap_);
      _mm512_store_si512(nodes, _mm512_mask_sub_epi16(left, right, left, _mm512_set1_epi16(-1)));
      right_ += uint32_t(__builtin_popcount(right));
    }
    uint32_t right() const { return right_; }

   private:
    __m512i heap_, threshold_;
    uint32_t right_ = 0;
  };

  /** Sixteen blocks side by side. */
  static void draw(const Address &address, uint32_t first, uint32_t count, uint32_t *out) {
    const __m512i multiplier0 = _mm512_set1_epi32(int(philox::multiplier0));
    const __m512i multiplier1 = _mm512_set1_epi32(int(philox::multiplier1));
    const __m512i steps = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (uint32_t block = 0; block < count; block += 16) {
      __m512i x0 = _mm512_add_epi32(_mm512_set1_epi32(int(first + block)), steps);
      __m512i x1 = _mm512_set1_epi32(int(address.step));
      __m512i x2 = _mm512_set1_epi32(int(address.agent));
      __m512i x3 = _mm512_set1_epi32(int(address.stream));
      uint32_t key0 = address.key0, key1 = address.key1;
      for (int round = 0; round < philox::rounds; round++) {
        __m512i high0, low0, high1, low1;
        multiply(x0, multiplier0, high0, low0);
        multiply(x2, multiplier1, high1, low1);
        x0 = _mm512_ternarylogic_epi32(high1, x1, _mm512_set1_epi32(int(key0)), 0x96);
        x2 = _mm512_ternarylogic_epi32(high0, x3, _mm512_set1_epi32(int(key1)), 0x96);
        x1 = low1;
        x3 = low0;
        key0 += philox::weyl0;
        key1 += philox::weyl1;
      }
      // From a word of sixteen blocks a register to the four words of a block side by side.
      const __m512i a = _mm512_unpacklo_epi32(x0, x1), b = _mm512_unpackhi_epi32(x0, x1);
      const __m512i c = _mm512_unpacklo_epi32(x2, x3), d = _mm512_unpackhi_epi32(x2, x3);
      const __m512i block0 = _mm512_unpacklo_epi64(a, c), block1 = _mm512_unpackhi_epi64(a, c);
      const __m512i block2 = _mm512_unpacklo_epi64(b, d), block3 = _mm512_unpackhi_epi64(b, d);
      const __m512i low01 = _mm512_shuffle_i32x4(block0, block1, 0x44);
      const __m512i high01 = _mm512_shuffle_i32x4(block0, block1, 0xee);
      const __m512i low23 = _mm512_shuffle_i32x4(block2, block3, 0x44);
      const __m512i high23 = _mm512_shuffle_i32x4(block2, block3, 0xee);
      uint32_t *to = out + 4 * block;
      _mm512_storeu_si512(to, _mm512_shuffle_i32x4(low01, low23, 0x88));
      _mm512_storeu_si512(to + 16, _mm512_shuffle_i32x4(low01, low23, 0xdd));
      _mm512_storeu_si512(to + 32, _mm512_shuffle_i32x4(high01, high23, 0x88));
      _mm512_storeu_si512(to + 48, _mm512_shuffle_i32x4(high01, high23, 0xdd));
    }
  }

  // Comparisons.
  static constexpr uint32_t rows = 8;
  using Sums = __m512i;
  static Sums all(int32_t value) { return _mm512_set1_epi32(value); }
  static Sums load(const uint32_t *from) { return _mm512_loadu_si512(from); }
  static void store(uint32_t *to, Sums sums) { _mm512_storeu_si512(to, sums); }
  static __m512i factors(const int16_t *from) { return _mm512_loadu_si512(from); }
  static void add(Sums &sums, __m512i factors, const int16_t *pair) {
    int32_t both;
    std::memcpy(&both, pair, sizeof both);
    sums = _mm512_add_epi32(sums, _mm512_madd_epi16(factors, _mm512_set1_epi32(both)));
  }
  static void countAbove(Sums &found, Sums sums, Sums below) {
    found = _mm512_mask_sub_epi32(found, _mm512_cmpgt_epi32_mask(sums, below), found, _mm512_set1_epi32(-1));
  }
  static uint32_t above(Sums sums, Sums below) { return _mm512_cmpgt_epi32_mask(sums, below); }

 private:
  static void multiply(__m512i x, __m512i multiplier, __m512i &high, __m512i &low) {
    const __m512i even = _mm512_mul_epu32(x, multiplier);
    const __m512i odd = _mm512_mul_epu32(_mm512_srli_epi64(x, 32), multiplier);
    high = _mm512_mask_mov_epi32(_mm512_srli_epi64(even, 32), 0xaaaa, odd);
    low = _mm512_mask_mov_epi32(even, 0xaaaa, _mm512_slli_epi64(odd, 32));
  }
};

/** Trees of at most so many levels are held in registers and walked by 32 rows at once. */
constexpr uint32_t mostLevels = 8;
/** Choosing among more columns costs as much as it saves. */
constexpr uint32_t mostFeatures = 32;

/** The entry that each lane of `index` names, of the 2^bits entries of a table. */
template <int bits>
inline __m512i look(const __m512i *table, __m512i index) {
  if constexpr (bits <= 5) return _mm512_permutexvar_epi16(index, table[0]);
  else if constexpr (bits == 6) return _mm512_permutex2var_epi16(table[0], index, table[1]);
  else {
    const __mmask32 upper = _mm512_test_epi16_mask(index, _mm512_set1_epi16(short(1 << (bits - 1))));
    return _mm512_mask_mov_epi16(look<bits - 1>(table, index), upper,
                                 look<bits - 1>(table + (1 << (bits - 6)), index));
  }
}

/** The value of each lane's own feature: columns[feature] at that lane. */
template <int bits>
inline __m512i choose(const __m512i *columns, __m512i feature) {
  if constexpr (bits == 0) return columns[0];
  else {
    const __mmask32 odd = _mm512_test_epi16_mask(feature, _mm512_set1_epi16(short(1 << (bits - 1))));
    return _mm512_mask_mov_epi16(choose<bits - 1>(columns, feature), odd,
                                 choose<bits - 1>(columns + (1 << (bits - 1)), feature));
  }
}

/** One level down: the heap index of each lane's child. Tables are in heap order. */
template <int depth, int featureBits>
inline void descend(const __m512i *features, const __m512i *thresholds, const __m512i *columns, __m512i &heap) {
  // Levels of up to 16 entries lie in one register with those above them, each other one begins a register.
  constexpr int bits = depth < 5 ? 5 : depth;
  constexpr int first = depth < 5 ? 0 : 1 << (depth - 5);
  const __m512i threshold = look<bits>(thresholds + first, heap);
  const __m512i value = choose<featureBits>(columns, look<bits>(features + first, heap));
  const __mmask32 right = _mm512_cmpgt_epu16_mask(value, threshold);
  heap = _mm512_add_epi16(heap, heap);
  heap = _mm512_mask_sub_epi16(heap, right, heap, _mm512_set1_epi16(-1));
}

/** One tree's splits and path lengths in registers; a smaller tree leaves the rest empty. */
struct Tables {
  __m512i features[8], thresholds[8], leaves[8];

  void load(const uint32_t *split, const uint16_t *leaf, uint32_t size) {
    const __m512i even = _mm512_set_epi16(62, 60, 58, 56, 54, 52, 50, 48, 46, 44, 42, 40, 38, 36, 34, 32, 30, 28, 26, 24,
                                          22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    const __m512i odd = _mm512_sub_epi16(even, _mm512_set1_epi16(-1));
    const uint32_t held = size < 32 ? size : 32;
    const __mmask16 low = __mmask16((1u << (held < 16 ? held : 16)) - 1);
    const __mmask16 high = __mmask16((1u << (held < 16 ? 0 : held - 16)) - 1);
    const __mmask32 both = __mmask32((uint64_t{1} << held) - 1);
    for (uint32_t at = 0, r = 0; at < size; at += 32, r++) {
      const __m512i front = _mm512_maskz_loadu_epi32(low, split + at);
      const __m512i back = _mm512_maskz_loadu_epi32(high, split + at + (size < 32 ? 0 : 16));
      thresholds[r] = _mm512_permutex2var_epi16(front, even, back);
      features[r] = _mm512_permutex2var_epi16(front, odd, back);
      leaves[r] = _mm512_maskz_loadu_epi16(both, leaf + at);
    }
  }
};

template <int featureBits>
inline __m512i pathOf(const Tables &tables, const __m512i *columns, uint32_t height) {
  const auto &[features, thresholds, leaves] = tables;
  __m512i heap = _mm512_set1_epi16(1);
  // The height is the same for every tree, so these branches are foreseen.
  if (height > 0) descend<0, featureBits>(features, thresholds, columns, heap);
  if (height > 1) descend<1, featureBits>(features, thresholds, columns, heap);
  if (height > 2) descend<2, featureBits>(features, thresholds, columns, heap);
  if (height > 3) descend<3, featureBits>(features, thresholds, columns, heap);
  if (height > 4) descend<4, featureBits>(features, thresholds, columns, heap);
  if (height > 5) descend<5, featureBits>(features, thresholds, columns, heap);
  if (height > 6) descend<6, featureBits>(features, thresholds, columns, heap);
  if (height > 7) descend<7, featureBits>(features, thresholds, columns, heap);
  // Lookups take an index's low bits, so the leading one of a leaf's heap index matters to small tables alone.
  switch (height) {
    case 8: return look<8>(leaves, heap);
    case 7: return look<7>(leaves, heap);
    case 6: return look<6>(leaves, heap);
    case 5: return look<5>(leaves, heap);
    default: return look<5>(leaves, _mm512_sub_epi16(heap, _mm512_set1_epi16(short(1 << height))));
  }
}

template <int featureBits>
void walkBlocks(const Walk &job) {
  constexpr uint32_t width = 32, most = 8;
  const uint32_t size = 1u << job.height;
  // So many blocks of rows that their columns stay in the first cache.
  alignas(64) uint16_t columns[most][1 << featureBits][width];
  alignas(64) uint32_t sums[most][width];
  for (uint32_t start = 0; start < job.rows; start += most * width) {
    const uint32_t rows = job.rows - start < most * width ? job.rows - start : most * width;
    const uint32_t blocks = (rows + width - 1) / width;
    for (uint32_t block = 0; block < blocks; block++) {
      for (uint32_t lane = 0; lane < width; lane++) {
        const uint32_t row = block * width + lane;
        const uint16_t *record = job.records + size_t{start + (row < rows ? row : 0)} * job.features;
        for (uint32_t f = 0; f < 1 << featureBits; f++) {
          columns[block][f][lane] = f < job.features ? record[f] : 0;
        }
        sums[block][lane] = 0;
      }
    }
    for (uint32_t tree = 0; tree < job.trees; tree++) {
      Tables tables;
      tables.load(job.split + size_t{tree} * size, job.leaf + size_t{tree} * size, size);
      for (uint32_t block = 0; block < blocks; block++) {
        const __m512i path = pathOf<featureBits>(tables, reinterpret_cast<__m512i *>(columns[block]), job.height);
        __m512i *sum = reinterpret_cast<__m512i *>(sums[block]);
        sum[0] = _mm512_add_epi32(sum[0], _mm512_cvtepu16_epi32(_mm512_castsi512_si256(path)));
        sum[1] = _mm512_add_epi32(sum[1], _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(path, 1)));
      }
    }
    std::memcpy(job.out + start, sums, rows * sizeof(uint32_t));
  }
}

void walk(const Walk &job) {
  if (job.height > mostLevels || job.features > mostFeatures) walkRows(job);
  else if (job.features <= 4) walkBlocks<2>(job);
  else if (job.features <= 8) walkBlocks<3>(job);
  else if (job.features <= 16) walkBlocks<4>(job);
  else walkBlocks<5>(job);
}

}  // namespace

const Implementation avx512{"AVX-512", supported, Grower<Lanes>::mostLeaves, Grower<Lanes>::grow, walk, Lanes::draw,
                            Comparer<Lanes>::count, Comparer<Lanes>::first};

}  // namespace starling
