// One row for each operation: how it is called.
#include "keras/ops/op_table_test.hpp"

#include "keras/ops/conv.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
namespace {

using Results = std::vector<Tensor>;

template <Tensor (*op)(const Tensor&)>
Results unary(const Call& call) {
  return {op(call[0])};
}
template <Tensor (*op)(const Tensor&, const Tensor&)>
Results binary(const Call& call) {
  return {op(call[0], call[1])};
}
template <Tensor (*op)(const Tensor&, ReduceOptions)>
Results reduction(const Call& call) {
  return {op(call[0], {call.axes(), call.flag("keepdims")})};
}
template <Tensor (*op)(const Tensor&, ExtremeOptions)>
Results extreme(const Call& call) {
  ExtremeOptions options{call.axes(), call.flag("keepdims")};
  if (call.has("initial")) options.initial = call.number("initial", 0);
  return {op(call[0], options)};
}
template <Tensor (*op)(const Tensor&, ArgOptions)>
Results arg(const Call& call) {
  return {op(call[0], {call.axis(), call.flag("keepdims")})};
}
template <Tensor (*op)(const Tensor&, CumulativeOptions)>
Results cumulative(const Call& call) {
  return {op(call[0], {call.axis(), call.dtype()})};
}
template <Tensor (*op)(const Tensor&, SortOptions)>
Results sorting(const Call& call) {
  return {op(call[0], {call.axis(-1)})};
}
template <Tensor (*op)(const Tensor&, LikeOptions)>
Results like(const Call& call) {
  return {op(call[0], {call.dtype()})};
}
template <Tensor (*op)(const Tensor&, TriangleOptions)>
Results triangle(const Call& call) {
  return {op(call[0], {call.integer("k")})};
}
template <Tensor (*op)(const Tensor&, SoftmaxOptions)>
Results along(const Call& call) {
  return {op(call[0], {call.axes("axis", -1)})};
}
template <Tensor (*op)(const Tensor&, const Tensor&, CrossentropyOptions)>
Results crossentropy(const Call& call) {
  return {op(call[0], call[1], {call.flag("from_logits"), call.integer("axis", -1)})};
}

Results call_arange(const Call& call) {
  const auto& from = call.arguments;
  const bool whole = !call[0].dtype().is_floating() && from.size() == 1;
  if (whole) return {arange(static_cast<std::int64_t>(call[0]), {call.dtype()})};
  auto dtype = call.dtype();
  bool integers = true;
  for (const auto& each : from) integers = integers && each[0].dtype().is_integer();
  if (!dtype && integers) dtype = DType::int32;
  const double start = from.size() > 1 ? double(call[0]) : 0;
  const double stop = double(call[from.size() > 1 ? 1 : 0]);
  return {arange(start, stop, from.size() > 2 ? double(call[2]) : 1, {dtype})};
}

Results call_linspace(const Call& call) {
  const LinspaceOptions options{call.integer("num", 50), call.flag("endpoint", true), false,
                                call.dtype(), call.integer("axis")};
  if (!call.flag("retstep")) return {linspace(call[0], call[1], options)};
  const auto [line, step] = linspace_with_step(call[0], call[1], options);
  return {line, step};
}

Results call_tensordot(const Call& call) {
  const auto* axes = call.keywords.find("axes");
  if (!axes->is_list()) return {tensordot(call[0], call[1], call.integer("axes"))};
  const auto side = [&](std::size_t i) {
    return Call{{}, {{"axes", axes->as_list()[i]}}}.axes("axes");
  };
  return {tensordot(call[0], call[1], side(0), side(1))};
}

Results call_split(const Call& call) {
  const AxisOptions options{call.integer("axis")};
  const auto places = call.integers("indices_or_sections");
  if (call.keywords.at("indices_or_sections").is_list()) return split(call[0], places, options);
  return split(call[0], places[0], options);
}

Results call_pad(const Call& call) {
  std::vector<std::pair<int, int>> widths;
  const auto& given = call.keywords.at("pad_width");
  if (!given.is_list()) {
    widths = {{call.integer("pad_width"), call.integer("pad_width")}};
  } else {
    for (const auto& each : given.as_list())
      widths.emplace_back(each.as_list()[0].as_integer(), each.as_list()[1].as_integer());
  }
  PadOptions options{.constant_values = call.number("constant_values", 0)};
  if (call.has("mode")) options.mode = call.keywords.at("mode").as_string();
  return {pad(call[0], widths, options)};
}

Results call_repeat(const Call& call) {
  if (call.keywords.at("repeats").is_list())
    return {repeat(call[0], call.integers("repeats"), {call.axis()})};
  return {repeat(call[0], call.integer("repeats"), {call.axis()})};
}

Results call_roll(const Call& call) {
  RollOptions options;
  if (call.has("axis")) keras::from_value(call.keywords.at("axis"), options.axis);
  Integers shift;
  from_value(call.keywords.at("shift"), shift);
  return {roll(call[0], shift, options)};
}

Results call_one_hot(const Call& call) {
  return {one_hot(call[0], call.integer("num_classes"),
                  {call.integer("axis", -1), call.dtype().value_or(DType::float32)})};
}

Results call_moments(const Call& call) {
  const auto [mean, variance] = moments(call[0], call.axes("axes"), {call.flag("keepdims")});
  return {mean, variance};
}

Results call_top_k(const Call& call) {
  const auto [values, places] = top_k(call[0], call.integer("k"));
  return {values, places};
}

ConvOptions conv_options(const Call& call) {
  ConvOptions options{.strides = call.sizes("strides", 1),
                      .dilation_rate = call.sizes("dilation_rate", 1)};
  if (call.has("padding")) options.padding = call.keywords.at("padding").as_string();
  if (call.has("data_format")) options.data_format = call.keywords.at("data_format").as_string();
  return options;
}

template <Tensor (*op)(const Tensor&, const Tensor&, ConvOptions)>
Results convolution(const Call& call) {
  return {op(call[0], call[1], conv_options(call))};
}

Results call_conv_transpose(const Call& call) {
  const auto common = conv_options(call);
  ConvTransposeOptions options{.strides = common.strides,
                               .padding = common.padding,
                               .data_format = common.data_format,
                               .dilation_rate = common.dilation_rate};
  if (call.has("output_padding")) options.output_padding = call.sizes("output_padding", 0);
  return {conv_transpose(call[0], call[1], options)};
}

template <Tensor (*op)(const Tensor&, Sizes, PoolOptions)>
Results pooling(const Call& call) {
  const auto common = conv_options(call);
  return {op(call[0], call.sizes("pool_size", 1),
             {call.sizes("strides", 1), common.padding, common.data_format})};
}

const Row window_rows[] = {
    {"conv", convolution<conv>},
    {"conv_transpose", call_conv_transpose},
    {"depthwise_conv", convolution<depthwise_conv>},
    {"separable_conv",
     [](const Call& c) { return Results{separable_conv(c[0], c[1], c[2], conv_options(c))}; }},
    {"max_pool", pooling<max_pool>},
    {"average_pool", pooling<average_pool>},
};

const Row activation_rows[] = {
    {"relu", unary<relu>},
    {"relu6", unary<relu6>, -2, 8},
    {"sigmoid", unary<sigmoid>},
    {"silu", unary<silu>},
    {"softplus", unary<softplus>},
    {"softsign", unary<softsign>},
    {"elu", [](const Call& c) { return Results{elu(c[0], {c.number("alpha", 1)})}; }},
    {"selu", unary<selu>},
    {"gelu", [](const Call& c) { return Results{gelu(c[0], {c.flag("approximate", true)})}; }},
    {"leaky_relu",
     [](const Call& c) { return Results{leaky_relu(c[0], {c.number("negative_slope", 0.2)})}; }},
    {"hard_sigmoid", unary<hard_sigmoid>, -4, 4},
    {"hard_tanh", unary<hard_tanh>},
    {"log_sigmoid", unary<log_sigmoid>},
    {"mish", unary<mish>},
    {"celu", [](const Call& c) { return Results{celu(c[0], {c.number("alpha", 1)})}; }},
    {"softmax", along<softmax>},
    {"log_softmax", along<log_softmax>},
    {"glu", [](const Call& c) { return Results{glu(c[0], {c.integer("axis", -1)})}; }},
    {"categorical_crossentropy", crossentropy<categorical_crossentropy>, 0.1, 0.9},
    {"sparse_categorical_crossentropy", crossentropy<sparse_categorical_crossentropy>, 0.1, 0.9},
    {"binary_crossentropy",
     [](const Call& c) {
       return Results{binary_crossentropy(c[0], c[1], {c.flag("from_logits")})};
     },
     0.1, 0.9},
    {"one_hot", call_one_hot},
    {"moments", call_moments},
    {"top_k", call_top_k},
    {"erf", unary<erf>},
    {"erfinv", unary<erfinv>, -0.8, 0.8},
    {"rsqrt", unary<rsqrt>, 0.3, 1.7},
};

const Row arithmetic_rows[] = {
    {"add", binary<add>},
    {"subtract", binary<subtract>},
    {"multiply", binary<multiply>},
    {"divide", binary<divide>, 0.3, 1.7},
    {"floor_divide", binary<floor_divide>, 0.3, 1.7},
    {"mod", binary<mod>, 0.3, 1.7},
    {"power", binary<power>, 0.3, 1.7},
    {"maximum", binary<maximum>},
    {"minimum", binary<minimum>},
    {"negative", unary<negative>},
    {"absolute", unary<absolute>},
    {"sign", unary<sign>},
    {"square", unary<square>},
    {"sqrt", unary<sqrt>, 0.3, 1.7},
    {"reciprocal", unary<reciprocal>, 0.3, 1.7},
    {"clip",
     [](const Call& c) {
       const auto bound = [&](const char* name) {
         const auto& value = c.keywords.at(name);
         return value.is_integer() ? Tensor(value.as_integer()) : Tensor(value.as_number());
       };
       return Results{clip(c[0], bound("x_min"), bound("x_max"))};
     }},
    {"equal", binary<equal>},
    {"not_equal", binary<not_equal>},
    {"less", binary<less>},
    {"less_equal", binary<less_equal>},
    {"greater", binary<greater>},
    {"greater_equal", binary<greater_equal>},
    {"logical_and", binary<logical_and>},
    {"logical_or", binary<logical_or>},
    {"logical_xor", binary<logical_xor>},
    {"logical_not", unary<logical_not>},
    {"bitwise_and", binary<bitwise_and>},
    {"bitwise_or", binary<bitwise_or>},
    {"bitwise_xor", binary<bitwise_xor>},
    {"bitwise_not", unary<bitwise_not>},
    {"left_shift", binary<left_shift>},
    {"right_shift", binary<right_shift>},
    {"where", [](const Call& c) { return Results{where(c[0], c[1], c[2])}; }},
    {"isnan", unary<isnan>},
    {"isinf", unary<isinf>},
    {"isfinite", unary<isfinite>},
};

const Row function_rows[] = {
    {"exp", unary<exp>},
    {"expm1", unary<expm1>},
    {"log", unary<log>, 0.3, 1.7},
    {"log1p", unary<log1p>, -0.7, 1.7},
    {"log2", unary<log2>, 0.3, 1.7},
    {"log10", unary<log10>, 0.3, 1.7},
    {"sin", unary<sin>},
    {"cos", unary<cos>},
    {"tan", unary<tan>, -1.2, 1.2},
    {"arcsin", unary<arcsin>, -0.8, 0.8},
    {"arccos", unary<arccos>, -0.8, 0.8},
    {"arctan", unary<arctan>},
    {"arctan2", binary<arctan2>},
    {"sinh", unary<sinh>},
    {"cosh", unary<cosh>},
    {"tanh", unary<tanh>},
    {"arcsinh", unary<arcsinh>},
    {"arccosh", unary<arccosh>, 1.2, 3},
    {"arctanh", unary<arctanh>, -0.8, 0.8},
    {"floor", unary<floor>},
    {"ceil", unary<ceil>},
    {"round", [](const Call& c) { return Results{round(c[0], {c.integer("decimals")})}; }},
    {"trunc", unary<trunc>},
};

const Row array_rows[] = {
    {"cast", [](const Call& c) { return Results{cast(c[0], *c.dtype())}; }},
    {"zeros_like", like<zeros_like>},
    {"ones_like", like<ones_like>},
    {"full_like",
     [](const Call& c) {
       return Results{full_like(c[0], c.number("fill_value", 0), {c.dtype()})};
     }},
    {"arange", call_arange},
    {"linspace", call_linspace},
    {"eye",
     [](const Call& c) {
       EyeOptions options{.k = c.integer("k"), .dtype = c.dtype().value_or(DType::float32)};
       if (c.has("M")) options.M = c.integer("M");
       return Results{eye(int(c[0]), options)};
     }},
    {"tril", triangle<tril>},
    {"triu", triangle<triu>},
    {"diag", triangle<diag>},
    {"take", [](const Call& c) { return Results{take(c[0], c[1], {c.axis()})}; }},
    {"take_along_axis",
     [](const Call& c) { return Results{take_along_axis(c[0], c[1], {c.axis()})}; }},
    {"sort", sorting<sort>},
    {"argsort", sorting<argsort>},
    {"nonzero", [](const Call& c) { return nonzero(c[0]); }},
    {"sum", reduction<sum>},
    {"mean", reduction<mean>},
    {"prod",
     [](const Call& c) {
       return Results{prod(c[0], {c.axes(), c.flag("keepdims"), c.dtype()})};
     }},
    {"max", extreme<max>},
    {"min", extreme<min>},
    {"var", reduction<var>},
    {"std", reduction<std>},
    {"all", reduction<all>},
    {"any", reduction<any>},
    {"count_nonzero", reduction<count_nonzero>},
    {"logsumexp",
     [](const Call& c) {
       return Results{logsumexp(c[0], {c.axes(), c.flag("keepdims")})};
     }},
    {"argmax", arg<argmax>},
    {"argmin", arg<argmin>},
    {"cumsum", cumulative<cumsum>},
    {"cumprod", cumulative<cumprod>},
    {"matmul", binary<matmul>},
    {"dot", binary<dot>},
    {"outer", binary<outer>},
    {"tensordot", call_tensordot},
    {"einsum",
     [](const Call& c) {
       std::vector<Tensor> operands;
       for (const auto& each : c.arguments) operands.push_back(each[0]);
       return Results{einsum(c.keywords.at("subscripts").as_string(), operands)};
     }},
    {"reshape", [](const Call& c) { return Results{reshape(c[0], c.shape("newshape"))}; }},
    {"transpose", [](const Call& c) { return Results{transpose(c[0], {c.integers("axes")})}; }},
    {"swapaxes",
     [](const Call& c) { return Results{swapaxes(c[0], c.integer("axis1"), c.integer("axis2"))}; }},
    {"moveaxis",
     [](const Call& c) {
       return Results{moveaxis(c[0], c.axes("source"), c.axes("destination"))};
     }},
    {"expand_dims", [](const Call& c) { return Results{expand_dims(c[0], c.axes())}; }},
    {"squeeze", [](const Call& c) { return Results{squeeze(c[0], {c.axes()})}; }},
    {"broadcast_to", [](const Call& c) { return Results{broadcast_to(c[0], c.shape("shape"))}; }},
    {"concatenate",
     [](const Call& c) { return Results{concatenate(c.list(), {c.integer("axis")})}; }},
    {"stack", [](const Call& c) { return Results{stack(c.list(), {c.integer("axis")})}; }},
    {"split", call_split},
    {"slice",
     [](const Call& c) {
       return Results{slice(c[0], c.integers("start_indices"), c.shape("shape"))};
     }},
    {"flip", [](const Call& c) { return Results{flip(c[0], {c.axes()})}; }},
    {"roll", call_roll},
    {"tile", [](const Call& c) { return Results{tile(c[0], c.integers("repeats"))}; }},
    {"repeat", call_repeat},
    {"pad", call_pad},
};

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

/// The row of an operation that needs no other forms of arguments than those of files.
Row row(std::string_view name, double low = -1.7, double high = 1.7) {
  for (const auto* operation : operations())
    if (operation->name == name)
      return {name, [operation](const Call& call) { return run_operation(*operation, call); }, low,
              high};
  return {name};
}

std::vector<Row> operation_rows() {
  return {
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
      row("scatter"),
      row("scatter_update"),
      row("slice_update"),
      row("saturate_cast"),
  };
}

const std::vector<Row>& table() {
  static const auto all = [] {
    std::vector<Row> result;
    for (const std::span<const Row> part :
         {std::span<const Row>(window_rows), std::span<const Row>(activation_rows),
          std::span<const Row>(arithmetic_rows), std::span<const Row>(function_rows),
          std::span<const Row>(array_rows)})
      result.insert(result.end(), part.begin(), part.end());
    const auto others = operation_rows();
    result.insert(result.end(), others.begin(), others.end());
    return result;
  }();
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
