// keras.ops: what neural networks add to NumPy.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "keras/core/axes.hpp"
#include "keras/core/integers.hpp"
#include "keras/core/settings.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// max(x, 0)
Tensor relu(const Tensor& x);
/// min(max(x, 0), 6)
Tensor relu6(const Tensor& x);
struct LeakyReluOptions {
  double negative_slope = 0.2;
};
/// x where x > 0, negative_slope * x elsewhere.
Tensor leaky_relu(const Tensor& x, LeakyReluOptions options = {});
/// 1 / (1 + exp(-x))
Tensor sigmoid(const Tensor& x);
/// x * sigmoid(x)
Tensor silu(const Tensor& x);
/// log(1 + exp(x)), without overflow.
Tensor softplus(const Tensor& x);
/// x / (1 + |x|)
Tensor softsign(const Tensor& x);
struct EluOptions {
  double alpha = 1.0;
};
/// x where x > 0, alpha * (exp(x) - 1) elsewhere.
Tensor elu(const Tensor& x, EluOptions options = {});
/// Klambauer et al. 2017: 1.0507 * elu(x, 1.6733).
Tensor selu(const Tensor& x);
struct GeluOptions {
  bool approximate = true;  ///< By tanh; exact by erf otherwise.
};
/// x times the normal distribution function of x.
Tensor gelu(const Tensor& x, GeluOptions options = {});
/// clip(x / 6 + 0.5, 0, 1)
Tensor hard_sigmoid(const Tensor& x);
/// x * hard_sigmoid(x)
Tensor hard_silu(const Tensor& x);
/// clip(x, -1, 1)
Tensor hard_tanh(const Tensor& x);
/// log(sigmoid(x)), without overflow.
Tensor log_sigmoid(const Tensor& x);
/// x * tanh(softplus(x))
Tensor mish(const Tensor& x);
struct CeluOptions {
  double alpha = 1.0;
};
/// max(x, 0) + min(alpha * (exp(x / alpha) - 1), 0)
Tensor celu(const Tensor& x, CeluOptions options = {});
struct ThresholdOptions {
  double threshold = 0.5;
};
/// x where |x| > threshold, 0 elsewhere.
Tensor hard_shrink(const Tensor& x, ThresholdOptions options = {});
/// x - threshold, x + threshold or 0.
Tensor soft_shrink(const Tensor& x, ThresholdOptions options = {});
/// x - tanh(x)
Tensor tanh_shrink(const Tensor& x);
/// x where x > threshold, default_value elsewhere.
Tensor threshold(const Tensor& x, double threshold, double default_value);
struct GluOptions {
  int axis = -1;
};
/// a * sigmoid(b), where a and b are the halves of `x` along `axis`.
Tensor glu(const Tensor& x, GluOptions options = {});
/// The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x.
Tensor erf(const Tensor& x);
Tensor erfinv(const Tensor& x);
Tensor rsqrt(const Tensor& x);

struct SquareplusOptions {
  double b = 4;
};
/// (x + sqrt(x^2 + b)) / 2
Tensor squareplus(const Tensor& x, SquareplusOptions options = {});
/// 0 below -1, x above 1, (x + 1)^2 / 4 between.
Tensor sparse_plus(const Tensor& x);
/// clip((x + 1) / 2, 0, 1)
Tensor sparse_sigmoid(const Tensor& x);
struct SparsemaxOptions {
  int axis = -1;
};
/// What Keras computes under this name: x less a threshold, and 0 below (after Martins and
/// Astudillo 2016).
Tensor sparsemax(const Tensor& x, SparsemaxOptions options = {});

struct SoftmaxOptions {
  Axes axis = -1;  ///< One axis or several; none (None) for the flattened tensor.
};
/// exp(x) / sum(exp(x)) along `axis`.
Tensor softmax(const Tensor& x, SoftmaxOptions options = {});
/// log(softmax(x)), without overflow.
Tensor log_softmax(const Tensor& x, SoftmaxOptions options = {});
struct LogSumExpOptions {
  Axes axis = {};
  bool keepdims = false;
};
/// log(sum(exp(x))), without overflow.
Tensor logsumexp(const Tensor& x, LogSumExpOptions options = {});

struct OneHotOptions {
  int axis = -1;
  std::optional<DType> dtype = {};  ///< float32 by default.
  bool sparse = false;              ///< Without effect: all tensors are dense.
};
/// 1 at the place of each index along a new `axis` of length `num_classes`, 0 elsewhere; an index
/// outside gives zeros.
Tensor one_hot(const Tensor& x, int num_classes, OneHotOptions options = {});

struct MultiHotOptions {
  int axis = -1;
  std::optional<DType> dtype = {};  ///< float32 by default.
  bool sparse = false;              ///< Without effect: all tensors are dense.
};
/// 1 at the places of all indices of a sample (along axis 1 if there is one), 0 elsewhere.
Tensor multi_hot(const Tensor& inputs, int num_classes, MultiHotOptions options = {});

struct CrossentropyOptions {
  bool from_logits = false;
  int axis = -1;
};
/// -sum(target * log(output)) along `axis`, for probabilities or logits.
Tensor categorical_crossentropy(const Tensor& target, const Tensor& output,
                                CrossentropyOptions options = {});
/// The same for targets that are the numbers of the classes.
Tensor sparse_categorical_crossentropy(const Tensor& target, const Tensor& output,
                                       CrossentropyOptions options = {});
