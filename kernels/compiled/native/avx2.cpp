/** AVX2: 16 lanes of 16 bits. */
#include <immintrin.h>

#include <cstring>

#include "compare.h"
#include "grow.h"
#include "implementation.h"
#include "walk.h"

namespace starling {
namespace {

bool supported() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"); }

struct Lanes {
  static constexpr uint32_t width = 16;

  class Range {
   public:
    explicit Range(uint32_t heap)
        : heap_(_mm256_set1_epi16(short(heap))), below_(_mm256_setzero_si256()), high_(_mm256_setzero_si256()) {}
    void take(const uint16_t *nodes, const uint16_t *column) {
      const __m256i own = _mm256_cmpeq_epi16(load(nodes), heap_);
      const __m256i values = load(column);
      // The smallest value is what the largest complement says; rows of other nodes count as 0 in both.
      below_ = _mm256_max_epu16(below_, _mm256_andnot_si256(values, own));
      high_ = _mm256_max_epu16(high_, _mm256_and_si256(values, own));
    }
    uint32_t minimum() const { return 0xffff ^ largest(below_); }
    uint32_t maximum() const { return largest(high_); }

   private:
    static uint32_t largest(__m256i lanes) {
      const __m128i half = _mm_max_epu16(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
      const __m128i least = _mm_minpos_epu16(_mm_xor_si128(half, _mm_set1_epi16(-1)));
      return 0xffff ^ uint32_t(_mm_extract_epi16(least, 0));
    }
    __m256i heap_, below_, high_;
  };

  class Divide {
   public:
    Divide(uint32_t heap, uint32_t threshold)
        : heap_(_mm256_set1_epi16(short(heap))),
          threshold_(_mm256_set1_epi16(short(threshold))),
          right_(_mm256_setzero_si256()) {}
    void take(uint16_t *nodes, const uint16_t *column) {
      const __m256i node = load(nodes);
      const __m256i own = _mm256_cmpeq_epi16(node, heap_);
      const __m256i values = load(column);
      const __m256i atMost = _mm256_cmpeq_epi16(_mm256_max_epu16(values, threshold_), threshold_);
      const __m256i right = _mm256_andnot_si256(atMost, own);
      const __m256i child = _mm256_sub_epi16(_mm256_add_epi16(node, _mm256_and_si256(own, heap_)), right);
      _mm256_store_si256(reinterpret_cast<__m256i *>(nodes), child);
      right_ = _mm256_sub_epi16(right_, right);
    }
    uint32_t right() const {
      const __m256i pairs = _mm256_madd_epi16(right_, _mm256_set1_epi16(1));
      __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
      sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4e));
      sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xb1));
      return uint32_t(_mm_cvtsi128_si32(sum));
    }

