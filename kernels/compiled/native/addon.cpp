/**
 * The addon for Node.js. Columns are read and written where they lie; every index is checked here once, so that no
 * kernel leaves its columns.
 */
#include <algorithm>
#include <string>
#include <vector>

#include "comparing.h"

namespace starling {

Pool pool;

const std::vector<const Implementation *> &implementations() {
  static const std::vector<const Implementation *> list = [] {
    std::vector<const Implementation *> found;
#if defined(__x86_64__)
    for (const Implementation *each : {&avx512, &avx2}) {
      if (each->supported()) found.push_back(each);
    }
#endif
    found.push_back(&portable);
    return found;
  }();
  return list;
}

namespace {

/** What the forest kernels begin with: implementation, threads, forests, records and groups. */
struct Common {
  const Implementation *with;
  uint32_t threads;
  Forests forests;
  const uint16_t *records;
  Groups groups;

  explicit Common(Arguments &arguments) {
    with = implementations().at(arguments.number());
    threads = arguments.number();
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

/** What comparisons with signatures begin with. */
struct Matching : Comparing {
  Compared compared;
  uint64_t rows;

  explicit Matching(Arguments &arguments) : Comparing(arguments) {
    const auto values = arguments.directions();
    const Groups groups = arguments.groups();
    const auto signatures = arguments.directions();
    const auto gate = arguments.bytesOrNone();
    rows = rowsOf(groups);
    if (rows * features > values.length) throw std::out_of_range("a group's rows lie outside the rows");
    if (gate.data != nullptr && rows > gate.length) throw std::out_of_range("a group's rows lie outside the gate");
    compared = {groups, values.data, features, signatures.data, uint32_t(signatures.length / features), bound, gate.data};
  }
};

void matchCounts(Arguments &arguments) {
  const Matching job(arguments);
  const auto out = arguments.words();
  if (uint64_t{job.compared.groups.count} * job.compared.count > out.length) {
    throw std::out_of_range("counts are an entry for each group and signature");
  }
  matchCounts({job.compared, out.data}, *job.with, pool, job.threads);
}

void firstMatch(Arguments &arguments) {
  const Matching job(arguments);
  const auto applies = arguments.bytes();
  const auto out = arguments.integers();
  const Groups &groups = job.compared.groups;
  for (uint32_t g = 0; g < groups.count; g++) {
    if ((groups.slots[g] + uint64_t{1}) * job.compared.count > applies.length) {
      throw std::out_of_range("a group's slot lies outside the applied signatures");
    }
  }
  if (job.rows > out.length) throw std::out_of_range("a group's rows lie outside the matches");
  firstMatch({job.compared, applies.data, out.data}, *job.with, pool, job.threads);
}

void leaderClusters(Arguments &arguments) {
  const Comparing job(arguments);
  const auto rows = arguments.directions();
  const auto out = arguments.integers();
  const size_t count = rows.length / job.features;
  if (count > out.length || count > 0x7fffffff) throw std::out_of_range("leaders are an entry for each row");
  leaderClusters({rows.data, uint32_t(count), job.features, job.bound, out.data}, *job.with, pool, job.threads);
}

template <void (*kernel)(Arguments &)>
napi_value call(napi_env env, napi_callback_info info) {
  try {
    Arguments arguments(env, info);
    kernel(arguments);
  } catch (const std::exception &error) {
    napi_throw_range_error(env, nullptr, error.what());
  }
  return nullptr;
}

template <void (*kernel)(Arguments &)>
void expose(napi_env env, napi_value exports, const char *name) {
  napi_value function;
  check(napi_create_function(env, name, NAPI_AUTO_LENGTH, call<kernel>, nullptr, &function));
  check(napi_set_named_property(env, exports, name, function));
}

}  // namespace
}  // namespace starling

NAPI_MODULE_INIT() {
  using namespace starling;
  try {
    expose<forestFit>(env, exports, "forestFit");
    expose<forestScore>(env, exports, "forestScore");
    expose<matchCounts>(env, exports, "matchCounts");
    expose<firstMatch>(env, exports, "firstMatch");
    expose<leaderClusters>(env, exports, "leaderClusters");
    expose<strongest>(env, exports, "strongest");
    expose<groupSignatures>(env, exports, "groupSignatures");
    expose<castVotes>(env, exports, "castVotes");
    expose<windowAppend>(env, exports, "windowAppend");
    expose<windowPurge>(env, exports, "windowPurge");
    napi_value names;
    check(napi_create_array(env, &names));
    for (uint32_t i = 0; i < implementations().size(); i++) {
      napi_value name;
      check(napi_create_string_utf8(env, implementations()[i]->name, NAPI_AUTO_LENGTH, &name));
      check(napi_set_element(env, names, i, name));
    }
    check(napi_set_named_property(env, exports, "implementations", names));
  } catch (const std::exception &error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return exports;
}
