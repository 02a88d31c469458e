#include "keras/random/random.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

#include "keras/core/settings.hpp"
#include "keras/graph/define.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::random {
namespace {

constexpr std::int64_t tile = 4096;  // a multiple of the 4 words that Philox makes at a time

/// float32 numbers of (0, 1): the midpoints of 2^24 equal parts, keyed by [seed, counter].
struct UnitUniform {
  static constexpr auto name = "uniform";
  static constexpr std::size_t scratch_bytes = tile * sizeof(std::uint32_t);
  static constexpr bool parallel = true;
  Shape shape;

  Spec infer(const Spec&) const { return {shape, DType::float32}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }

  void run(const runtime::Cpu& cpu, const View& key, const View& y) const {
    const auto count = shape.elements();
    const auto* words = key.as<std::uint32_t>();
    auto* bits = static_cast<std::uint32_t*>(cpu.scratch(scratch_bytes));
    cpu.for_each((count + tile - 1) / tile, [&](std::int64_t i) {
      const auto first = i * tile, length = std::min(tile, count - first);
      runtime::kernels().philox(words[0], words[1], static_cast<std::uint64_t>(first / 4), bits,
                                length);
      auto* out = y.as<float>() + first;
      for (std::int64_t j = 0; j < length; ++j)
        out[j] = static_cast<float>(static_cast<std::int32_t>(bits[j] >> 9)) * 0x1p-23f + 0x1p-24f;
    });
  }
};

/// 0, ..., count - 1 in random order (Fisher and Yates).
struct Permutation {
  static constexpr auto name = "permutation";
  static constexpr std::size_t scratch_bytes = tile * sizeof(std::uint32_t);
  std::int64_t count;

  Spec infer(const Spec&) const { return {{count}, DType::int32}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }

  void run(const runtime::Cpu& cpu, const View& key, const View& y) const {
    auto* places = y.as<std::int32_t>();
    std::iota(places, places + count, 0);
    auto* bits = static_cast<std::uint32_t*>(cpu.scratch(scratch_bytes));
    const auto* words = key.as<std::uint32_t>();
    for (std::int64_t i = 0; i + 1 < count; ++i) {
      if (i % tile == 0)
        runtime::kernels().philox(words[0], words[1], static_cast<std::uint64_t>(i / 4), bits,
                                  tile);
      const auto left = static_cast<std::uint64_t>(count - i);
      const auto pick = i + static_cast<std::int64_t>((left * bits[i % tile]) >> 32);
      std::swap(places[i], places[pick]);
    }
  }
};

Tensor unit(Shape shape, const Seed& seed) {
  return graph::apply(UnitUniform{std::move(shape)}, seed.key());
}

}  // namespace

Tensor uniform(Shape shape, UniformOptions options) {
  const auto u = unit(std::move(shape), options.seed);
  return ops::converted(u * (options.maxval - options.minval) + options.minval,
                        options.dtype.value_or(config::floatx()));
}

Tensor normal(Shape shape, NormalOptions options) {
  const auto z = ops::erfinv(2 * unit(std::move(shape), options.seed) - 1) * std::numbers::sqrt2;
  return ops::converted(z * options.stddev + options.mean,
                        options.dtype.value_or(config::floatx()));
}

Tensor truncated_normal(Shape shape, NormalOptions options) {
  const double edge = std::erf(std::numbers::sqrt2);  // the share within two deviations
  const auto u = (2 * unit(std::move(shape), options.seed) - 1) * edge;
  const auto z = ops::clip(ops::erfinv(u) * std::numbers::sqrt2, -2, 2);
  return ops::converted(z * options.stddev + options.mean,
                        options.dtype.value_or(config::floatx()));
}

Tensor randint(Shape shape, int minval, int maxval, RandintOptions options) {
  if (minval >= maxval)
    fail("random.randint: minval must be less than maxval; received ", minval, " and ", maxval);
  const double width = static_cast<double>(maxval) - minval;
  const auto u = ops::floor(unit(std::move(shape), options.seed) * width);
  return ops::converted(ops::minimum(u, width - 1), options.dtype) +
         ops::number(minval, options.dtype);
}

Tensor permutation(std::int64_t count, Seed seed) {
  return graph::apply(Permutation{count}, seed.key());
}

Tensor shuffle(const Tensor& x, ShuffleOptions options) {
  const int axis = normalize_axis(options.axis, x.rank(), "random.shuffle");
  return ops::take(x, permutation(x.shape(axis), options.seed), {axis});
}

Tensor dropout(const Tensor& inputs, double rate, DropoutOptions options) {
  if (rate < 0 || rate > 1) fail("random.dropout: rate must be in [0, 1]; received rate=", rate);
  if (rate == 0) return inputs;
  if (rate == 1) return ops::zeros_like(inputs);
  const auto kept = unit(options.noise_shape.value_or(inputs.shape()), options.seed) >= rate;
  return ops::where(kept, inputs / (1 - rate), 0);
}

Tensor categorical(const Tensor& logits, int num_samples, CategoricalOptions options) {
  if (logits.rank() == 1)
    return ops::squeeze(categorical(ops::expand_dims(logits, 0), num_samples, options),
                        {.axis = 0});
  if (logits.rank() != 2)
    fail("random.categorical: logits must have the axes (rows, classes) or (classes); received ",
         "shape ", logits.shape());
  // The largest of logit + Gumbel noise is a draw from softmax(logits).
  const auto u = unit({logits.shape(0), num_samples, logits.shape(1)}, options.seed);
  const auto noisy = ops::expand_dims(logits, 1) - ops::log(-ops::log(u));
  return ops::converted(ops::argmax(noisy, {.axis = -1}), options.dtype);
}

}  // namespace keras::random
