/** Random words and normal variates: agents are shared out, and the draws of one where they are many. */
#include "draws.h"

#include <cstring>

#include "pieces.h"

namespace starling {
namespace {

/** Values of a unit of work: some microseconds, and in the first cache. */
constexpr uint32_t unitValues = 4096;

template <class Work>
void eachAgent(const Drawing &job, Pool &pool, uint32_t threads, const Work &work) {
  inPieces(pool, threads, job.count, job.draws, unitValues, [&](uint64_t a, uint64_t from, uint64_t to) {
    Address address = job.address;
    address.agent = job.agents[a];
    work(address, from, uint32_t(to - from), a * job.draws + from);
  });
}

}  // namespace

void randomBits(const RandomBitsJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  eachAgent(job.drawing, pool, threads, [&](const Address &address, uint64_t first, uint32_t count, uint64_t at) {
    thread_local Words words;
    uint32_t *out = job.out + at;
    // Implementations draw 64 words at a time: so many whole ones go where they belong, the rest by way of memory.
    const uint32_t whole = count / 64 * 64;
    if (whole > 0) with.draw(address, uint32_t(first / 4), whole / 4, out);
    if (whole == count) return;
    const uint32_t *rest = words.take(with, address, first + whole, count - whole);
    std::memcpy(out + whole, rest, (count - whole) * sizeof(uint32_t));
  });
}

void normals(const NormalsJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  eachAgent(job.drawing, pool, threads, [&](const Address &address, uint64_t first, uint32_t count, uint64_t at) {
    thread_local Words words;
    const uint32_t *drawn = words.take(with, address, first / 2, (count + 1) / 2);
    int16_t *out = job.out + at;
    for (uint32_t i = 0; i < count; i++) out[i] = job.table[halfOf(drawn, i)];
  });
}

}  // namespace starling
