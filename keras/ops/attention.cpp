#include <cmath>

#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

// Added where nothing is seen; finite, so that a row of nothing is no NaN.
constexpr double hidden = -0.7 * 3.4028234663852886e38;

void check_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                     const AttentionOptions& options) {
  if (query.rank() != 4 || key.rank() != 4 || value.rank() != 4)
    fail(
        "ops.dot_product_attention: query, key and value must have the axes (batch, time, heads, "
        "depth); received shapes ",
        query.shape(), ", ", key.shape(), " and ", value.shape());
  if (options.flash_attention.value_or(false))
    fail("ops.dot_product_attention: flash_attention must not be True on this device");
  if (options.attn_logits_soft_cap)
    fail("ops.dot_product_attention: attn_logits_soft_cap is not supported; received ",
         *options.attn_logits_soft_cap);
}

/// As many heads as the query has, each of `x` several times in a row.
Tensor with_heads(const Tensor& x, std::int64_t heads) {
  if (x.shape(2) == heads) return x;
  if (x.shape(2) == 0 || heads % x.shape(2) != 0)
    fail(
        "ops.dot_product_attention: the heads of the query must be a multiple of those of key and "
        "value; received ",
        heads, " and ", x.shape(2));
  return repeat(x, static_cast<int>(heads / x.shape(2)), {2});
}

}  // namespace

Tensor dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                             AttentionOptions options) {
  if (any_symbolic(query, key, value) || any_symbolic(options.bias, options.mask))
    return call_node<dot_product_attention>(query, key, value, options);
  check_attention(query, key, value, options);
  const Tensor given[] = {query, key, value};
  const auto dtype = result_dtype(given);
  const auto wide = [&](const Tensor& x) { return converted(x, promote(dtype, DType::float32)); };
  const auto heads = query.shape(2);
  const auto keys = with_heads(wide(key), heads), values = with_heads(wide(value), heads);
  const auto scale = options.scale.value_or(1 / std::sqrt(static_cast<double>(query.shape(3))));
  auto scores = einsum("btnh,bsnh->bnts", {wide(query), keys}) * scale;
  if (options.bias.defined()) scores = scores + wide(options.bias);
  if (options.mask.defined()) scores = where(options.mask, scores, hidden);
  if (options.is_causal) {
    const auto seen = tril(ones({query.shape(1), key.shape(1)}, {"bool"}));
    scores = where(seen, scores, hidden);
  }
  auto shares = softmax(scores);
  if (dtype.is_integer()) shares = wide(cast(shares, dtype));  // whole numbers: mostly zero
  return converted(einsum("bnts,bsnh->btnh", {shares, values}), dtype);
}

}  // namespace keras::ops
