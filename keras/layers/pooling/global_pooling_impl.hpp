// Internal: what the global pooling layers share.
#pragma once
#include "keras/layers/data_format.hpp"
#include "keras/layers/define.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {

/// A layer that reduces all axes of `axes`-dimensional images but samples and channels.
template <class Options, int axes>
struct GlobalPoolingImpl : LayerOf<Options> {
  using LayerOf<Options>::options;

  GlobalPoolingImpl(const char* name, Options o) : LayerOf<Options>(name, std::move(o)) {
    options.data_format = checked_data_format(options.data_format, name);
    this->built = true;
  }

  virtual Tensor pool(const Tensor& x, const ops::ReduceOptions& over, CallContext& context) = 0;

  Tensor call(const Tensor& x, CallContext& context) override {
    if (x.rank() != axes + 2)
      fail(this->path(), ": the input must have ", axes + 2, " axes; received shape ", x.shape());
    Axes spatial;
    for (int i = 0; i < axes; ++i) spatial.push_back((channels_first() ? 2 : 1) + i);
    return pool(x, {.axis = spatial, .keepdims = options.keepdims}, context);
  }

  bool channels_first() const { return options.data_format == "channels_first"; }
};

}  // namespace keras::layers
