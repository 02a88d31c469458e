// One row for each operation: where its arguments may lie when its derivatives are probed.
#include "keras/ops/op_table_test.hpp"

#include <utility>

#include "keras/ops/image.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
namespace {

using Results = std::vector<Tensor>;

// These are called in ways that no file knows.

Results call_arange(const Call& call) {
  auto options = options_from<LikeOptions>(call.keywords);
  const auto& from = call.arguments;
  const bool whole = !call[0].dtype().is_floating() && from.size() == 1;
  if (whole) return {arange(static_cast<std::int64_t>(call[0]), options)};
  bool integers = true;
  for (const auto& each : from) integers = integers && each[0].dtype().is_integer();
  if (!options.dtype && integers) options.dtype = DType::int32;
  const double start = from.size() > 1 ? double(call[0]) : 0;
  const double stop = double(call[from.size() > 1 ? 1 : 0]);
  return {arange(start, stop, from.size() > 2 ? double(call[2]) : 1, options)};
}

Results call_linspace(const Call& call) {
  auto options = options_from<LinspaceOptions>(call.keywords);
  if (!std::exchange(options.retstep, false)) return {linspace(call[0], call[1], options)};
  const auto [line, step] = linspace_with_step(call[0], call[1], options);
  return {line, step};
}

Results call_eye(const Call& call) {
  return {eye(int(call[0]), options_from<EyeOptions>(call.keywords))};
}

Results call_scale_and_translate(const Call& call) {
  auto keywords = call.keywords;
  Shape output_shape;
  Axes spatial_dims;
  std::string method;
  from_value(keywords.at("output_shape"), output_shape);
  from_value(keywords.at("spatial_dims"), spatial_dims);
  from_value(keywords.at("method"), method);
  for (const auto* read : {"output_shape", "spatial_dims", "method"}) keywords.erase(read);
  return {image::scale_and_translate(call[0], output_shape, call[1], call[2], spatial_dims, method,
                                     options_from<image::ScaleOptions>(keywords))};
}

/// Calls an operation as files do: by the names of its arguments.
Results run_operation(const Operation& operation, const Call& call) {
  Arguments arguments;
  const auto tensors = [](const std::vector<Tensor>& given) {
    return given.size() == 1 ? Tensors(given[0]) : Tensors(given);
  };
  if (operation.spread) {
    std::vector<Tensor> all;
    for (const auto& each : call.arguments) all.insert(all.end(), each.begin(), each.end());
    arguments.set(operation.called.back(), tensors(all));
  } else {
    for (std::size_t i = 0; i < call.arguments.size(); ++i)
      arguments.set(operation.called.at(i), tensors(call.arguments[i]));
  }
  for (const auto& [name, value] : call.keywords) arguments.set(name, value);
  return operation.run(operation, arguments).flat();
}

/// The row of an operation that is called by its row in the table of operations.
Row row(std::string_view name, double low = -1.7, double high = 1.7) {
  for (const auto& operation : operations())
    if (operation.name == name)
      return {name, [&operation](const Call& call) { return run_operation(operation, call); }, low,
              high};
  return {name};
}

const std::vector<Row>& table() {
  static const std::vector<Row> all = {
      row("conv"),
      row("conv_transpose"),
      row("depthwise_conv"),
      row("separable_conv"),
      row("max_pool"),
      row("average_pool"),
      row("relu"),
      row("relu6", -2, 8),
      row("sigmoid"),
      row("silu"),
      row("softplus"),
      row("softsign"),
      row("elu"),
      row("selu"),
      row("gelu"),
      row("leaky_relu"),
      row("hard_sigmoid", -4, 4),
      row("hard_tanh"),
      row("log_sigmoid"),
      row("mish"),
      row("celu"),
      row("softmax"),
      row("log_softmax"),
      row("glu"),
      row("categorical_crossentropy", 0.1, 0.9),
      row("sparse_categorical_crossentropy", 0.1, 0.9),
      row("binary_crossentropy", 0.1, 0.9),
      row("one_hot"),
      row("moments"),
      row("top_k"),
      row("erf"),
      row("erfinv", -0.8, 0.8),
      row("rsqrt", 0.3, 1.7),
      row("add"),
      row("subtract"),
      row("multiply"),
      row("divide", 0.3, 1.7),
      row("floor_divide", 0.3, 1.7),
      row("mod", 0.3, 1.7),
      row("power", 0.3, 1.7),
      row("maximum"),
      row("minimum"),
      row("negative"),
      row("absolute"),
      row("sign"),
      row("square"),
      row("sqrt", 0.3, 1.7),
      row("reciprocal", 0.3, 1.7),
      row("clip"),
      row("equal"),
      row("not_equal"),
      row("less"),
      row("less_equal"),
      row("greater"),
      row("greater_equal"),
      row("logical_and"),
      row("logical_or"),
      row("logical_xor"),
      row("logical_not"),
      row("bitwise_and"),
      row("bitwise_or"),
      row("bitwise_xor"),
      row("bitwise_not"),
      row("left_shift"),
      row("right_shift"),
      row("where"),
      row("isnan"),
      row("isinf"),
      row("isfinite"),
      row("exp"),
      row("expm1"),
      row("log", 0.3, 1.7),
      row("log1p", -0.7, 1.7),
      row("log2", 0.3, 1.7),
      row("log10", 0.3, 1.7),
      row("sin"),
      row("cos"),
      row("tan", -1.2, 1.2),
      row("arcsin", -0.8, 0.8),
      row("arccos", -0.8, 0.8),
      row("arctan"),
      row("arctan2"),
      row("sinh"),
      row("cosh"),
      row("tanh"),
      row("arcsinh"),
      row("arccosh", 1.2, 3),
      row("arctanh", -0.8, 0.8),
      row("floor"),
      row("ceil"),
      row("round"),
      row("trunc"),
      row("cast"),
      row("zeros_like"),
      row("ones_like"),
      row("full_like"),
      {"arange", call_arange},
      {"linspace", call_linspace},
      {"eye", call_eye},
      row("tril"),
      row("triu"),
      row("diag"),
      row("take"),
      row("take_along_axis"),
      row("sort"),
      row("argsort"),
      row("nonzero"),
      row("sum"),
      row("mean"),
      row("prod"),
      row("max"),
      row("min"),
      row("var"),
      row("std"),
      row("all"),
      row("any"),
      row("count_nonzero"),
      row("logsumexp"),
      row("argmax"),
      row("argmin"),
      row("cumsum"),
      row("cumprod"),
      row("matmul"),
      row("dot"),
      row("outer"),
      row("tensordot"),
      row("einsum"),
      row("reshape"),
      row("transpose"),
      row("swapaxes"),
      row("moveaxis"),
      row("expand_dims"),
      row("squeeze"),
      row("broadcast_to"),
      row("concatenate"),
      row("stack"),
      row("split"),
      row("slice"),
      row("flip"),
      row("roll"),
      row("tile"),
      row("repeat"),
      row("pad"),
      row("angle", 0.3, 1.7),
      row("real"),
      row("imag"),
      row("conjugate"),
      row("copy"),
      row("fabs"),
      row("cbrt", 0.3, 1.7),
      row("exp2"),
      row("deg2rad"),
      row("rad2deg"),
      row("sinc", 0.3, 1.7),
      row("i0", 0.3, 1.7),
      row("erfc"),
      row("isposinf"),
      row("isneginf"),
      row("isreal"),
      row("signbit"),
      row("nan_to_num"),
      row("fmax"),
      row("fmin"),
      row("fmod", 0.3, 1.7),
      row("divide_no_nan", 0.3, 1.7),
      row("gcd"),
      row("lcm"),
      row("heaviside", 0.3, 1.7),
      row("hypot"),
      row("logaddexp"),
      row("logaddexp2"),
      row("ldexp"),
      row("nextafter"),
      row("bitwise_invert"),
      row("bitwise_left_shift"),
      row("bitwise_right_shift"),
      row("isclose"),
      row("allclose"),
      row("isin"),
      row("append"),
      row("hstack"),
      row("vstack"),
      row("dstack"),
      row("array_split"),
      row("hsplit"),
      row("vsplit"),
      row("dsplit"),
      row("unstack"),
      row("fliplr"),
      row("flipud"),
      row("rot90"),
      row("diagflat"),
      row("vander"),
      row("meshgrid"),
      row("logspace"),
      row("geomspace", 0.3, 1.7),
      row("inner"),
      row("vdot"),
      row("kron"),
      row("cross"),
      row("diff"),
      row("trapezoid"),
      row("unravel_index"),
      row("select"),
      row("average"),
      row("ptp"),
      row("median"),
      row("quantile", 0.1, 0.9),
      row("percentile", 1, 90),
      row("nansum"),
      row("nanprod"),
      row("nanmax"),
      row("nanmin"),
      row("nanmean"),
      row("nanvar"),
      row("nanstd"),
      row("nanmedian"),
      row("nanquantile", 0.1, 0.9),
      row("nanargmax"),
      row("nanargmin"),
      row("nancumsum"),
      row("nancumprod"),
      row("corrcoef"),
      row("correlate"),
      row("searchsorted"),
      row("digitize"),
      row("argpartition"),
      row("segment_sum"),
      row("segment_max"),
      row("segment_min"),
      row("segment_prod"),
      row("in_top_k"),
      row("extract_sequences"),
      row("fft"),
      row("fft2"),
      row("ifft2"),
      row("rfft"),
      row("irfft"),
      row("stft"),
      row("istft"),
      row("squareplus"),
      row("sparse_plus"),
      row("sparse_sigmoid"),
      row("sparsemax"),
      row("multi_hot"),
      row("psnr"),
      row("dot_product_attention"),
      row("ctc_loss"),
      row("ctc_decode"),
      row("unfold"),
      row("fold"),
      row("depth_to_space"),
      row("space_to_depth"),
      row("det"),
      row("slogdet"),
      row("logdet"),
      row("inv", 0.3, 1.7),
      row("solve", 0.3, 1.7),
      row("solve_triangular", 0.3, 1.7),
      row("lu_factor"),
      row("qr"),
      row("svd"),
      row("pinv"),
      row("lstsq"),
      row("matrix_rank"),
      row("norm", 0.3, 1.7),
      row("cholesky"),
      row("cholesky_inverse"),
      row("scatter"),
      row("scatter_update"),
      row("slice_update"),
      row("saturate_cast"),
      row("bartlett"),
      row("blackman"),
      row("hamming"),
      row("hanning"),
      row("kaiser"),
      row("cdist"),
      row("image.rgb_to_grayscale"),
      row("image.rgb_to_hsv", 0.1, 0.9),
      row("image.hsv_to_rgb", 0.1, 0.9),
      row("image.pad_images"),
      row("image.crop_images"),
      row("image.resize"),
      row("image.extract_patches"),
      row("image.affine_transform"),
      row("image.map_coordinates"),
      row("image.perspective_transform", 0.3, 2.9),
      {"image.scale_and_translate", call_scale_and_translate, 0.3, 1.7},
      row("image.gaussian_blur"),
      row("image.sobel_edges"),
      row("image.ssim", 0.1, 0.9),
  };
  return all;
}

}  // namespace

std::span<const Row> rows() { return table(); }

const Row* find_row(std::string_view name) {
  for (const auto& row : table())
    if (row.name == name) return &row;
  return nullptr;
}

}  // namespace keras::ops
