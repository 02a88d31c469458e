// Internal: what the pooling layers share.
#pragma once
#include "keras/layers/data_format.hpp"
#include "keras/layers/define.hpp"
#include "keras/layers/image_rank.hpp"
#include "keras/ops/conv.hpp"

namespace keras::layers {

/// A layer that takes one number out of each window of `axes`-dimensional images.
template <class Options, int axes, Tensor (*pool)(const Tensor&, Sizes, ops::PoolOptions)>
struct PoolingImpl final : LayerOf<Options> {
  using LayerOf<Options>::options;

  PoolingImpl(const char* name, Options o) : LayerOf<Options>(name, std::move(o)) {
    auto& size = options.pool_size;
    size = size.resolved(axes, text("layers.", name, ": pool_size").c_str());
    options.strides =
        options.strides.value_or(size).resolved(axes, text("layers.", name, ": strides").c_str());
    options.padding = checked_padding(options.padding, name, {"valid", "same"});
    options.data_format = checked_data_format(options.data_format, name);
    this->built = true;
  }

  Tensor call(const Tensor& x, CallContext&) override {
    expect_images(this->path(), axes, x.shape());
    return pool(x, options.pool_size,
                {.strides = options.strides,
                 .padding = options.padding,
                 .data_format = options.data_format});
  }
};

}  // namespace keras::layers
