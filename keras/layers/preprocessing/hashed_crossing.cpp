#include "keras/layers/preprocessing/hashed_crossing.hpp"

#include "keras/core/fingerprint.hpp"
#include "keras/core/interned.hpp"
#include "keras/graph/define.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/layers/preprocessing/encode_categories.hpp"
#include "keras/layers/preprocessing/hash_bins.hpp"
#include "keras/ops/core.hpp"

namespace keras::layers {
namespace {

/// The bins of elements that stand at the same places, strings or int64.
struct CrossBins {
  static constexpr auto name = "cross_bins";
  static constexpr std::uint64_t seed = 0xDECAFCAFFE;  // of tf.sparse.cross_hashed
  std::int64_t bins;

  Spec infer(std::span<const Spec> xs) const { return {xs[0].shape, DType::int32}; }
  std::vector<Tensor> vjp(std::span<const Tensor> xs, const Tensor&, const Tensor&) const {
    return std::vector<Tensor>(xs.size());
  }
  void run(const runtime::Cpu&, std::span<const View> xs, const View& y) const {
    for (std::int64_t i = 0; i < y.shape().elements(); ++i) {
      auto hash = seed;
      for (const auto& x : xs) hash = combined_fingerprint(hash, feature(x, i));
      y.as<std::int32_t>()[i] = static_cast<std::int32_t>(hash % static_cast<std::uint64_t>(bins));
    }
  }

  static std::uint64_t feature(const View& x, std::int64_t i) {
    return x.dtype() == DType::string ? fingerprint(interned(x.as<std::uint32_t>()[i]))
                                      : static_cast<std::uint64_t>(x.as<std::int64_t>()[i]);
  }
};

DTypePolicy chosen_policy(const HashedCrossingOptions& options) {
  return options.dtype.value_or(options.output_mode == "int" ? DTypePolicy("int64")
                                                             : DTypePolicy());
}

struct HashedCrossingImpl final : Layer::Impl {
  HashedCrossingOptions options;

  explicit HashedCrossingImpl(HashedCrossingOptions o)
      : Impl("HashedCrossing", o.name, chosen_policy(o)), options(std::move(o)) {
    if (options.num_bins < 1)
      fail("layers.HashedCrossing: num_bins must be positive; received num_bins=",
           options.num_bins);
    if (options.output_mode != "int" && options.output_mode != "one_hot")
      fail("layers.HashedCrossing: output_mode must be 'int' or 'one_hot'; received output_mode=",
           quoted(options.output_mode));
    if (options.sparse)
      fail("layers.HashedCrossing: sparse must be false, there are no sparse tensors; received ",
           "sparse=true");
  }

  Object config() const override { return {}; }
  Object full_config() const override {
    return {{"num_bins", options.num_bins},
            {"output_mode", options.output_mode},
            {"sparse", options.sparse},
            {"name", name},
            {"dtype", policy.variable_dtype().name()}};
  }
  std::optional<Object> build_config() const override {
    if (!built) return {};
    return Object{{"input_shape", to_value(built_with)}};
  }
  bool casts_inputs() const override { return false; }

  Tensors call(const Tensors& inputs, CallContext&) override {
    if (inputs.size() < 2)
      fail(path(), ": at least two inputs are wanted; received ", inputs.size());
    std::vector<Tensor> features;
    for (const auto& x : inputs.flat()) features.push_back(checked(x, inputs[0].shape()));
    const auto bins = graph::apply(CrossBins{options.num_bins}, std::move(features));
    const auto dtype = narrow_dtype(policy.compute_dtype());
    if (options.output_mode == "int") return ops::cast(bins, dtype);
    return encode_categories(bins, "one_hot", options.num_bins, dtype);
  }

  Tensor checked(const Tensor& x, const Shape& shape) const {
    if (x.rank() > 2 || (x.rank() == 2 && x.shape(1) != 1))
      fail(path(), ": inputs must have shape (), (batch) or (batch, 1); received shape ",
           x.shape());
    if (x.shape() != shape)
      fail(path(), ": inputs must have the same shape; received shapes ", shape, " and ",
           x.shape());
    if (x.dtype() != DType::string && !x.dtype().is_integer())
      fail(path(), ": inputs must be strings or whole numbers; received dtype ", x.dtype());
    return x.dtype() == DType::string ? x : ops::cast(x, "int64");
  }
};

HashedCrossingOptions with_bins(int num_bins, HashedCrossingOptions options) {
  options.num_bins = num_bins;
  return options;
}

}  // namespace

HashedCrossing::HashedCrossing(HashedCrossingOptions options)
    : Layer(std::make_shared<HashedCrossingImpl>(std::move(options))) {}
HashedCrossing::HashedCrossing(int num_bins, HashedCrossingOptions options)
    : HashedCrossing(with_bins(num_bins, std::move(options))) {}

/// Keras ignores `trainable` here.
Layer HashedCrossing::from_config(const Object& saved) {
  auto config = saved;
  config.erase("trainable");
  return HashedCrossing(options_from<HashedCrossingOptions>(config));
}

const Registered<Layer> registered_hashed_crossing =
    registered<Layer, HashedCrossing, HashedCrossingOptions>("keras.layers", "HashedCrossing");

}  // namespace keras::layers
