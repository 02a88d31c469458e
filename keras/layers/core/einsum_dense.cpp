#include "keras/layers/core/einsum_dense.hpp"

#include <algorithm>
#include <map>

#include "keras/layers/core/kernel.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

/// The three terms of an equation, without their `...`.
struct Terms {
  std::string input, kernel, output;
  bool dots_left = false, dots_right = false;
};

bool has(const std::string& term, char axis) { return term.find(axis) != std::string::npos; }

bool letters(const std::string& term) {
  return std::all_of(term.begin(), term.end(),
                     [](char c) { return std::isalpha(static_cast<unsigned char>(c)); });
}

/// `term` without the `...` at its beginning or end.
std::string stripped(const std::string& term, bool left, bool right) {
  if (left) return term.substr(3);
  return right ? term.substr(0, term.size() - 3) : term;
}

Terms parsed(const std::string& equation) {
  const auto comma = equation.find(','), arrow = equation.find("->");
  if (comma != std::string::npos && arrow != std::string::npos && comma < arrow) {
    const auto input = equation.substr(0, comma), output = equation.substr(arrow + 2);
    Terms terms;
    terms.dots_left = input.starts_with("...") && output.starts_with("...");
    terms.dots_right = !terms.dots_left && input.ends_with("...") && output.ends_with("...");
    terms.kernel = equation.substr(comma + 1, arrow - comma - 1);
    terms.input = stripped(input, terms.dots_left, terms.dots_right);
    terms.output = stripped(output, terms.dots_left, terms.dots_right);
    if (letters(terms.input + terms.kernel + terms.output)) return terms;
  }
  fail(
      "layers.EinsumDense: equation must have the form 'ab,bc->ac', '...ab,bc->...ac' or "
      "'ab...,bc->ac...'; received equation=",
      quoted(equation));
}

/// The shapes of the weights that follow from an input's.
struct Plan {
  Shape kernel, bias;
  std::vector<int> input_axes, output_axes;  ///< Of the kernel.
};

/// The lengths of the output's letters: the first is the batch, unless `...` stands for it. As in
/// Keras, `partial` may have more lengths, which say nothing.
std::map<char, std::int64_t> output_lengths(const Terms& terms, const Shape& input,
                                            const Shape& partial) {
  const auto letters = terms.output.size();
  const bool elided = input.rank() > static_cast<int>(terms.input.size());
  const auto offset = terms.dots_left && elided ? 0 : 1;
  if (partial.rank() + offset < static_cast<int>(letters))
    fail("output_shape must have ", letters - static_cast<std::size_t>(offset),
         " lengths, those of '", terms.output,
         "' without the batch; received output_shape=", partial);
  std::map<char, std::int64_t> lengths;
  for (int i = 0; i < static_cast<int>(letters); ++i)
    lengths[terms.output[static_cast<std::size_t>(i)]] =
        i < offset ? input[0] : partial[i - offset];
  return lengths;
}

std::map<char, std::int64_t> input_lengths(const Terms& terms, const Shape& input) {
  const int letters = static_cast<int>(terms.input.size());
  const int elided = input.rank() - letters;
  if (elided < 0 || (elided > 0 && !terms.dots_left && !terms.dots_right))
    fail("the input must have the axes '", terms.input, "'; received shape ", input);
  std::map<char, std::int64_t> lengths;
  for (int i = 0; i < letters; ++i)
    lengths[terms.input[static_cast<std::size_t>(i)]] = input[i + (terms.dots_left ? elided : 0)];
  return lengths;
}

Plan planned(const Terms& terms, const Shape& input, const EinsumDenseOptions& options) {
  const auto in = input_lengths(terms, input);
  const auto out = output_lengths(terms, input, options.output_shape.lengths);
  for (const auto& [letter, length] : in)
    if (const auto at = out.find(letter);
        at != out.end() && at->second != Shape::unknown && at->second != length)
      fail("axis '", std::string(1, letter), "' must have the same length in input and output; ",
           "received ", length, " and ", at->second);
  Plan plan;
  for (int i = 0; i < static_cast<int>(terms.kernel.size()); ++i) {
    const char letter = terms.kernel[static_cast<std::size_t>(i)];
    const bool of_output = out.contains(letter);
    if (!of_output && !in.contains(letter))
      fail("axis '", std::string(1, letter), "' of the kernel must be in the input or the output; ",
           "received equation=", quoted(options.equation));
    plan.kernel.push_back(of_output ? out.at(letter) : in.at(letter));
    (of_output ? plan.output_axes : plan.input_axes).push_back(i);
  }
  return plan;
}

/// (lengths of the bias): 1 for the axes of the output after the first of them that it lacks.
Shape bias_shape(const Terms& terms, const Shape& input, const EinsumDenseOptions& options) {
  const auto& axes = *options.bias_axes;
  const auto lengths = output_lengths(terms, input, options.output_shape.lengths);
  for (const char axis : axes)
    if (!has(terms.output, axis))
      fail("bias_axes must be axes of the output '", terms.output,
           "'; received bias_axes=", quoted(axes));
  Shape shape;
  for (const char axis : terms.output)
    if (has(axes, axis) || !shape.empty()) shape.push_back(has(axes, axis) ? lengths.at(axis) : 1);
  if (terms.dots_right)
    for (int i = static_cast<int>(terms.input.size()); i < input.rank() && !shape.empty(); ++i)
      shape.push_back(1);
  return shape;
}

