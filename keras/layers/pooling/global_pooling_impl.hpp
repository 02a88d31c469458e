// Internal: what the global pooling layers share.
#pragma once
#include "keras/layers/data_format.hpp"
#include "keras/layers/image_rank.hpp"
#include "keras/layers/pooling/pooling_options.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {

/// A layer that reduces all axes of `axes`-dimensional images but samples and channels.
template <int axes>
struct GlobalPoolingImpl : LayerOf<GlobalPoolingOptions> {
  GlobalPoolingImpl(const char* name, GlobalPoolingOptions o) : LayerOf(name, std::move(o)) {
    options.data_format = checked_data_format(options.data_format, name);
    built = true;
  }

  virtual Tensor pool(const Tensor& x, const ops::ReduceOptions& over, CallContext& context) = 0;

  Tensor call(const Tensor& x, CallContext& context) override {
    expect_images(path(), axes, x.shape());
    Axes spatial;
    for (int i = 0; i < axes; ++i) spatial.push_back((channels_first() ? 2 : 1) + i);
    return pool(x, {.axis = spatial, .keepdims = options.keepdims}, context);
  }

  bool channels_first() const { return options.data_format == "channels_first"; }
};

}  // namespace keras::layers
