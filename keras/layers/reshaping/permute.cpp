#include "keras/layers/reshaping/permute.hpp"

#include <algorithm>

#include "keras/layers/layer_define.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

struct PermuteImpl final : LayerOf<PermuteOptions> {
  explicit PermuteImpl(PermuteOptions o) : LayerOf("Permute", std::move(o)) {
    auto sorted = options.dims;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < sorted.size(); ++i)
      if (sorted[i] != static_cast<int>(i) + 1)
        fail("layers.Permute: dims must hold each of 1, ..., n once; received dims=",
             keras::to_value(options.dims));
  }

  Tensor call(const Tensor& x, CallContext&) override {
    if (x.rank() != static_cast<int>(options.dims.size()) + 1)
      fail(path(),
           ": dims must hold one number for each axis of the input but the first; received ",
           "dims=", keras::to_value(options.dims), " and shape ", x.shape());
    std::vector<int> axes = {0};
    axes.insert(axes.end(), options.dims.begin(), options.dims.end());
    return ops::transpose(x, {.axes = std::move(axes)});
  }
};

}  // namespace

Permute::Permute(PermuteOptions options)
    : Layer(std::make_shared<PermuteImpl>(std::move(options))) {}
Permute::Permute(std::vector<int> dims, PermuteOptions options)
    : Permute((options.dims = std::move(dims), std::move(options))) {}

const Registered<Layer> registered_permute =
    registered<Layer, Permute, PermuteOptions>("keras.layers", "Permute");

}  // namespace keras::layers
