#include "keras/layers/reshaping/up_sampling.hpp"

#include <cmath>
#include <numbers>

#include "keras/layers/data_format.hpp"
#include "keras/layers/image_rank.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

double lanczos(double distance, double radius) {
  if (distance >= radius) return 0;
  if (distance < 1e-7) return 1;
  const double t = std::numbers::pi * distance;
  return radius * std::sin(t) * std::sin(t / radius) / (t * t);
}

/// Keys 1981, with a = -0.5.
double cubic(double t) {
  if (t >= 2) return 0;
  return t < 1 ? (1.5 * t - 2.5) * t * t + 1 : ((-0.5 * t + 2.5) * t - 4) * t + 2;
}

/// How much a sample counts at `distance` from a place.
double weight(const std::string& interpolation, double distance) {
  if (interpolation == "bilinear") return std::max(0.0, 1 - distance);
  if (interpolation == "bicubic") return cubic(distance);
  return lanczos(distance, interpolation == "lanczos3" ? 3 : 5);
}

/// (factor * length, length): each new place as a mean of old ones, whose pixels cover equal areas.
Tensor interpolation_matrix(const std::string& interpolation, std::int64_t length, int factor) {
  const auto longer = length * factor;
  std::vector<double> matrix;
  for (std::int64_t row = 0; row < longer; ++row) {
    const double place = (static_cast<double>(row) + 0.5) / factor - 0.5;
    std::vector<double> weights;
    double total = 0;
    for (std::int64_t column = 0; column < length; ++column) {
      weights.push_back(weight(interpolation, std::abs(place - static_cast<double>(column))));
      total += weights.back();
    }
    for (const double w : weights) matrix.push_back(w / total);
  }
  return Tensor(matrix, Shape({longer, length}));
}

/// Which options have a data format: those of two and three axes.
template <class Options>
bool channels_first(const Options& options) {
  if constexpr (requires { options.data_format; }) return options.data_format == "channels_first";
  return false;
}

template <class Options, int axes>
struct UpSamplingImpl final : LayerOf<Options> {
  using LayerOf<Options>::options;
  Sizes size;

  UpSamplingImpl(const char* name, Options o)
      : LayerOf<Options>(name, std::move(o)),
        size(Sizes(options.size).resolved(axes, text("layers.", name, ": size").c_str())) {
    if constexpr (axes > 1) {
      options.size = size;
      options.data_format = checked_data_format(options.data_format, name);
    }
    if constexpr (axes == 2) check_interpolation();
  }

  void check_interpolation() const {
    for (const char* known : {"nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"})
      if (options.interpolation == known) return;
    fail(
        "layers.UpSampling2D: interpolation must be 'nearest', 'bilinear', 'bicubic', 'lanczos3' "
        "or 'lanczos5'; received interpolation=",
        quoted(options.interpolation));
  }

  Tensor call(const Tensor& x, CallContext&) override {
    expect_images(this->path(), axes, x.shape());
    if constexpr (axes == 2)
      if (options.interpolation != "nearest") return interpolated(x);
    auto y = x;
    const int first = channels_first(options) ? 2 : 1;
    for (int i = 0; i < axes; ++i) y = ops::repeat(y, size[i], {.axis = first + i});
    return y;
  }

  /// One spatial axis after the other, each by a matrix.
  Tensor interpolated(const Tensor& x) const {
    auto y = x;
    const int first = channels_first(options) ? 2 : 1;
    for (int axis = first; axis < first + axes; ++axis) {
      const auto matrix =
          ops::cast(interpolation_matrix(options.interpolation, x.shape(axis), size[axis - first]),
                    x.dtype());
      y = ops::moveaxis(ops::matmul(matrix, ops::moveaxis(y, axis, -2)), -2, axis);
    }
    return y;
  }
};

}  // namespace

UpSampling1D::UpSampling1D(UpSampling1DOptions options)
    : Layer(std::make_shared<UpSamplingImpl<UpSampling1DOptions, 1>>("UpSampling1D",
                                                                     std::move(options))) {}
UpSampling1D::UpSampling1D(int size, UpSampling1DOptions options)
    : UpSampling1D((options.size = size, std::move(options))) {}
UpSampling2D::UpSampling2D(UpSampling2DOptions options)
    : Layer(std::make_shared<UpSamplingImpl<UpSampling2DOptions, 2>>("UpSampling2D",
                                                                     std::move(options))) {}
UpSampling2D::UpSampling2D(int size, UpSampling2DOptions options)
    : UpSampling2D((options.size = size, std::move(options))) {}
UpSampling3D::UpSampling3D(UpSampling3DOptions options)
    : Layer(std::make_shared<UpSamplingImpl<UpSampling3DOptions, 3>>("UpSampling3D",
                                                                     std::move(options))) {}
UpSampling3D::UpSampling3D(int size, UpSampling3DOptions options)
    : UpSampling3D((options.size = size, std::move(options))) {}

const Registered<Layer> registered_up_sampling1d =
    registered<Layer, UpSampling1D, UpSampling1DOptions>("keras.layers", "UpSampling1D");
const Registered<Layer> registered_up_sampling2d =
    registered<Layer, UpSampling2D, UpSampling2DOptions>("keras.layers", "UpSampling2D");
const Registered<Layer> registered_up_sampling3d =
    registered<Layer, UpSampling3D, UpSampling3DOptions>("keras.layers", "UpSampling3D");

}  // namespace keras::layers
