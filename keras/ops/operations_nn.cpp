#include "keras/ops/nn.hpp"
#include "keras/ops/operation_tables.hpp"

namespace keras::ops {

std::vector<Operation> nn_operations() {
  return {
      operation<relu>("relu", "Relu", {"x"}),
      operation<relu6>("relu6", "Relu6", {"x"}),
      operation<leaky_relu>("leaky_relu", "LeakyRelu", {"x"}),
      operation<sigmoid>("sigmoid", "Sigmoid", {"x"}),
      operation<silu>("silu", "Silu", {"x"}),
      operation<softplus>("softplus", "Softplus", {"x"}),
      operation<softsign>("softsign", "Softsign", {"x"}),
      operation<elu>("elu", "Elu", {"x"}),
      operation<selu>("selu", "Selu", {"x"}),
      operation<gelu>("gelu", "Gelu", {"x"}),
      operation<hard_sigmoid>("hard_sigmoid", "HardSigmoid", {"x"}),
      operation<hard_silu>("hard_silu", "HardSilu", {"x"}),
      operation<hard_tanh>("hard_tanh", "HardTanh", {"x"}),
      operation<log_sigmoid>("log_sigmoid", "LogSigmoid", {"x"}),
      operation<celu>("celu", "Celu", {"x"}),
      operation<hard_shrink>("hard_shrink", "HardShrink", {"x"}),
      operation<soft_shrink>("soft_shrink", "SoftShrink", {"x"}),
      operation<tanh_shrink>("tanh_shrink", "TanhShrink", {"x"}),
      operation<threshold>("threshold", "Threshold", {"x", "threshold", "default_value"}),
      operation<glu>("glu", "Glu", {"x"}),
      operation<softmax>("softmax", "Softmax", {"x"}),
      operation<log_softmax>("log_softmax", "LogSoftmax", {"x"}),
      operation<one_hot>("one_hot", "OneHot", {"x", "num_classes"}),
      operation<categorical_crossentropy>("categorical_crossentropy", "CategoricalCrossentropy",
                                          {"target", "output"}),
      operation<sparse_categorical_crossentropy>(
          "sparse_categorical_crossentropy", "SparseCategoricalCrossentropy", {"target", "output"}),
      operation<binary_crossentropy>("binary_crossentropy", "BinaryCrossentropy",
                                     {"target", "output"}),
      operation<moments>("moments", "Moments", {"x", "axes"}),
      operation<batch_normalization>("batch_normalization", "BatchNorm",
                                     {"x", "mean", "variance", "axis"}),
      operation<layer_normalization>("layer_normalization", "LayerNorm", {"x"}),
      operation<rms_normalization>("rms_normalization", "RMSNorm", {"x"}),
      operation<normalize>("normalize", "Normalize", {"x"}),
  };
}

}  // namespace keras::ops
