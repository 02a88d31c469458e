#include "keras/layers/preprocessing/normalization.hpp"

#include <algorithm>

#include "keras/core/settings.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

/// The statistics of some samples.
struct Statistics {
  Tensor mean, variance;
  std::int64_t count = 0;
};

/// Chan et al. 1979: the statistics of all samples from those of two parts.
Statistics merged(const Statistics& a, const Statistics& b) {
  const auto count = a.count + b.count;
  const double weight = static_cast<double>(b.count) / static_cast<double>(count);
  const auto mean = a.mean * (1 - weight) + b.mean * weight;
  const auto variance = (a.variance + ops::square(a.mean - mean)) * (1 - weight) +
                        (b.variance + ops::square(b.mean - mean)) * weight;
  return {mean, variance, count};
}

struct NormalizationImpl final : LayerOf<NormalizationOptions> {
  Variable mean, variance, count;
  std::vector<int> kept = {}, reduced = {};
  Shape broadcast_shape = {};

  explicit NormalizationImpl(NormalizationOptions o) : LayerOf("Normalization", std::move(o)) {
    if (options.mean.given() != options.variance.given())
      fail("layers.Normalization: mean and variance must be given together; received only one");
    if (!options.mean.given()) return;
    if (options.mean.shape() != options.variance.shape())
      fail("layers.Normalization: mean and variance must have the same shape; received shapes ",
           options.mean.shape(), " and ", options.variance.shape());
    if (options.mean.shape().rank() > options.axis.count())
      fail("layers.Normalization: mean must have at most ", options.axis.count(),
           " axes; received shape ", options.mean.shape());
  }

  Object config() const override {
    auto config = LayerOf::config();
    List axes;
    if (options.axis.given()) {
      const auto axis = to_value(options.axis);
      axes = axis.is_list() ? axis.as_list() : List{axis};
    }
    config["axis"] = axes;
    return config;
  }

  void build(const Shape& input) override {
    kept = options.axis.given() ? options.axis.normalized(input.rank(), "layers.Normalization")
                                : std::vector<int>();
    Shape statistics;
    for (int axis = 0; axis < input.rank(); ++axis) {
      const bool keep = std::find(kept.begin(), kept.end(), axis) != kept.end();
      if (!keep) reduced.push_back(axis);
      broadcast_shape.push_back(keep ? input[axis] : 1);
      if (keep) statistics.push_back(input[axis]);
    }
    if (!statistics.known())
      fail("the axes of the statistics must have known lengths; received shape ", input);
    options.mean.given() ? check_given() : add_statistics(statistics);
  }

  void check_given() const {
    const auto shape = aligned(options.mean.shape());
    for (int axis = 0; axis < shape.rank(); ++axis)
      if (shape[axis] != 1 && shape[axis] != broadcast_shape[axis])
        fail("mean must broadcast to shape ", broadcast_shape, "; received shape ",
             options.mean.shape());
  }

  void add_statistics(const Shape& shape) {
    const auto dtype = policy.variable_dtype();
    mean = add_weight({.shape = shape, .trainable = false, .dtype = dtype, .name = "mean"});
    variance = add_weight({.shape = shape,
                           .initializer = "ones",
                           .trainable = false,
                           .dtype = dtype,
                           .name = "variance"});
    // Nothing reads it, but saved models hold it.
    count = add_weight({.trainable = false, .dtype = "int32", .name = "count"});
  }

  /// `shape` with its axes at the last ones of those that are kept.
  Shape aligned(const Shape& shape) const {
    std::vector<std::int64_t> lengths(broadcast_shape.dims().size(), 1);
    for (int i = 1; i <= shape.rank(); ++i)
      lengths[static_cast<std::size_t>(kept[kept.size() - static_cast<std::size_t>(i)])] =
          shape[-i];
    return Shape(std::move(lengths));
  }

  Tensor statistic(const Variable& adapted, const Numbers& given) const {
    const auto dtype = policy.compute_dtype();
    if (!given.given()) return ops::cast(ops::reshape(adapted, broadcast_shape), dtype);
    return ops::reshape(given.tensor(dtype), aligned(given.shape()));
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& inputs, CallContext&) override {
    const auto x = ops::cast(inputs, policy.compute_dtype());
    const auto center = statistic(mean, options.mean);
    const auto scale =
        ops::maximum(ops::sqrt(statistic(variance, options.variance)), config::epsilon());
    return options.invert ? center + x * scale : (x - center) / scale;
  }

  void check_data(const Shape& shape) const {
    bool fits = shape.rank() == broadcast_shape.rank();
    for (const int axis : kept) fits = fits && shape[axis] == broadcast_shape[axis];
    if (!fits)
      fail(path(), ": the data must fit the shape ", built_with.at(0),
           " that the layer was built for; received shape ", shape);
  }

  Statistics of(const Tensor& data) const {
    check_data(data.shape());
    const auto x = data.dtype().is_floating() ? data : ops::cast(data, "float64");
    if (reduced.empty()) return {x, ops::zeros_like(x), 1};
    std::int64_t samples = 1;
    for (const int axis : reduced) samples *= data.shape(axis);
    if (samples == 0)
      fail(path(), ": adapt needs at least one sample; received shape ", data.shape());
    const ops::ReduceOptions over{.axis = Axes(reduced)};
    return {ops::mean(x, over), ops::var(x, over), samples};
  }

  void adapt(const std::vector<Tensor>& batches) {
    if (options.mean.given())
      fail(path(), ": adapt needs a layer without mean and variance; received mean=",
           to_value(options.mean));
    if (batches.empty()) fail(path(), ": adapt needs at least one batch; received none");
    ensure_built({batches[0].shape()});
    auto all = of(batches[0]);
    for (std::size_t i = 1; i < batches.size(); ++i) all = merged(all, of(batches[i]));
    mean.assign(all.mean);
    variance.assign(all.variance);
  }
};

}  // namespace

Normalization::Normalization(NormalizationOptions options)
    : Layer(std::make_shared<NormalizationImpl>(std::move(options))) {}
void Normalization::adapt(const Tensor& data) const { as<NormalizationImpl>().adapt({data}); }
void Normalization::adapt(const std::vector<Tensor>& batches) const {
  as<NormalizationImpl>().adapt(batches);
}

const Registered<Layer> registered_normalization =
    registered<Layer, Normalization, NormalizationOptions>("keras.layers", "Normalization");

}  // namespace keras::layers
