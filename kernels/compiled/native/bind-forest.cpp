/** Fitting and scoring of forests, as Node.js calls them. */
#include "bindings.h"

namespace starling {
namespace {

/** What the forest kernels begin with. */
struct Common : Run {
  Forests forests;
  const uint16_t *records;
  Groups groups;

  explicit Common(Arguments &arguments) : Run(arguments) {
    forests.trees = arguments.number();
    forests.height = arguments.number();
    forests.features = arguments.number();
    if (forests.height > 12) throw std::out_of_range("a tree has at most 12 levels");
    if (forests.features > 0x10000) throw std::out_of_range("a record has at most 65536 features");
    const auto split = arguments.words();
    const auto leaf = arguments.halves();
    forests.split = split.data;
    forests.leaf = leaf.data;
    const auto values = arguments.halves();
    records = values.data;
    groups = arguments.groups();
    const uint64_t forest = uint64_t{forests.trees} << forests.height;
    for (uint32_t g = 0; g < groups.count; g++) {
      const uint64_t end = (groups.slots[g] + uint64_t{1}) * forest;
      if (end > split.length || end > leaf.length) throw std::out_of_range("a group's slot lies outside the forests");
    }
    rows = rowsOf(groups);
    if (rows * forests.features > values.length) throw std::out_of_range("a group's rows lie outside the records");
  }

  void checkOut(const Arguments::Column<uint32_t> &out) const {
    if (rows > out.length) throw std::out_of_range("a group's rows lie outside the path lengths");
  }

 private:
  uint64_t rows = 0;
};

}  // namespace

void forestFit(Arguments &arguments) {
  const Common common(arguments);
  FitJob job{common.forests, common.groups, common.records, nullptr, 0, 0, 0, 0, 0, nullptr};
  job.subsample = arguments.number();
  job.key0 = arguments.number();
  job.key1 = arguments.number();
  job.stream = arguments.number();
  job.step = arguments.number();
  const auto averagePath = arguments.halves();
  if (job.subsample >= averagePath.length) throw std::out_of_range("a subsample is larger than the table of paths");
  if (job.subsample > uint32_t{1} << job.forests.height) throw std::out_of_range("a tree is too low for its subsample");
  job.averagePath = averagePath.data;
  const auto pathLengths = arguments.wordsOrNone();
  if (pathLengths.data != nullptr) common.checkOut(pathLengths);
  job.pathLengths = pathLengths.data;
  fit(job, *common.with, pool, common.threads);
}

void forestScore(Arguments &arguments) {
  const Common common(arguments);
  const auto out = arguments.words();
  common.checkOut(out);
  score({common.forests, common.groups, common.records, out.data}, *common.with, pool, common.threads);
}

}  // namespace starling
