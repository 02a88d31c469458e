// keras.ops: convolutions of images of one, two or three axes.
#pragma once
#include <optional>
#include <string>

#include "keras/core/sizes.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

struct ConvOptions {
  Sizes strides = 1;
  std::string padding = "valid";                ///< "valid" or "same".
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  Sizes dilation_rate = 1;
};
/// The sum of products of `kernel`, (axes..., channels of a group, outputs), with each window of
/// `inputs`, (batch, axes..., channels); there are as many groups as fit into the channels. The
/// dtype is that of the kernel.
Tensor conv(const Tensor& inputs, const Tensor& kernel, ConvOptions options = {});

/// One convolution for each channel: `kernel` is (axes..., channels, multiplier), the result has
/// channels * multiplier channels.
Tensor depthwise_conv(const Tensor& inputs, const Tensor& kernel, ConvOptions options = {});

/// `depthwise_conv`, then `conv` by a kernel of one pixel.
Tensor separable_conv(const Tensor& inputs, const Tensor& depthwise_kernel,
                      const Tensor& pointwise_kernel, ConvOptions options = {});

struct ConvTransposeOptions {
  Sizes strides = 1;
  std::string padding = "valid";                ///< "valid" or "same".
  std::optional<Sizes> output_padding = {};     ///< What the result is longer than it must be.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  Sizes dilation_rate = 1;
};
/// The transpose of `conv`, as a linear function of `inputs`: `kernel` is (axes..., outputs,
/// channels).
Tensor conv_transpose(const Tensor& inputs, const Tensor& kernel,
                      ConvTransposeOptions options = {});

struct PoolOptions {
  std::optional<Sizes> strides = {};            ///< As the size of the windows by default.
  std::string padding = "valid";                ///< "valid" or "same".
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
};
/// The largest element of each window of `pool_size`, channel by channel.
Tensor max_pool(const Tensor& inputs, Sizes pool_size, PoolOptions options = {});
/// The mean of each window of `pool_size`, channel by channel; what padding adds does not count.
Tensor average_pool(const Tensor& inputs, Sizes pool_size, PoolOptions options = {});

struct AdaptivePoolOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
};
/// The largest element and the mean of each of `output_size` windows along each axis, which cover
/// it as evenly as they can.
Tensor adaptive_max_pool(const Tensor& inputs, Sizes output_size, AdaptivePoolOptions options = {});
Tensor adaptive_average_pool(const Tensor& inputs, Sizes output_size,
                             AdaptivePoolOptions options = {});

}  // namespace keras::ops
