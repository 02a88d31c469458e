#include "keras/layers/reshaping/zero_padding.hpp"

#include "keras/layers/data_format.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

template <class Options, int axes>
struct ZeroPaddingImpl final : LayerOf<Options> {
  using LayerOf<Options>::options;

  ZeroPaddingImpl(const char* name, Options o) : LayerOf<Options>(name, std::move(o)) {
    options.padding = options.padding.resolved(axes, text("layers.", name, ": padding").c_str());
    options.data_format = checked_data_format(options.data_format, name);
  }

  Tensor call(const Tensor& x, CallContext&) override {
    if (x.rank() != axes + 2)
      fail(this->path(), ": the input must have ", axes + 2, " axes; received shape ", x.shape());
    std::vector<std::pair<int, int>> widths(axes + 2);
    const std::size_t first = options.data_format == "channels_first" ? 2 : 1;
    for (std::size_t i = 0; i < axes; ++i) widths[first + i] = options.padding.pairs()[i];
    return ops::pad(x, std::move(widths));
  }
};

}  // namespace

ZeroPadding1D::ZeroPadding1D(ZeroPadding1DOptions options)
    : Layer(std::make_shared<ZeroPaddingImpl<ZeroPadding1DOptions, 1>>("ZeroPadding1D",
                                                                       std::move(options))) {}
ZeroPadding1D::ZeroPadding1D(int padding, ZeroPadding1DOptions options)
    : ZeroPadding1D((options.padding = padding, std::move(options))) {}
ZeroPadding2D::ZeroPadding2D(ZeroPadding2DOptions options)
    : Layer(std::make_shared<ZeroPaddingImpl<ZeroPadding2DOptions, 2>>("ZeroPadding2D",
                                                                       std::move(options))) {}
ZeroPadding2D::ZeroPadding2D(int padding, ZeroPadding2DOptions options)
    : ZeroPadding2D((options.padding = padding, std::move(options))) {}
ZeroPadding3D::ZeroPadding3D(ZeroPadding3DOptions options)
    : Layer(std::make_shared<ZeroPaddingImpl<ZeroPadding3DOptions, 3>>("ZeroPadding3D",
                                                                       std::move(options))) {}
ZeroPadding3D::ZeroPadding3D(int padding, ZeroPadding3DOptions options)
    : ZeroPadding3D((options.padding = padding, std::move(options))) {}

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::ZeroPadding1D,
                                  keras::layers::ZeroPadding1DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::ZeroPadding2D,
                                  keras::layers::ZeroPadding2DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::ZeroPadding3D,
                                  keras::layers::ZeroPadding3DOptions>;
