#include "keras/ops/math.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operation_tables.hpp"
#include "keras/ops/saved_forms.hpp"

namespace keras::ops {

std::vector<Operation> nn_operations() {
  return {
      operation<relu>("relu", "Relu", {"x"}),
      operation<relu6>("relu6", "Relu6", {"x"}),
      operation<leaky_relu>("leaky_relu", "LeakyRelu", {"x"}),
      operation<sigmoid>("sigmoid", "Sigmoid", {"x"}),
      operation<silu>("silu", "Silu", {"x"}),
      operation<softplus>("softplus", "Softplus", {"x"}),
      operation<polar>("polar", "Polar", {"abs_", "angle"}),
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
      operation<threshold_form>("threshold", "Threshold", {"x", "threshold", "default_value"},
                                {.config = {"threshold", "default_value"}}),
      operation<glu>("glu", "Glu", {"x"}),
      operation<squareplus>("squareplus", "Squareplus", {"x"}),
      operation<sparse_plus>("sparse_plus", "SparsePlus", {"x"}),
      operation<sparse_sigmoid>("sparse_sigmoid", "SparseSigmoid", {"x"}),
      operation<sparsemax>("sparsemax", "Sparsemax", {"x"}),
      operation<multi_hot>("multi_hot", "MultiHot", {"inputs", "num_classes"}),
      operation<ctc_loss>("ctc_loss", "CTCLoss",
                          {"target", "output", "target_length", "output_length"}),
      operation<ctc_decode>("ctc_decode", "CTCDecode", {"inputs", "sequence_lengths"}),
      operation<psnr>("psnr", "PSNR", {"x1", "x2", "max_val"}),
      operation<dot_product_attention>(
          "dot_product_attention", "DotProductAttention", {"query", "key", "value"},
          {.called = {"scale"}, .keywords = {"bias", "mask", "scale"}}),
      operation<unfold>("unfold", "Unfold", {"x", "kernel_size"}),
      operation<fold>("fold", "Fold", {"x", "output_size", "kernel_size"}),
      operation<depth_to_space>("depth_to_space", "DepthToSpace", {"x", "block_size"}),
      operation<space_to_depth>("space_to_depth", "SpaceToDepth", {"x", "block_size"}),
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
      operation<rms_normalization>("rms_normalization", "RMSNorm", {"x"}, {.keywords = {"scale"}}),
      operation<normalize>("normalize", "Normalize", {"x"}),
  };
}

}  // namespace keras::ops
