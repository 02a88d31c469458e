#include "keras/ops/conv.hpp"
#include "keras/ops/operation_tables.hpp"

namespace keras::ops {

std::vector<Operation> conv_operations() {
  return {
      operation<conv>("conv", "Conv", {"inputs", "kernel"}),
      operation<depthwise_conv>("depthwise_conv", "DepthwiseConv", {"inputs", "kernel"}),
      operation<separable_conv>("separable_conv", "SeparableConv",
                                {"inputs", "depthwise_kernel", "pointwise_kernel"}),
      operation<conv_transpose>("conv_transpose", "ConvTranspose", {"inputs", "kernel"}),
      operation<max_pool>("max_pool", "MaxPool", {"inputs", "pool_size"}),
      operation<average_pool>("average_pool", "AveragePool", {"inputs", "pool_size"}),
      operation<adaptive_max_pool>("adaptive_max_pool", "AdaptiveMaxPool",
                                   {"inputs", "output_size"}),
      operation<adaptive_average_pool>("adaptive_average_pool", "AdaptiveAveragePool",
                                       {"inputs", "output_size"}),
  };
}

}  // namespace keras::ops
