/** Philox4x32-10: see kernels/random/philox.ts. */
#pragma once
#include <cstdint>

namespace starling {

struct Address {
  uint32_t key0, key1, stream, agent, step;
};

namespace philox {
constexpr uint32_t multiplier0 = 0xd2511f53u, multiplier1 = 0xcd9e8d57u;
constexpr uint32_t weyl0 = 0x9e3779b9u, weyl1 = 0xbb67ae85u;
constexpr int rounds = 10;
}  // namespace philox

/** The four words of one block of an address. */
static inline void drawBlock(const Address &address, uint32_t block, uint32_t *out) {
  uint32_t x0 = block, x1 = address.step, x2 = address.agent, x3 = address.stream;
  uint32_t key0 = address.key0, key1 = address.key1;
  for (int round = 0; round < philox::rounds; round++) {
    const uint64_t product0 = uint64_t{philox::multiplier0} * x0;
    const uint64_t product1 = uint64_t{philox::multiplier1} * x2;
    x0 = uint32_t(product1 >> 32) ^ x1 ^ key0;
    x2 = uint32_t(product0 >> 32) ^ x3 ^ key1;
    x1 = uint32_t(product1);
    x3 = uint32_t(product0);
    key0 += philox::weyl0;
    key1 += philox::weyl1;
  }
  out[0] = x0, out[1] = x1, out[2] = x2, out[3] = x3;
}

}  // namespace starling
