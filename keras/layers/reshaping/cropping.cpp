#include "keras/layers/reshaping/cropping.hpp"

#include <algorithm>

#include "keras/layers/data_format.hpp"
#include "keras/layers/image_rank.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/slice.hpp"

namespace keras::layers {
namespace {

/// The data format of `options`, of those that have one.
template <class Options>
bool channels_first(const Options& options) {
  if constexpr (requires { options.data_format; }) return options.data_format == "channels_first";
  return false;
}

template <class Options, int axes>
struct CroppingImpl final : LayerOf<Options> {
  using LayerOf<Options>::options;

  CroppingImpl(const char* name, Options o) : LayerOf<Options>(name, std::move(o)) {
    options.cropping = options.cropping.resolved(axes, text("layers.", name, ": cropping").c_str());
    if constexpr (requires { options.data_format; })
      options.data_format = checked_data_format(options.data_format, name);
  }

  /// As in Keras on JAX, whose slice of a whole array is that array, with its mask.
  bool supports_masking() const override {
    const auto& pairs = options.cropping.pairs();
    return std::all_of(pairs.begin(), pairs.end(),
                       [](const auto& pair) { return pair == std::pair(0, 0); });
  }

  Tensor call(const Tensor& x, CallContext&) override {
    expect_images(this->path(), axes, x.shape());
    auto kept = ops::whole(x.shape());
    const int first = channels_first(options) ? 2 : 1;
    for (int i = 0; i < axes; ++i) {
      const auto [before, after] = options.cropping.pairs()[static_cast<std::size_t>(i)];
      const auto axis = static_cast<std::size_t>(first + i);
      kept.starts[axis] = before;
      kept.lengths[axis] -= before + after;
      if (kept.lengths[axis] <= 0)
        fail(this->path(), ": cropping must leave something of each axis; received cropping=",
             to_value(options.cropping), " and input shape ", x.shape());
    }
    return ops::slice_part(x, kept);
  }
};

}  // namespace

Cropping1D::Cropping1D(Cropping1DOptions options)
    : Layer(
          std::make_shared<CroppingImpl<Cropping1DOptions, 1>>("Cropping1D", std::move(options))) {}
Cropping1D::Cropping1D(int cropping, Cropping1DOptions options)
    : Cropping1D((options.cropping = cropping, std::move(options))) {}
Cropping2D::Cropping2D(Cropping2DOptions options)
    : Layer(
          std::make_shared<CroppingImpl<Cropping2DOptions, 2>>("Cropping2D", std::move(options))) {}
Cropping2D::Cropping2D(int cropping, Cropping2DOptions options)
    : Cropping2D((options.cropping = cropping, std::move(options))) {}
Cropping3D::Cropping3D(Cropping3DOptions options)
    : Layer(
          std::make_shared<CroppingImpl<Cropping3DOptions, 3>>("Cropping3D", std::move(options))) {}
Cropping3D::Cropping3D(int cropping, Cropping3DOptions options)
    : Cropping3D((options.cropping = cropping, std::move(options))) {}

const Registered<Layer> registered_cropping1d =
    registered<Layer, Cropping1D, Cropping1DOptions>("keras.layers", "Cropping1D");
const Registered<Layer> registered_cropping2d =
    registered<Layer, Cropping2D, Cropping2DOptions>("keras.layers", "Cropping2D");
const Registered<Layer> registered_cropping3d =
    registered<Layer, Cropping3D, Cropping3DOptions>("keras.layers", "Cropping3D");

}  // namespace keras::layers
