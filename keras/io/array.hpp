// A named array of a file, as numbers or strings.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "keras/core/dtype.hpp"
#include "keras/core/shape.hpp"
#include "keras/io/bytes.hpp"

namespace keras::io {

inline constexpr int max_rank = 32;

/// Elements in C order and little endian: `data` for numbers, `strings` for strings. `data` is
/// aligned to an element at least; it may be a view into the file.
struct Array {
  DType dtype = DType::float32;
  Shape shape;
  Buffer data;
  std::vector<std::string> strings;

  /// The number of elements; `shape.elements()` without the multiplication past a length of 0.
  std::uint64_t elements() const;
};

/// The product of `lengths`; nothing when it does not fit into 63 bits.
std::optional<std::uint64_t> product(const std::vector<std::int64_t>& lengths);
/// The bytes that elements of `itemsize` need; an error that names `what` when nobody could count
/// them.
std::uint64_t declared_bytes(const Shape& shape, std::uint64_t itemsize, std::string_view what);

/// How elements lie in a file.
struct StoredNumbers {
  DType dtype = DType::float32;
  bool big_endian = false;
  bool fortran_order = false;
};

/// `raw` as an array: a view when nothing has to be done, else a copy in C order, little endian,
/// with bools of 0 and 1 only. `raw` must have the bytes that `shape` declares.
Array decode(const StoredNumbers& stored, Shape shape, const Buffer& raw);
/// The same into `target`, which has the size of `raw`.
void decode_into(const StoredNumbers& stored, const Shape& shape, Bytes raw,
                 std::span<std::byte> target);

}  // namespace keras::io
