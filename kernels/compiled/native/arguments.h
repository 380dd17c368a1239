/** A call's arguments, from JavaScript's values to columns. */
#pragma once
#include <node_api.h>

#include <algorithm>
#include <stdexcept>

#include "jobs.h"

namespace starling {

inline void check(napi_status status) {
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

  Column<int32_t> integers() { return column<int32_t>(napi_int32_array); }
  Column<int8_t> directions() { return column<int8_t>(napi_int8_array); }
  Column<uint8_t> bytes() { return column<uint8_t>(napi_uint8_array); }

  Column<uint32_t> wordsOrNone() { return skip() ? Column<uint32_t>{nullptr, 0} : words(); }
  Column<uint8_t> bytesOrNone() { return skip() ? Column<uint8_t>{nullptr, 0} : bytes(); }

  Groups groups() {
    const auto slots = words(), starts = words(), lengths = words();
    if (starts.length < slots.length || lengths.length < slots.length) {
      throw std::out_of_range("groups have as many starts and lengths as slots");
    }
    return {slots.data, starts.data, lengths.data, uint32_t(slots.length)};
  }

  uint32_t number() {
    uint32_t value;
    check(napi_get_value_uint32(env_, next(), &value));
    return value;
  }

 private:
  static constexpr size_t most = 24;
  /** Whether there is nothing in the next place. */
  bool skip() {
    napi_valuetype type;
    check(napi_typeof(env_, values_[at_], &type));
    if (type != napi_undefined) return false;
    next();
    return true;
  }
  napi_value next() {
    if (at_ >= count_) throw std::invalid_argument("an argument is missing");
    return values_[at_++];
  }
  napi_env env_;
  napi_value values_[most] = {};
  size_t count_ = most, at_ = 0;
};

/** How many rows a matrix has at least, whose groups these are. */
inline uint64_t rowsOf(const Groups &groups) {
  uint64_t rows = 0;
  for (uint32_t g = 0; g < groups.count; g++) {
    rows = std::max(rows, uint64_t{groups.starts[g]} + groups.lengths[g]);
  }
  return rows;
}

}  // namespace starling
