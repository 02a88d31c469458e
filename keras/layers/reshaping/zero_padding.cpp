#include "keras/layers/reshaping/zero_padding.hpp"

#include "keras/layers/data_format.hpp"
#include "keras/layers/image_rank.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

template <int axes>
struct ZeroPaddingImpl final : LayerOf<ZeroPaddingOptions> {
  ZeroPaddingImpl(const char* name, ZeroPaddingOptions o) : LayerOf(name, std::move(o)) {
    options.padding = options.padding.resolved(axes, text("layers.", name, ": padding").c_str());
    options.data_format = checked_data_format(options.data_format, name);
  }

  Tensor call(const Tensor& x, CallContext&) override {
    expect_images(this->path(), axes, x.shape());
    std::vector<std::pair<int, int>> widths(axes + 2);
    const std::size_t first = options.data_format == "channels_first" ? 2 : 1;
    for (std::size_t i = 0; i < axes; ++i) widths[first + i] = options.padding.pairs()[i];
    return ops::pad(x, std::move(widths));
  }
};

}  // namespace

ZeroPadding1D::ZeroPadding1D(ZeroPaddingOptions options)
    : Layer(std::make_shared<ZeroPaddingImpl<1>>("ZeroPadding1D", std::move(options))) {}
ZeroPadding1D::ZeroPadding1D(int padding, ZeroPaddingOptions options)
    : ZeroPadding1D((options.padding = padding, std::move(options))) {}
ZeroPadding2D::ZeroPadding2D(ZeroPaddingOptions options)
    : Layer(std::make_shared<ZeroPaddingImpl<2>>("ZeroPadding2D", std::move(options))) {}
ZeroPadding2D::ZeroPadding2D(int padding, ZeroPaddingOptions options)
    : ZeroPadding2D((options.padding = padding, std::move(options))) {}
ZeroPadding3D::ZeroPadding3D(ZeroPaddingOptions options)
    : Layer(std::make_shared<ZeroPaddingImpl<3>>("ZeroPadding3D", std::move(options))) {}
ZeroPadding3D::ZeroPadding3D(int padding, ZeroPaddingOptions options)
    : ZeroPadding3D((options.padding = padding, std::move(options))) {}

const Registered<Layer> registered_zero_padding1d =
    registered<Layer, ZeroPadding1D, ZeroPaddingOptions>("keras.layers", "ZeroPadding1D");
const Registered<Layer> registered_zero_padding2d =
    registered<Layer, ZeroPadding2D, ZeroPaddingOptions>("keras.layers", "ZeroPadding2D");
const Registered<Layer> registered_zero_padding3d =
    registered<Layer, ZeroPadding3D, ZeroPaddingOptions>("keras.layers", "ZeroPadding3D");

}  // namespace keras::layers
