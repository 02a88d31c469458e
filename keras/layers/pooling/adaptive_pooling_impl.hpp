// Internal: what the adaptive pooling layers share.
#pragma once
#include "keras/layers/data_format.hpp"
#include "keras/layers/image_rank.hpp"
#include "keras/layers/pooling/pooling_options.hpp"
#include "keras/ops/conv.hpp"

namespace keras::layers {

/// A layer that takes one number out of each of a given number of windows.
template <int axes, Tensor (*pool)(const Tensor&, Sizes, ops::AdaptivePoolOptions)>
struct AdaptivePoolingImpl final : LayerOf<AdaptivePoolingOptions> {
  AdaptivePoolingImpl(const char* name, AdaptivePoolingOptions o) : LayerOf(name, std::move(o)) {
    options.output_size =
        options.output_size.resolved(axes, text("layers.", name, ": output_size").c_str());
    options.data_format = checked_data_format(options.data_format, name);
  }

  Tensor call(const Tensor& x, CallContext&) override {
    expect_images(this->path(), axes, x.shape());
    return pool(x, options.output_size, {.data_format = options.data_format});
  }
};

}  // namespace keras::layers
