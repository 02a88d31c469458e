#include "keras/layers/preprocessing/hashing.hpp"

#include "keras/core/interned.hpp"
#include "keras/graph/define.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/layers/preprocessing/encode_categories.hpp"
#include "keras/layers/preprocessing/hash_bins.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

/// The bins of strings, of int64 by their digits, of bools as TensorFlow spells them.
struct HashBins {
  static constexpr auto name = "hash_bins";
  static constexpr bool parallel = true;
  std::int64_t bins;
  Salt salt;

  Spec infer(const Spec& x) const { return {x.shape, DType::int32}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    if (x.dtype() == DType::string)
      return fill(cpu, y, [&](std::int64_t i) { return interned(x.as<std::uint32_t>()[i]); });
    if (x.dtype() == DType::boolean)
      return fill(cpu, y, [&](std::int64_t i) { return x.as<bool>()[i] ? "true" : "false"; });
    fill(cpu, y, [&](std::int64_t i) { return std::to_string(x.as<std::int64_t>()[i]); });
  }

  template <class TextAt>
  void fill(const runtime::Cpu& cpu, const View& y, TextAt text_at) const {
    auto* bin = y.as<std::int32_t>();
    cpu.for_each(y.shape().elements(), [&](std::int64_t i) {
      bin[i] = static_cast<std::int32_t>(hash_bin(text_at(i), bins, salt));
    });
  }
};

/// Where the strings are that of the number.
struct IsString {
  static constexpr auto name = "is_string";
  std::uint32_t number;

  Spec infer(const Spec& x) const { return {x.shape, DType::boolean}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    for (std::int64_t i = 0; i < y.shape().elements(); ++i)
      y.as<bool>()[i] = x.as<std::uint32_t>()[i] == number;
  }
};

DTypePolicy chosen_policy(const HashingOptions& options) {
  return options.dtype.value_or(DTypePolicy(options.output_mode == "int" ? "int64" : "float32"));
}

struct HashingImpl final : Layer::Impl {
  HashingOptions options;

  explicit HashingImpl(HashingOptions o)
      : Impl("Hashing", o.name, chosen_policy(o), o.trainable), options(std::move(o)) {
    const auto& mode = options.output_mode;
    if (options.num_bins < 1)
      fail("layers.Hashing: num_bins must be positive; received num_bins=", options.num_bins);
    if (mode != "int" && mode != "one_hot" && mode != "multi_hot" && mode != "count")
      fail(
          "layers.Hashing: output_mode must be 'int', 'one_hot', 'multi_hot' or 'count'; received ",
          "output_mode=", quoted(mode));
    if (mode == "int" && policy.name() != "int32" && policy.name() != "int64")
      fail("layers.Hashing: with output_mode='int', dtype must be 'int32' or 'int64'; received ",
           "dtype=", quoted(policy.name()));
    if (options.sparse)
      fail("layers.Hashing: sparse must be false, there are no sparse tensors; received ",
           "sparse=true");
    const auto& mask = options.mask_value;
    if (!mask.is_null() && !mask.is_string() && !mask.is_number())
      fail("layers.Hashing: mask_value must be a string or a number; received mask_value=", mask);
  }

  Object config() const override {
    auto config = to_config(options);
    for (const auto* key : {"name", "dtype", "trainable"}) config.erase(key);
    return config;
  }
  bool casts_inputs() const override { return false; }

  Tensors call(const Tensors& inputs, CallContext&) override {
    if (inputs.size() != 1) fail(path(), ": one input is wanted; received ", inputs.size());
    const auto bins = bins_of(inputs[0]);
    const auto dtype = narrow_dtype(policy.compute_dtype());
    if (options.output_mode == "int") return ops::cast(bins, dtype);
    return encode_categories(bins, options.output_mode, options.num_bins, dtype);
  }

  Tensor bins_of(const Tensor& x) const {
    const bool words = x.dtype() == DType::string || x.dtype() == DType::boolean;
    const auto values = words ? x : ops::cast(x, "int64");
    const bool masks = !options.mask_value.is_null() && options.num_bins > 1;
    if (!masks) return graph::apply(HashBins{options.num_bins, options.salt}, values);
    const auto bins = graph::apply(HashBins{options.num_bins - 1, options.salt}, values);
    return ops::where(masked(x), 0, bins + 1);
  }

  Tensor masked(const Tensor& x) const {
    const auto& mask = options.mask_value;
    if (mask.is_string() != (x.dtype() == DType::string))
      fail(path(), ": mask_value must be of the kind of the input; received mask_value=", mask,
           " for dtype ", x.dtype());
    if (!mask.is_string()) return ops::equal(x, mask.as_number());
    return graph::apply(IsString{intern(mask.as_string())}, x);
  }
};

HashingOptions with_bins(int num_bins, HashingOptions options) {
  options.num_bins = num_bins;
  return options;
}

}  // namespace

Hashing::Hashing(HashingOptions options)
    : Layer(std::make_shared<HashingImpl>(std::move(options))) {}
Hashing::Hashing(int num_bins, HashingOptions options)
    : Hashing(with_bins(num_bins, std::move(options))) {}

const Registered<Layer> registered_hashing =
    registered<Layer, Hashing, HashingOptions>("keras.layers", "Hashing");

}  // namespace keras::layers