/// An initializer that scales by fans gets the axes of the kernel, unless it has its own.
Initializer with_axes(const Initializer& initializer, const Plan& plan) {
  auto saved = to_value(initializer);
  if (!saved.is_object()) return initializer;
  auto& config = saved.as_object()["config"];
  const auto *in = config.find("input_axes"), *out = config.find("output_axes");
  if (!in || !out || !(in->is_null() || out->is_null())) return initializer;
  config.as_object()["input_axes"] = keras::to_value(plan.input_axes);
  config.as_object()["output_axes"] = keras::to_value(plan.output_axes);
  Initializer result;
  from_value(saved, result);
  return result;
}

/// The places of the letters of `term` that the output lacks: what is summed over.
std::vector<int> summed_axes(const std::string& term, const std::string& output) {
  std::vector<int> axes;
  for (std::size_t i = 0; i < term.size(); ++i)
    if (!has(output, term[i])) axes.push_back(static_cast<int>(i));
  return axes;
}

/// `x`, whose axes are the letters of `from`, with those of `to`: letters that only one of them has
/// stand for length 1.
Tensor laid_out(const Tensor& x, const std::string& from, const std::string& to) {
  std::vector<int> order;
  Shape shape;
  for (const char letter : to) {
    const auto at = from.find(letter);
    if (at != std::string::npos) order.push_back(static_cast<int>(at));
    shape.push_back(at == std::string::npos ? 1 : x.shape()[static_cast<int>(at)]);
  }
  for (std::size_t i = 0; i < from.size(); ++i)
    if (!has(to, from[i])) order.push_back(static_cast<int>(i));
  return ops::reshape(ops::transpose(x, {order}), shape);
}

Contraction contraction_of(const std::string& equation, const Terms& terms) {
  return {.product =
              [equation](const Tensor& x, const Tensor& kernel) {
                return ops::einsum(equation, {x, kernel});
              },
          .input_axes = summed_axes(terms.input, terms.output),
          .kernel_axes = summed_axes(terms.kernel, terms.output),
          .from_input =
              [terms](const Tensor& scale) { return laid_out(scale, terms.input, terms.output); },
          .from_kernel =
              [terms](const Tensor& scale) { return laid_out(scale, terms.kernel, terms.output); },
          .to_kernel =
              [terms](const Tensor& scale) { return laid_out(scale, terms.output, terms.kernel); },
          .scales_products = false};
}

struct EinsumDenseImpl final : LayerOf<EinsumDenseOptions> {
  Terms terms;
  Kernel kernel;
  Variable bias;

  explicit EinsumDenseImpl(EinsumDenseOptions o)
      : LayerOf("EinsumDense", std::move(o)), terms(parsed(options.equation)) {
    if (options.gptq_unpacked_column_size)
      fail("layers.EinsumDense: gptq_unpacked_column_size must be None; received ",
           "gptq_unpacked_column_size=", *options.gptq_unpacked_column_size);
    activity_regularizer = options.activity_regularizer;
  }

  Object config() const override {
    auto config = with_adaptation(LayerOf::config());
    config.erase("gptq_unpacked_column_size");
    return config;
  }

  void build(const Shape& input) override {
    const auto plan = planned(terms, input, options);
    kernel.build(*this, {.shape = plan.kernel,
                         .initializer = with_axes(options.kernel_initializer, plan),
                         .regularizer = options.kernel_regularizer,
                         .constraint = options.kernel_constraint,
                         .quantization_config = options.quantization_config,
                         .contraction = contraction_of(options.equation, terms)});
    if (options.bias_axes) add_bias(bias_shape(terms, input, options));
    if (options.lora_rank.value_or(0) != 0)
      enable_lora(*options.lora_rank, {.lora_alpha = options.lora_alpha});
  }

  void add_bias(Shape shape) {
    bias = add_weight({.shape = std::move(shape),
                       .initializer = options.bias_initializer,
                       .regularizer = options.bias_regularizer,
                       .constraint = options.bias_constraint,
                       .dtype = policy.variable_dtype(),
                       .name = "bias"});
  }

  void enable_lora(int rank, const LoraOptions& lora) {
    kernel.enable_lora(*this, options, rank, lora);
  }

  bool supports_quantization(const std::string& mode) const override {
    // Keras cannot make whole numbers of a kernel whose equation has `...`.
    const bool dots = terms.dots_left || terms.dots_right;
    return Kernel::supports_quantization(mode) && (mode == "float8" || !dots);
  }
  void quantize_weights(const QuantizationConfig& config) override {
    options.quantization_config = config;
    kernel.quantize(*this, config);
  }
  Variables saved_variables() const override { return kernel.saved_variables(bias); }

  Tensor call(const Tensor& x, CallContext& context) override {
    auto y = kernel.product(*this, x, context.training);
    if (options.bias_axes) y = y + kernel.bias(*this, bias);
    return options.activation(y);
  }
};

}  // namespace

void from_value(const Value& value, PartialShape& shape) {
  from_value(value.is_list() ? value : Value(List{value}), shape.lengths);
}

EinsumDense::EinsumDense(EinsumDenseOptions options)
    : Layer(std::make_shared<EinsumDenseImpl>(std::move(options))) {}
EinsumDense::EinsumDense(std::string equation, PartialShape output_shape,
                         EinsumDenseOptions options)
    : EinsumDense((options.equation = std::move(equation),
                   options.output_shape = std::move(output_shape), std::move(options))) {}
Variable EinsumDense::kernel() const { return as<EinsumDenseImpl>().kernel.variable(); }
void EinsumDense::enable_lora(int rank, LoraOptions options) const {
  as<EinsumDenseImpl>().enable_lora(rank, options);
}
Variable EinsumDense::bias() const { return as<EinsumDenseImpl>().bias; }

const Registered<Layer> registered_einsum_dense =
    registered<Layer, EinsumDense, EinsumDenseOptions>("keras.layers", "EinsumDense");

}  // namespace keras::layers
