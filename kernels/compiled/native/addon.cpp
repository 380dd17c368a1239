/**
 * The addon for Node.js. Columns are read and written where they lie; every index is checked here once, so that no
 * kernel leaves its columns.
 */
#include <node_api.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "jobs.h"

namespace {

using namespace starling;

Pool pool;

/** Those that this processor has, best first. */
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

void check(napi_status status) {
  if (status != napi_ok) throw std::invalid_argument("an argument is not what it should be");
}

/** Arguments of a call, taken in order. */
class Arguments {
 public:
  Arguments(napi_env env, napi_callback_info info) : env_(env) {
    check(napi_get_cb_info(env, info, &count_, values_, nullptr, nullptr));
  }

  template <class T>
  struct Column {
    T *data;
    size_t length;
  };

  template <class T>
  Column<T> column(napi_typedarray_type wanted) {
    napi_typedarray_type type;
    size_t length;
    void *data;
    check(napi_get_typedarray_info(env_, next(), &type, &length, &data, nullptr, nullptr));
    if (type != wanted) throw std::invalid_argument("a column has the wrong type");
    return {static_cast<T *>(data), length};
  }

  Column<uint32_t> words() { return column<uint32_t>(napi_uint32_array); }
  Column<uint16_t> halves() { return column<uint16_t>(napi_uint16_array); }

  Column<uint32_t> wordsOrNone() {
    napi_valuetype type;
    check(napi_typeof(env_, values_[at_], &type));
    if (type != napi_undefined) return words();
    next();
    return {nullptr, 0};
  }

  uint32_t number() {
    uint32_t value;
    check(napi_get_value_uint32(env_, next(), &value));
    return value;
  }

 private:
  static constexpr size_t most = 24;
  napi_value next() {
    if (at_ >= count_) throw std::invalid_argument("an argument is missing");
    return values_[at_++];
  }
  napi_env env_;
  napi_value values_[most] = {};
  size_t count_ = most, at_ = 0;
};

/** What both kernels begin with: implementation, threads, forests, records and groups. */
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
    const auto slots = arguments.words(), starts = arguments.words(), lengths = arguments.words();
    if (starts.length < slots.length || lengths.length < slots.length) {
      throw std::out_of_range("groups have as many starts and lengths as slots");
    }
    groups = {slots.data, starts.data, lengths.data, uint32_t(slots.length)};
    const uint64_t forest = uint64_t{forests.trees} << forests.height;
    for (uint32_t g = 0; g < groups.count; g++) {
      if ((slots.data[g] + uint64_t{1}) * forest > split.length || (slots.data[g] + uint64_t{1}) * forest > leaf.length) {
        throw std::out_of_range("a group's slot lies outside the forests");
      }
      rows = std::max(rows, uint64_t{starts.data[g]} + lengths.data[g]);
    }
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

NAPI_MODULE_INIT() {
  try {
    expose<forestFit>(env, exports, "forestFit");
    expose<forestScore>(env, exports, "forestScore");
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
