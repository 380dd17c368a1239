/** A call's arguments, from JavaScript's values to columns. */
#pragma once
#include <node_api.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "attribute.h"
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
    if (count_ > most) throw std::invalid_argument("there are too many arguments");
  }

  template <class T>
  struct Column {
    T *data;
    size_t length;
  };

  template <class T>
  Column<T> column(napi_typedarray_type wanted) {
    const Numbers found = numbers(next());
    if (found.type != wanted) throw std::invalid_argument("a column has the wrong type");
    return {static_cast<T *>(found.data), found.length};
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
  Column<int8_t> directionsOrNone() { return skip() ? Column<int8_t>{nullptr, 0} : directions(); }

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

  /** A number as JavaScript has it. */
  double real() {
    double value;
    check(napi_get_value_double(env_, next(), &value));
    return value;
  }

  /** A list of widths, stored rows and incoming rows or undefined, one attribute after the other. */
  std::vector<Attribute> attributes() {
    const napi_value list = next();
    uint32_t length;
    check(napi_get_array_length(env_, list, &length));
    std::vector<Attribute> attributes;
    for (uint32_t at = 0; at + 3 <= length; at += 3) {
      uint32_t width;
      check(napi_get_value_uint32(env_, element(list, at), &width));
      if (width == 0) throw std::out_of_range("an attribute has at least one value a row");
      const Numbers stored = numbers(element(list, at + 1));
      const size_t row = size_t{width} * sizeOf(stored.type);
      attributes.push_back({row, static_cast<uint8_t *>(stored.data), stored.length / width, nullptr, 0});
      const napi_value rows = element(list, at + 2);
      if (isUndefined(rows)) continue;
      const Numbers incoming = numbers(rows);
      if (incoming.type != stored.type) throw std::invalid_argument("an attribute's columns have different types");
      attributes.back().incoming = static_cast<const uint8_t *>(incoming.data);
      attributes.back().incomingRows = incoming.length / width;
    }
    return attributes;
  }

 private:
  static constexpr size_t most = 24;

  struct Numbers {
    napi_typedarray_type type;
    void *data;
    size_t length;
  };

  Numbers numbers(napi_value value) {
    Numbers found;
    check(napi_get_typedarray_info(env_, value, &found.type, &found.length, &found.data, nullptr, nullptr));
    return found;
  }

  /** Bytes of an integer. */
  static size_t sizeOf(napi_typedarray_type type) {
    switch (type) {
      case napi_int8_array:
      case napi_uint8_array:
        return 1;
      case napi_int16_array:
      case napi_uint16_array:
        return 2;
      case napi_int32_array:
      case napi_uint32_array:
        return 4;
      default:
        throw std::invalid_argument("an attribute's columns hold integers of at most 32 bits");
    }
  }

  napi_value element(napi_value list, uint32_t at) {
    napi_value value;
    check(napi_get_element(env_, list, at, &value));
    return value;
  }

  bool isUndefined(napi_value value) {
    napi_valuetype type;
    check(napi_typeof(env_, value, &type));
    return type == napi_undefined;
  }

  /** Whether there is nothing in the next place, which is passed over then. */
  bool skip() {
    if (at_ < count_ && !isUndefined(values_[at_])) return false;
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
