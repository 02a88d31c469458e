#include "keras/quantizers/int4.hpp"

#include "keras/core/axes.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::quantizers {
namespace {

void expect_byte(const char* function, DType dtype) {
  if (dtype != DType::int8 && dtype != DType::uint8)
    fail("quantizers.", function,
         ": dtype must be 'int8' or 'uint8'; received dtype=", quoted(dtype.name()));
}

/// The lower four bits of whole numbers: in [-8, 7] if signed, else in [0, 15].
Tensor nibble(const Tensor& x, bool is_signed) {
  const auto bits = ops::bitwise_and(x, 15);
  return is_signed ? ops::bitwise_xor(bits, 8) - 8 : bits;
}

/// Every second of the first axis, from `first` on.
Tensor every_second(const Tensor& x, int first) {
  const auto pairs = ops::reshape(x, Shape({x.shape()[0] / 2, 2}) + x.shape().from(1));
  return ops::take(pairs, first, {.axis = 1});
}

}  // namespace

Packed pack_int4(const Tensor& x, PackOptions options) {
  expect_byte("pack_int4", options.dtype);
  if (x.dtype() != options.dtype)
    fail("quantizers.pack_int4: x must be of dtype ", options.dtype, "; received ", x.dtype());
  auto rows = ops::moveaxis(ops::cast(x, "int32"), options.axis, 0);
  const auto length = rows.shape()[0];
  if (length % 2 == 1) {
    std::vector<std::pair<int, int>> width(static_cast<std::size_t>(rows.rank()));
    width[0].second = 1;
    rows = ops::pad(rows, width);
  }
  // The upper half carries the sign of the byte.
  const auto low = nibble(every_second(rows, 0), false);
  const auto high = nibble(every_second(rows, 1), options.dtype == DType::int8);
  const auto bytes = ops::moveaxis(ops::cast(low + high * 16, options.dtype), 0, options.axis);
  return {bytes, bytes.shape(), length};
}

Tensor unpack_int4(const Tensor& packed, std::int64_t orig_len, PackOptions options) {
  expect_byte("unpack_int4", options.dtype);
  expect_byte("unpack_int4", packed.dtype());
  const bool is_signed = options.dtype == DType::int8;
  const auto bytes = ops::moveaxis(ops::cast(packed, "int32"), options.axis, 0);
  const auto low = nibble(bytes, is_signed), high = nibble(ops::right_shift(bytes, 4), is_signed);
  const auto pairs = ops::stack({low, high}, {.axis = 1});
  const auto rest = bytes.shape().from(1);
  const auto rows = ops::reshape(pairs, Shape({bytes.shape()[0] * 2}) + rest);
  if (orig_len < 0 || orig_len > rows.shape()[0])
    fail("quantizers.unpack_int4: orig_len must be in [0, ", rows.shape()[0],
         "]; received orig_len=", orig_len);
  const auto kept = ops::slice(rows, std::vector<int>(static_cast<std::size_t>(rows.rank())),
                               Shape({orig_len}) + rest);
  return ops::cast(ops::moveaxis(kept, 0, options.axis), options.dtype);
}

}  // namespace keras::quantizers