   private:
    __m256i heap_, threshold_, right_;
  };

  /** Eight blocks side by side. */
  static void draw(const Address &address, uint32_t first, uint32_t count, uint32_t *out) {
    const __m256i multiplier0 = _mm256_set1_epi32(int(philox::multiplier0));
    const __m256i multiplier1 = _mm256_set1_epi32(int(philox::multiplier1));
    const __m256i steps = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    for (uint32_t block = 0; block < count; block += 8) {
      __m256i x0 = _mm256_add_epi32(_mm256_set1_epi32(int(first + block)), steps);
      __m256i x1 = _mm256_set1_epi32(int(address.step));
      __m256i x2 = _mm256_set1_epi32(int(address.agent));
      __m256i x3 = _mm256_set1_epi32(int(address.stream));
      uint32_t key0 = address.key0, key1 = address.key1;
      for (int round = 0; round < philox::rounds; round++) {
        __m256i high0, low0, high1, low1;
        multiply(x0, multiplier0, high0, low0);
        multiply(x2, multiplier1, high1, low1);
        x0 = _mm256_xor_si256(_mm256_xor_si256(high1, x1), _mm256_set1_epi32(int(key0)));
        x2 = _mm256_xor_si256(_mm256_xor_si256(high0, x3), _mm256_set1_epi32(int(key1)));
        x1 = low1;
        x3 = low0;
        key0 += philox::weyl0;
        key1 += philox::weyl1;
      }
      // From a word of eight blocks a register to the four words of a block side by side.
      const __m256i a = _mm256_unpacklo_epi32(x0, x1), b = _mm256_unpackhi_epi32(x0, x1);
      const __m256i c = _mm256_unpacklo_epi32(x2, x3), d = _mm256_unpackhi_epi32(x2, x3);
      const __m256i block0 = _mm256_unpacklo_epi64(a, c), block1 = _mm256_unpackhi_epi64(a, c);
      const __m256i block2 = _mm256_unpacklo_epi64(b, d), block3 = _mm256_unpackhi_epi64(b, d);
      __m256i *to = reinterpret_cast<__m256i *>(out + 4 * block);
      _mm256_storeu_si256(to, _mm256_permute2x128_si256(block0, block1, 0x20));
      _mm256_storeu_si256(to + 1, _mm256_permute2x128_si256(block2, block3, 0x20));
      _mm256_storeu_si256(to + 2, _mm256_permute2x128_si256(block0, block1, 0x31));
      _mm256_storeu_si256(to + 3, _mm256_permute2x128_si256(block2, block3, 0x31));
    }
  }

  // Comparisons: 16 sums are two registers.
  static constexpr uint32_t rows = 4;
  struct Sums {
    __m256i low, high;
  };
  static Sums all(int32_t value) { return {_mm256_set1_epi32(value), _mm256_set1_epi32(value)}; }
  static Sums load(const uint32_t *from) { return factors(reinterpret_cast<const int16_t *>(from)); }
  static void store(uint32_t *to, const Sums &sums) {
    _mm256_storeu_si256(reinterpret_cast<__m256i *>(to), sums.low);
    _mm256_storeu_si256(reinterpret_cast<__m256i *>(to) + 1, sums.high);
  }
  static Sums factors(const int16_t *from) {
    const __m256i *halves = reinterpret_cast<const __m256i *>(from);
    return {_mm256_loadu_si256(halves), _mm256_loadu_si256(halves + 1)};
  }
  static void add(Sums &sums, const Sums &factors, const int16_t *pair) {
    int32_t both;
    std::memcpy(&both, pair, sizeof both);
    const __m256i row = _mm256_set1_epi32(both);
    sums.low = _mm256_add_epi32(sums.low, _mm256_madd_epi16(factors.low, row));
    sums.high = _mm256_add_epi32(sums.high, _mm256_madd_epi16(factors.high, row));
  }
  static void countAbove(Sums &found, const Sums &sums, const Sums &below) {
    found.low = _mm256_sub_epi32(found.low, _mm256_cmpgt_epi32(sums.low, below.low));
    found.high = _mm256_sub_epi32(found.high, _mm256_cmpgt_epi32(sums.high, below.high));
  }
  static uint32_t above(const Sums &sums, const Sums &below) {
    const auto bits = [](__m256i a, __m256i b) {
      return uint32_t(_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(a, b))));
    };
    return bits(sums.low, below.low) | bits(sums.high, below.high) << 8;
  }

 private:
  static __m256i load(const uint16_t *from) { return _mm256_load_si256(reinterpret_cast<const __m256i *>(from)); }
  static void multiply(__m256i x, __m256i multiplier, __m256i &high, __m256i &low) {
    const __m256i even = _mm256_mul_epu32(x, multiplier);
    const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(x, 32), multiplier);
    high = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa);
    low = _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xaa);
  }
};

}  // namespace

const Implementation avx2{"AVX2", supported, Grower<Lanes>::mostLeaves, Grower<Lanes>::grow, walkRows, Lanes::draw,
                          Comparer<Lanes>::count, Comparer<Lanes>::first};

}  // namespace starling
