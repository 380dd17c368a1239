/** A call's arguments, from JavaScript's values to columns. */
#pragma once
#include <node_api.h>

#include <algorithm>
#include <cmath>
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
  Column<int16_t> shorts() { return column<int16_t>(napi_int16_array); }
  Column<double> doubles() { return column<double>(napi_float64_array); }
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

  /** A number of things: whole, and not reduced modulo 2^32 as a word is. */
  uint32_t count() {
    double value;
    check(napi_get_value_double(env_, next(), &value));
    if (!(value >= 0 && value <= 0xffffffff && value == std::floor(value))) {
      throw std::out_of_range("a count is a whole number below 2^32");
    }
    return uint32_t(value);
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

/** Whether a column has room for so many rows. Products of lengths may pass 64 bits, quotients do not. */
inline bool holds(uint64_t length, uint64_t rows, uint64_t width) { return width == 0 || rows <= length / width; }

/** Whether a column is of so many rows and no more. */
inline bool isExactly(uint64_t length, uint64_t rows, uint64_t width) {
  return width == 0 ? length == 0 : length % width == 0 && length / width == rows;
}

/** How many rows a matrix has at least, whose groups these are. */
inline uint64_t rowsOf(const Groups &groups) {
  uint64_t rows = 0;
  for (uint32_t g = 0; g < groups.count; g++) {
    rows = std::max(rows, uint64_t{groups.starts[g]} + groups.lengths[g]);
  }
  return rows;
}

}  // namespace starling
