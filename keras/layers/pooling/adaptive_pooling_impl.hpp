// Internal: what the adaptive pooling layers share.
#pragma once
#include "keras/layers/data_format.hpp"
#include "keras/layers/define.hpp"
#include "keras/ops/conv.hpp"

namespace keras::layers {

/// A layer that takes one number out of each of a given number of windows.
template <class Options, int axes, Tensor (*pool)(const Tensor&, Sizes, ops::AdaptivePoolOptions)>
struct AdaptivePoolingImpl final : LayerOf<Options> {
  using LayerOf<Options>::options;

  AdaptivePoolingImpl(const char* name, Options o) : LayerOf<Options>(name, std::move(o)) {
    options.output_size =
        options.output_size.resolved(axes, text("layers.", name, ": output_size").c_str());
    options.data_format = checked_data_format(options.data_format, name);
    this->built = true;
  }

  Tensor call(const Tensor& x, CallContext&) override {
    if (x.rank() != axes + 2)
      fail(this->path(), ": the input must have ", axes + 2, " axes; received shape ", x.shape());
    return pool(x, options.output_size, {.data_format = options.data_format});
  }
};

}  // namespace keras::layers
