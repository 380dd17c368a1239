// What one core can do: packed trees walked by a plain loop, as a C++ compiler makes it with -O3 -march=native.
// Reads trees, height, features, forests and rows a forest, then splits, leaves and records, from the file given;
// answers each line on stdin by scoring all rows, with seconds and a sum of the scores.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

static void score(const uint32_t *split, const uint16_t *leaf, int trees, int height, int features,
                  const uint16_t *records, int rows, uint32_t *out) {
  const uint32_t size = 1u << height;
  for (int row = 0; row < rows; row++) out[row] = 0;
  for (int tree = 0; tree < trees; tree++) {
    const uint32_t *nodes = split + (size_t)tree * size;
    const uint16_t *leaves = leaf + (size_t)tree * size;
    for (int row = 0; row < rows; row++) {
      const uint16_t *record = records + (size_t)row * features;
      uint32_t k = 1;
      for (int depth = 0; depth < height; depth++) {
        const uint32_t node = nodes[k];
        k = 2 * k + (record[node >> 16] > (node & 0xffff));
      }
      out[row] += leaves[k - size];
    }
  }
}

template <typename T> static std::vector<T> take(FILE *file, size_t count) {
  std::vector<T> values(count);
  if (fread(values.data(), sizeof(T), count, file) != count) std::exit(1);
  return values;
}

int main(int, char **arguments) {
  FILE *file = fopen(arguments[1], "rb");
  if (!file) return 1;
  const auto head = take<uint32_t>(file, 5);
  const int trees = head[0], height = head[1], features = head[2], forests = head[3], rows = head[4];
  const size_t nodes = (size_t)trees << height;
  const auto split = take<uint32_t>(file, forests * nodes);
  const auto leaf = take<uint16_t>(file, forests * nodes);
  const auto records = take<uint16_t>(file, (size_t)forests * rows * features);
  std::vector<uint32_t> out((size_t)forests * rows);
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    const auto began = std::chrono::steady_clock::now();
    const clock_t cpu = clock();
    for (int f = 0; f < forests; f++)
      score(&split[f * nodes], &leaf[f * nodes], trees, height, features, &records[(size_t)f * rows * features], rows,
            &out[(size_t)f * rows]);
    const double used = double(clock() - cpu) / CLOCKS_PER_SEC;
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
    uint64_t sum = 0;
    for (const uint32_t value : out) sum += value;
    printf("%.9f %.9f %llu\n", wall.count(), used, (unsigned long long)sum);
    fflush(stdout);
  }
}
