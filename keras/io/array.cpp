#include "keras/io/array.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "keras/core/error.hpp"
#include "keras/io/file.hpp"

namespace keras::io {
namespace {

constexpr std::uint64_t most_elements = std::numeric_limits<std::int64_t>::max();

bool is_aligned(Bytes bytes, std::size_t itemsize) {
  return reinterpret_cast<std::uintptr_t>(bytes.data()) % itemsize == 0;
}

bool has_other_bools(Bytes bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](auto b) { return b > std::byte{1}; });
}

/// Elements of `raw`, whose first axis runs fastest, with the last axis running fastest.
void transpose(Bytes raw, const Shape& shape, std::size_t itemsize, std::span<std::byte> out) {
  const auto rank = static_cast<std::size_t>(shape.rank());
  std::vector<std::size_t> stride(rank), index(rank), length(shape.begin(), shape.end());
  std::size_t step = itemsize;
  for (std::size_t axis = 0; axis < rank; ++axis) stride[axis] = step, step *= length[axis];
  std::size_t from = 0;
  for (std::size_t to = 0; to < out.size(); to += itemsize) {
    std::memcpy(&out[to], &raw[from], itemsize);
    for (std::size_t axis = rank; axis-- > 0;) {
      from += stride[axis];
      if (++index[axis] < length[axis]) break;
      from -= stride[axis] * length[axis];
      index[axis] = 0;
    }
  }
}

/// Numbers in their order, with only a piece of a mapped file in memory at a time.
void decode_in_pieces(const StoredNumbers& stored, const Buffer& raw, std::span<std::byte> target) {
  in_pieces(raw, [&](Bytes part) {
    decode_into(stored, {}, part, target.first(part.size()));
    target = target.subspan(part.size());
  });
}

}  // namespace

std::uint64_t Array::elements() const { return product(shape.dims()).value_or(0); }

std::optional<std::uint64_t> product(const std::vector<std::int64_t>& lengths) {
  if (std::find(lengths.begin(), lengths.end(), 0) != lengths.end()) return 0;
  std::uint64_t count = 1;
  for (const auto length : lengths) {
    if (length < 0 || __builtin_mul_overflow(count, static_cast<std::uint64_t>(length), &count) ||
        count > most_elements)
      return std::nullopt;
  }
  return count;
}

std::uint64_t declared_bytes(const Shape& shape, std::uint64_t itemsize, std::string_view what) {
  const auto count = product(shape.dims());
  std::uint64_t bytes = 0;
  if (!count || __builtin_mul_overflow(*count, itemsize, &bytes) || bytes > most_elements)
    fail(what, " has a shape that no memory can hold; received shape=", shape);
  return bytes;
}

Array decode(const StoredNumbers& stored, Shape shape, const Buffer& raw) {
  const auto itemsize = stored.dtype.itemsize();
  check(raw.size() == declared_bytes(shape, itemsize, "an array"), "an array of another size");
  const bool transposed = stored.fortran_order && shape.rank() > 1;
  const bool swapped = stored.big_endian && itemsize > 1;
  const bool bools = stored.dtype == DType::boolean && has_other_bools(raw.bytes());
  if (!transposed && !swapped && !bools && is_aligned(raw.bytes(), itemsize))
    return {stored.dtype, std::move(shape), raw, {}};
  Storage storage(raw.size());
  if (transposed) {
    decode_into(stored, shape, raw.bytes(), storage.bytes());
  } else {
    decode_in_pieces(stored, raw, storage.bytes());
  }
  return {stored.dtype, std::move(shape), std::move(storage).share(), {}};
}

void decode_into(const StoredNumbers& stored, const Shape& shape, Bytes raw,
                 std::span<std::byte> target) {
  const auto itemsize = stored.dtype.itemsize();
  check(raw.size() == target.size(), "a target of another size");
  if (stored.fortran_order && shape.rank() > 1) {
    transpose(raw, shape, itemsize, target);
  } else {
    std::copy(raw.begin(), raw.end(), target.begin());
  }
  if (stored.big_endian && itemsize > 1) reverse_groups(target, itemsize);
  const auto not_zero = [](auto b) { return b > std::byte{1}; };
  if (stored.dtype == DType::boolean)
    std::replace_if(target.begin(), target.end(), not_zero, std::byte{1});
}

}  // namespace keras::io
