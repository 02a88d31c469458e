// Quantizers against Keras: tests/golden/quantized.json, written by tools/golden_quantized.py.
#include "keras/quantizers.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <map>

#include "keras/autodiff/gradients.hpp"
#include "keras/layers/golden_arrays_test.hpp"
#include "keras/ops/operators.hpp"
#include "keras/quantizers/parameters.hpp"

namespace keras::quantizers {
namespace {

using namespace golden;

/// One call of a function: its arrays and its keywords.
struct Call {
  std::vector<Tensor> x;
  Object keywords;

  /// Sets `place` to the keyword, if there is one.
  template <class T>
  void read(const char* keyword, T& place) const {
    if (const auto* value = keywords.find(keyword)) from_value(*value, place);
  }
};

using Function = std::function<std::vector<Tensor>(const Call&)>;

std::vector<Tensor> listed(const Quantized& whole) {
  std::vector<Tensor> all = {whole.values, whole.scale};
  if (whole.zero.defined()) all.push_back(whole.zero);
  return all;
}

PackOptions pack_options(const Call& call) {
  PackOptions options;
  call.read("axis", options.axis);
  call.read("dtype", options.dtype);
  return options;
}

std::vector<Tensor> parameters(const Call& call) {
  ParametersOptions options;
  call.read("bits", options.bits);
  call.read("symmetric", options.symmetric);
  call.read("per_channel", options.per_channel);
  call.read("group_size", options.group_size);
  call.read("epsilon", options.epsilon);
  call.read("signed", options.is_signed);
  const auto found = compute_quantization_parameters(call.x[0], options);
  return {found.scale, found.zero, found.maxq};
}

std::vector<Tensor> grouped(const Call& call) {
  GroupedOptions options;
  int block_size = 0;
  call.read("to_numpy", options.to_numpy);
  call.read("block_size", block_size);
  return listed(abs_max_quantize_grouped_with_zero_point(call.x[0], block_size, options));
}

std::vector<Tensor> abs_max(const Call& call) {
  AbsMaxOptions options;
  Axes axis;
  call.read("axis", axis);
  call.read("value_range", options.value_range);
  call.read("epsilon", options.epsilon);
  return listed(abs_max_quantize(call.x[0], axis, options));
}

std::vector<Tensor> fake(const Call& call) {
  FakeQuantOptions options;
  call.read("num_bits", options.num_bits);
  call.read("narrow_range", options.narrow_range);
  call.read("axis", options.axis);
  return {fake_quant_with_min_max_vars(call.x[0], call.x[1], call.x[2], options)};
}

std::vector<Tensor> float8(const Call& call) {
  DType quantized, compute;
  call.read("quantized_dtype", quantized);
  call.read("compute_dtype", compute);
  return {quantize_and_dequantize(call.x[0], call.x[1], quantized, compute)};
}

std::vector<Tensor> unpacked(const Call& call) {
  std::int64_t length = 0;
  call.read("orig_len", length);
  return {unpack_int4(call.x[0], length, pack_options(call))};
}

const std::map<std::string, Function> functions = {
    {"abs_max_quantize", abs_max},
    {"abs_max_quantize_grouped_with_zero_point", grouped},
    {"compute_quantization_parameters", parameters},
    {"fake_quant_with_min_max_vars", fake},
    {"quantize_and_dequantize", float8},
    {"unpack_int4", unpacked},
    {"pack_int4",
     [](const Call& call) {
       return std::vector<Tensor>{pack_int4(call.x[0], pack_options(call)).values};
     }},
    {"compute_float8_scale",
     [](const Call& call) {
       return std::vector<Tensor>{compute_float8_scale(call.x[0], call.x[1], call.x[2])};
     }},
    {"compute_float8_amax_history",
     [](const Call& call) {
       return std::vector<Tensor>{compute_float8_amax_history(call.x[0], call.x[1])};
     }},
    {"quantize_with_sz_map",
     [](const Call& call) {
       const auto& x = call.x;
       return std::vector<Tensor>{quantize_with_sz_map(x[0], x[1], x[2], x[3], x[4])};
     }},
    {"dequantize_with_sz_map",
     [](const Call& call) {
       const auto& x = call.x;
       return std::vector<Tensor>{dequantize_with_sz_map(x[0], x[1], x[2], x[3])};
     }},
};

TEST_CASE("quantizers answer as Keras's do") {
  const auto file = read(KERAS_GOLDEN "/quantized.json");
  for (const auto& item : file.as_object().at("functions").as_list()) {
    const auto& record = item.as_object();
    const auto& name = record.at("name").as_string();
    INFO(name, " ", to_json(record.at("kwargs")));
    const Call call = {tensors_of(record.at("arguments")), record.at("kwargs").as_object()};
    auto expected = record.at("expected").as_list();
    if (name == "pack_int4") expected.resize(1);  // the lengths follow from the shapes
    CHECK(differences(functions.at(name)(call), expected) == "");
  }
}

TEST_CASE("packing keeps the lengths") {
  const auto packed = pack_int4(ops::cast(ops::array({1, 2, 3}), "int8"));
  CHECK(packed.packed_shape == Shape{2});
  CHECK(packed.orig_rows == 3);
}

TEST_CASE("fake_quant passes gradients within the limits, and gives the others to them") {
  const auto x = ops::array({-3.0, 0.5, 3.0});
  const Tensor low(-1.0), high(2.0);
  const auto y = ops::sum(fake_quant_with_min_max_vars(x, low, high) * ops::array({1., 2., 4.}));
  const auto found = gradients(y, std::vector<Tensor>{x, low, high});
  CHECK(found[0].to_vector<float>() == std::vector<float>{0, 2, 0});
  CHECK(float(found[1]) == 1);
  CHECK(float(found[2]) == 4);
}

struct Halves {
  int axis = 0;
  Quantized operator()(const Tensor& x, const Axes&) const {
    return {ops::cast(x * 2, "int8"), ops::full({1, x.shape()[1]}, 2.0), {}};
  }
};

TEST_CASE("a quantizer may be an own struct") {
  const Quantizer own = Halves{3};
  CHECK(own(ops::ones({2, 2})).values.to_vector<int>() == std::vector<int>{2, 2, 2, 2});
  CHECK(to_value(own).find("config")->as_object().at("axis") == Value(3));
  const Quantizer again = deserialize<Quantizer>(to_value(own));
  CHECK(to_value(again) == to_value(own));
}

TEST_CASE("quantizers: what is refused, and how") {
  const auto refuses = [](const auto& make, const char* message) {
    CHECK_THROWS_WITH_AS(make(), message, ValueError);
  };
  refuses(
      [] {
        AbsMaxQuantizer({.value_range = {-200, 7}});
      },
      "quantizers.AbsMaxQuantizer: value_range must lie within [-128, 127] for "
      "output_dtype='int8'; received value_range=[-200, 7]");
  refuses([] { Int4QuantizationConfig({.block_size = 0}); },
          "quantizers.Int4QuantizationConfig: block_size must be None, -1 or positive; received "
          "block_size=0");
  refuses([] { Int4QuantizationConfig({.activation_quantizer = AbsMaxQuantizer()}); },
          "quantizers.Int4QuantizationConfig: block_size must be None or -1 where quantizers are "
          "given; received block_size=128");
  refuses([] { Int4QuantizationConfig({.weight_quantizer = AbsMaxQuantizer(), .block_size = -1}); },
          "quantizers.Int4QuantizationConfig: value_range of weight_quantizer must be [-8, 7]; "
          "received value_range=[-127, 127]");
  refuses(
      [] {
        Int8QuantizationConfig({.weight_quantizer = AbsMaxQuantizer({.output_dtype = "int16"})});
      },
      "quantizers.Int8QuantizationConfig: output_dtype of weight_quantizer must be 'int8'; "
      "received output_dtype='int16'");
  refuses([] { pack_int4(ops::ones({2})); },
          "quantizers.pack_int4: x must be of dtype int8; received float32");
  refuses([] { pack_int4(ops::ones({2}), {.dtype = "float32"}); },
          "quantizers.pack_int4: dtype must be 'int8' or 'uint8'; received dtype='float32'");
  refuses([] { unpack_int4(ops::zeros({2}, {.dtype = "int8"}), 5); },
          "quantizers.unpack_int4: orig_len must be in [0, 4]; received orig_len=5");
  refuses([] { abs_max_quantize_grouped_with_zero_point(ops::ones({2}), 2); },
          "quantizers.abs_max_quantize_grouped_with_zero_point: the input must be a matrix and "
          "block_size positive; received shape (2,) and block_size=2");
  refuses([] { quantize_and_dequantize(ops::ones({2}), 1.0, "float16", "float32"); },
          "quantizers: quantized_dtype must be 'float8_e4m3fn' or 'float8_e5m2'; received "
          "quantized_dtype='float16'");
  refuses([] { fake_quant_with_min_max_vars(ops::ones({2}), 0.0, 1.0, {.num_bits = 0}); },
          "quantizers.fake_quant_with_min_max_vars: num_bits must be in [1, 16]; received "
          "num_bits=0");
  refuses([] { compute_quantization_parameters(ops::ones({2}), {}); },
          "quantizers.compute_quantization_parameters: x must be a matrix that is not empty; "
          "received shape (2,)");
  refuses(
      [] {
        compute_quantization_parameters(ops::ones({2, 2}), {.bits = 40});
      },
      "quantizers.compute_quantization_parameters: bits must be in [1, 16]; received bits=40");
}

}  // namespace
}  // namespace keras::quantizers
