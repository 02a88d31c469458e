#include "keras/layers/preprocessing/discretization.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "keras/layers/layer_define.hpp"
#include "keras/layers/preprocessing/encode_categories.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

/// Some values of data in order, each for `weight` values.
struct Summary {
  std::vector<double> values = {}, weights = {};
};

/// As numpy.interp: the line through (xs, ys) at `x`, level outside.
double interpolated(double x, std::span<const double> xs, std::span<const double> ys) {
  const auto above =
      static_cast<std::size_t>(std::upper_bound(xs.begin(), xs.end(), x) - xs.begin());
  if (above == 0) return ys.front();
  if (above == xs.size()) return ys.back();
  const double share = (x - xs[above - 1]) / (xs[above] - xs[above - 1]);
  return ys[above - 1] + share * (ys[above] - ys[above - 1]);
}

/// A summary of about 1 / `epsilon` values.
Summary compressed(const Summary& summary, double epsilon) {
  if (static_cast<double>(summary.values.size()) * epsilon < 1) return summary;
  std::vector<double> sums, shares;
  for (const double weight : summary.weights)
    sums.push_back((sums.empty() ? 0 : sums.back()) + weight);
  for (const double sum : sums) shares.push_back(sum / sums.back());
  Summary result;
  double before = 0;
  const auto count = static_cast<int>(std::ceil(1 / epsilon));
  for (int i = 0; i < count; ++i) {
    const double share = epsilon + i * epsilon, sum = interpolated(share, shares, sums);
    result.values.push_back(interpolated(share, shares, summary.values));
    result.weights.push_back(sum - before);
    before = sum;
  }
  return result;
}

Summary summary_of(const Tensor& data, double epsilon) {
  auto values = data.to_vector<double>();
  std::sort(values.begin(), values.end());
  const double step = std::max(static_cast<double>(values.size()) * epsilon, 1.0);
  Summary result;
  for (auto i = static_cast<std::size_t>(step - 1); i < values.size();
       i += static_cast<std::size_t>(step)) {
    result.values.push_back(values[i]);
    result.weights.push_back(step);
  }
  return result;
}

Summary merged(const Summary& a, const Summary& b, double epsilon) {
  std::vector<std::pair<double, double>> all;
  for (const auto* summary : {&a, &b})
    for (std::size_t i = 0; i < summary->values.size(); ++i)
      all.emplace_back(summary->values[i], summary->weights[i]);
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& x, const auto& y) { return x.first < y.first; });
  Summary result;
  for (const auto& [value, weight] : all) {
    result.values.push_back(value);
    result.weights.push_back(weight);
  }
  return compressed(result, epsilon);
}

struct DiscretizationImpl final : LayerOf<DiscretizationOptions> {
  explicit DiscretizationImpl(DiscretizationOptions o) : LayerOf("Discretization", std::move(o)) {
    const auto& mode = options.output_mode;
    if (mode != "int" && mode != "one_hot" && mode != "multi_hot" && mode != "count")
      fail("layers.Discretization: output_mode must be 'int', 'one_hot', 'multi_hot' or 'count'; ",
           "received output_mode=", quoted(mode));
    if (options.bin_boundaries.given() == options.num_bins.has_value())
      fail("layers.Discretization: either bin_boundaries or num_bins must be given; received ",
           options.num_bins ? "both" : "none");
    if (options.num_bins && *options.num_bins < 1)
      fail("layers.Discretization: num_bins must be positive; received num_bins=",
           *options.num_bins);
    if (!(options.epsilon > 0 && options.epsilon < 1))
      fail("layers.Discretization: epsilon must be in (0, 1); received epsilon=", options.epsilon);
    if (options.sparse)
      fail("layers.Discretization: sparse must be false, there are no sparse tensors; received ",
           "sparse=true");
  }

  Object full_config() const override { return brief_config(); }

  /// Numbers meet the boundaries as they are, whatever dtype the outputs have.
  bool casts_inputs() const override { return false; }
  DType input_dtype() const override { return config::floatx(); }

  Tensor call(const Tensor& given, CallContext&) override {
    if (!options.bin_boundaries.given())
      fail(path(), ": adapt must be called before the layer, or bin_boundaries be given");
    const auto boundaries = options.bin_boundaries.tensor(DType::float32);
    const auto x = given.dtype().is_floating() ? ops::cast(given, input_dtype()) : given;
    const auto passed = ops::expand_dims(x, -1) >= boundaries;
    const auto bins = ops::sum(ops::cast(passed, "int32"), {.axis = -1});
    if (options.output_mode == "int") return bins;
    return encode_categories(bins, options.output_mode, static_cast<int>(boundaries.size()) + 1,
                             policy.compute_dtype());
  }

  void adapt(const std::vector<Tensor>& batches) {
    if (!options.num_bins)
      fail(path(), ": adapt needs num_bins in place of bin_boundaries; received num_bins=None");
    Summary all;
    for (const auto& batch : batches)
      all = merged(summary_of(batch, options.epsilon), all, options.epsilon);
    if (all.values.empty()) fail(path(), ": adapt needs at least one number; received none");
    auto boundaries = compressed(all, 1.0 / *options.num_bins).values;
    boundaries.pop_back();
    options.bin_boundaries = std::move(boundaries);
  }
};

}  // namespace

Discretization::Discretization(DiscretizationOptions options)
    : Layer(std::make_shared<DiscretizationImpl>(std::move(options))) {}
void Discretization::adapt(const Tensor& data) const { as<DiscretizationImpl>().adapt({data}); }
void Discretization::adapt(const std::vector<Tensor>& batches) const {
  as<DiscretizationImpl>().adapt(batches);
}

/// An adapted layer is saved with both arguments.
Layer Discretization::from_config(const Object& saved) {
  auto config = saved;
  const auto* boundaries = saved.find("bin_boundaries");
  const auto* bins = saved.find("num_bins");
  const bool adapted = boundaries && bins && !boundaries->is_null() && !bins->is_null();
  if (adapted) config.erase("bin_boundaries");
  const auto layer = layer_from_config<Discretization, DiscretizationOptions>(config);
  if (adapted)
    keras::from_value(*boundaries, layer.as<DiscretizationImpl>().options.bin_boundaries);
  return layer;
}

const Registered<Layer> registered_discretization =
    registered<Layer, Discretization, DiscretizationOptions>("keras.layers", "Discretization");

}  // namespace keras::layers