struct BinaryCrossentropyOptions {
  bool from_logits = false;
};
/// -(target * log(output) + (1 - target) * log(1 - output)), elementwise.
Tensor binary_crossentropy(const Tensor& target, const Tensor& output,
                           BinaryCrossentropyOptions options = {});

struct CtcLossOptions {
  int mask_index = 0;  ///< The class that stands for nothing.
};
/// Graves et al. 2006: the negative logarithm of the probability of the labels `target` (batch,
/// length) by the logits `output` (batch, time, classes), of both only the first ones.
Tensor ctc_loss(const Tensor& target, const Tensor& output, const Tensor& target_length,
                const Tensor& output_length, CtcLossOptions options = {});
struct CtcDecodeOptions {
  std::string strategy = "greedy";  ///< or "beam_search"
  int beam_width = 100,
      top_paths = 1;                  ///< Of beam search: paths kept at each time, and at the end.
  bool merge_repeated = true;         ///< Whether a class several times in a row counts once.
  std::optional<int> mask_index = 0;  ///< The class that stands for nothing; None for the last.
};
/// The labels (1, batch, time) of the best class at each time, those that stand for nothing moved
/// to the end as -1, and the negative sums of the scores (batch, 1). By beam search the labels
/// (top_paths, batch, time) of the likeliest paths, and their log-probabilities (batch, top_paths)
/// as float32, which have no gradient.
std::array<Tensor, 2> ctc_decode(const Tensor& inputs, const Tensor& sequence_lengths,
                                 CtcDecodeOptions options = {});
/// The peak signal to noise ratio in decibels: 20 log10(max_val) - 10 log10(mean((x1 - x2)^2)).
Tensor psnr(const Tensor& x1, const Tensor& x2, double max_val);

struct AttentionOptions {
  Tensor bias = {};                                 ///< Added to the scores.
  Tensor mask = {};                                 ///< Where false, nothing is seen.
  std::optional<double> scale = {};                 ///< Of the scores; 1 / sqrt(depth) by default.
  bool is_causal = false;                           ///< Whether nothing later is seen.
  std::optional<bool> flash_attention = {};         ///< Must not be true.
  std::optional<double> attn_logits_soft_cap = {};  ///< Must not be given.
};
/// softmax(query . key * scale + bias) . value, all of them (batch, time, heads, depth), the scores
/// (batch, heads, time of the query, time of the key).
Tensor dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                             AttentionOptions options = {});

struct WindowsOptions {
  Integers dilation = 1, padding = 0, stride = 1;
};
/// The windows of images (batch, channels, height, width): (batch, channels * window, windows).
Tensor unfold(const Tensor& x, Integers kernel_size, WindowsOptions options = {});
/// Images of `output_size` as the sums of such windows.
Tensor fold(const Tensor& x, Integers output_size, Integers kernel_size,
            WindowsOptions options = {});
struct BlocksOptions {
  std::string data_format = config::image_data_format();
};
/// Channels rearranged into blocks of block_size x block_size places.
Tensor depth_to_space(const Tensor& x, int block_size, BlocksOptions options = {});
Tensor space_to_depth(const Tensor& x, int block_size, BlocksOptions options = {});

struct MomentsOptions {
  bool keepdims = false;
  bool synchronized = false;  ///< Must be false: a model runs on one device.
};
/// The mean and the variance over `axes`.
std::pair<Tensor, Tensor> moments(const Tensor& x, Axes axes, MomentsOptions options = {});

struct BatchNormalizationOptions {
  Tensor offset = {}, scale = {};
  double epsilon = 1e-3;
};
/// (x - mean) / sqrt(variance + epsilon) * scale + offset, with one number of each for each place
/// along `axis`.
Tensor batch_normalization(const Tensor& x, const Tensor& mean, const Tensor& variance, int axis,
                           BatchNormalizationOptions options = {});

struct LayerNormalizationOptions {
  Tensor gamma = {}, beta = {};
  Axes axis = -1;
  std::optional<double> epsilon = {};  ///< `config::epsilon()` by default.
  bool rms_scaling = false;            ///< Only divide by the deviation, without mean and beta.
};
/// (x - mean) / sqrt(variance + epsilon) * gamma + beta, with the mean and the variance along
/// `axis`; gamma and beta have the lengths of those axes.
Tensor layer_normalization(const Tensor& x, LayerNormalizationOptions options = {});
struct RmsNormalizationOptions {
  Tensor scale = {};  ///< Of the rank of x, or of the lengths of `axis`.
  Axes axis = -1;
  std::optional<double> epsilon = {};  ///< `config::epsilon()` by default.
};
/// x / sqrt(mean(x^2) + epsilon) * scale, with the mean along `axis`.
Tensor rms_normalization(const Tensor& x, RmsNormalizationOptions options = {});
struct NormalizeOptions {
  Axes axis = -1;
  double order = 2;
  double epsilon = config::epsilon();  ///< The least norm that is divided by.
};
/// x divided by its norm along `axis`: sum(|x|^order)^(1 / order).
Tensor normalize(const Tensor& x, NormalizeOptions options = {});

struct TopKOptions {
  bool sorted = true;
};
/// The `k` largest elements along the last axis, and their places.
std::array<Tensor, 2> top_k(const Tensor& x, int k, TopKOptions options = {});

}  // namespace keras::ops
