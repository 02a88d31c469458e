// How layers are made in C++, and what they refuse.
#include <doctest/doctest.h>

#include <cmath>

#include "keras/core/refusal_test.hpp"
#include "keras/layers.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {
namespace {

Tensor ramp(Shape shape) {
  const auto count = shape.elements();
  return ops::reshape(ops::cast(ops::arange(count), "float32"), std::move(shape));
}

/// Mean and variance of all elements.
std::pair<double, double> moments_of(const Tensor& x) {
  return {double(ops::mean(x)), double(ops::var(x))};
}

TEST_CASE("layers: arguments stand as in Keras") {
  CHECK(Reshape({3, -1})(ramp({2, 12})).shape() == Shape{2, 3, 4});
  CHECK(Permute({2, 1})(ramp({2, 3, 4})).shape() == Shape{2, 4, 3});
  CHECK(ZeroPadding1D({.padding = {1, 2}})(ramp({1, 3, 2})).shape() == Shape{1, 6, 2});
  CHECK(ZeroPadding2D({.padding = {{1, 2}, {0, 3}}})(ramp({1, 3, 2, 1})).shape() ==
        Shape{1, 6, 5, 1});
  CHECK(Cropping2D(1)(ramp({1, 3, 4, 1})).shape() == Shape{1, 1, 2, 1});
  CHECK(UpSampling2D({.size = {2, 3}})(ramp({1, 3, 4, 1})).shape() == Shape{1, 6, 12, 1});
  CHECK(Conv2D(5, {2, 3}, {.strides = 2, .padding = "same"})(ramp({1, 5, 4, 2})).shape() ==
        Shape{1, 3, 2, 5});
  CHECK(Conv1D(2, 3, {.padding = "causal"})(ramp({1, 4, 2})).shape() == Shape{1, 4, 2});
  CHECK(Conv2DTranspose(2, 3, {.strides = {2, 1}})(ramp({1, 3, 4, 2})).shape() ==
        Shape{1, 7, 6, 2});
  CHECK(DepthwiseConv2D(3, {.depth_multiplier = 2})(ramp({1, 4, 4, 3})).shape() ==
        Shape{1, 2, 2, 6});
  CHECK(SeparableConv1D(5, 2)(ramp({1, 4, 2})).shape() == Shape{1, 3, 5});
  CHECK(MaxPooling2D()(ramp({1, 4, 5, 2})).shape() == Shape{1, 2, 2, 2});
  CHECK(MaxPooling2D({2, 3})(ramp({1, 4, 6, 1})).to_vector<float>() ==
        std::vector<float>{8, 11, 20, 23});
  CHECK(AveragePooling1D(2, {.strides = 1})(ramp({1, 3, 1})).to_vector<float>() ==
        std::vector<float>{0.5, 1.5});
  CHECK(AdaptiveAveragePooling2D({2, 1})(ramp({1, 2, 2, 1})).to_vector<float>() ==
        std::vector<float>{0.5, 2.5});
  CHECK(add({ramp({2, 3}), ramp({2, 3})}).to_vector<float>()[5] == 10);
  CHECK(dot({ramp({2, 3}), ramp({2, 3})}, 1).to_vector<float>() == std::vector<float>{5, 50});
  CHECK(EinsumDense("abc,cd->abd", {None, 4})(ramp({2, 3, 5})).shape() == Shape{2, 3, 4});
  CHECK(EinsumDense("abc,cd->abd", {None, 4, 7})(ramp({2, 3, 5})).shape() == Shape{2, 3, 4});
  CHECK(Embedding(4, 2, {.weights = ramp({4, 2})})(ops::array({1, 3})).to_vector<float>() ==
        std::vector<float>{2, 3, 6, 7});
  CHECK(Rescaling(0.5, {.offset = {1, 2}})(ramp({1, 2})).to_vector<float>() ==
        std::vector<float>{1, 2.5});
}

TEST_CASE("layers: what is refused, and how") {
  CHECK(refusal([] { ReLU({.threshold = -1}); }) ==
        "layers.ReLU: threshold must be at least 0; received threshold=-1.0");
  CHECK(refusal([] { Reshape({-1, -1}); }).starts_with("layers.Reshape: target_shape must"));
  CHECK(refusal([] {
          BatchNormalization({.synchronized = true});
        }).starts_with("layers.BatchNormalization: synchronized must be false"));
  CHECK(refusal([] {
          Normalization({.mean = 1.0});
        }).starts_with("layers.Normalization: mean and variance must be given together"));
  CHECK(refusal([] {
          EinsumDense("abc,cd->abd", 4)(ramp({2, 3, 5}));
        }).find("output_shape must have 2 lengths") != std::string::npos);
  CHECK(refusal([] { Permute({1, 3}); }).starts_with("layers.Permute: dims must"));
  CHECK(refusal([] {
          ZeroPadding2D({.padding = {1, 2, 3}});
        }).starts_with("layers.ZeroPadding2D: padding must be a number"));
  CHECK(refusal([] {
          Cropping1D(2)(ramp({1, 4, 1}));
        }).find("must leave something") != std::string::npos);
  CHECK(refusal([] {
          UpSampling2D({.interpolation = "area"});
        }).starts_with("layers.UpSampling2D: interpolation must be"));
  CHECK(refusal([] {
          GroupNormalization({.groups = 3})(ramp({2, 4}));
        }).find("must divide") != std::string::npos);
  CHECK(refusal([] {
          Dense(2, {.lora_rank = -1})(ramp({1, 2}));
        }).ends_with("lora_rank must be positive; received lora_rank=-1"));
  CHECK(refusal([] {
          Dense(2, {.kernel_constraint = "non_neg", .lora_rank = 1})(ramp({1, 2}));
        }).ends_with("lora_rank cannot be given with a constraint of 'kernel'"));
  CHECK(refusal([] {
          Dense(2).enable_lora(1);
        }).ends_with("the layer must be built before enable_lora"));
  CHECK(refusal([] {
          Concatenate()(ramp({1, 2}));
        }).ends_with("a list of inputs is wanted; received one tensor of shape (1, 2)"));
  CHECK(refusal([] {
          Permute({2, 1, 3})(ramp({2, 3}));
        }).ends_with("received dims=[2, 1, 3] and shape (2, 3)"));
  CHECK(refusal([] { Activation(ActivationOptions{}); }) ==
        "layers.Activation: activation must be given");
  CHECK(refusal([] {
          Add()({ramp({2, 3}), ramp({3, 3})});
        }).find("the same batch") != std::string::npos);
  CHECK(refusal([] { Conv2D(0, 3); }) ==
        "layers.Conv2D: filters must be positive; received filters=0");
  CHECK(refusal([] { Conv2D(4, {3, 3, 3}); }).starts_with("layers.Conv2D: kernel_size must be"));
  CHECK(refusal([] { Conv2D(4, 3, {.padding = "causal"}); }) ==
        "layers.Conv2D: unknown padding 'causal'; expected one of: valid, same");
  CHECK(refusal([] {
          Conv2D(4, 3, {.strides = 2, .dilation_rate = 2});
        }).starts_with("layers.Conv2D: strides and dilation_rate may not both"));
  CHECK(refusal([] { Conv2D(4, 3, {.groups = 3}); }) ==
        "layers.Conv2D: groups must divide filters; received groups=3 filters=4");
  CHECK(refusal([] {
          Conv1DTranspose(4, 3, {.strides = 2, .output_padding = 2});
        }).starts_with("layers.Conv1DTranspose: output_padding must be less than strides"));
  CHECK(refusal([] {
          Conv2D(4, 3)(ramp({1, 2, 2, 3}));
        }).find("the kernel must fit into the inputs") != std::string::npos);
  CHECK(refusal([] {
          Conv2D(4, 3, {.groups = 2})(ramp({1, 4, 4, 3}));
        }).find("groups must divide the channels") != std::string::npos);
  CHECK(
      refusal([] { AveragePooling2D(0); }).starts_with("layers.AveragePooling2D: pool_size must"));
  CHECK(refusal([] { EinsumDense("ab,bc", 3); }).starts_with("layers.EinsumDense: equation must"));
  CHECK(refusal([] {
          Dot(0)({ramp({2, 3}), ramp({2, 3})});
        }).find("the batch axis") != std::string::npos);
}

TEST_CASE("Normalization adapts to batches as to all data") {
  const auto data = ops::sin(ramp({10, 3}) * ramp({10, 3}));
  Normalization whole, batches;
  whole.adapt(data);
  batches.adapt({data[range(0, 4)], data[range(4, 5)], data[range(5, 10)]});
  for (std::size_t i = 0; i < 2; ++i) {
    const auto a = whole.get_weights()[i].to_vector<float>();
    const auto b = batches.get_weights()[i].to_vector<float>();
    for (std::size_t j = 0; j < a.size(); ++j) CHECK(b[j] == doctest::Approx(a[j]).epsilon(1e-5));
  }
  const auto [mean, variance] = moments_of(whole(data));
  CHECK(mean == doctest::Approx(0).epsilon(1e-6));
  CHECK(variance == doctest::Approx(1).epsilon(1e-5));
}

TEST_CASE("layers of noise keep the mean, and do nothing outside of training") {
  const auto ones = ops::ones({100, 100});
  const CallOptions training{.training = true};
  const auto check = [&](const Layer& layer, double want_mean, double want_variance) {
    const auto [mean, variance] = moments_of(layer(ones, training));
    CHECK(mean == doctest::Approx(want_mean).epsilon(0.05));
    CHECK(variance == doctest::Approx(want_variance).epsilon(0.1));
    CHECK(layer(ones).to_vector<float>() == ones.to_vector<float>());
  };
  check(GaussianNoise(0.5, {.seed = 1}), 1, 0.25);
  check(GaussianDropout(0.2, {.seed = 1}), 1, 0.25);
  check(Dropout(0.2, {.seed = 1}), 1, 0.25);
  const auto normal = random::normal({100, 100}, {.seed = 3});
  const auto [mean, variance] = moments_of(AlphaDropout(0.3, {.seed = 1})(normal, training));
  CHECK(std::abs(mean) < 0.1);
  CHECK(variance == doctest::Approx(1).epsilon(0.1));
}

TEST_CASE("a saved layer stands in its module") {
  const auto load = [](Value module) {
    return deserialize<Layer>(Object{
        {"module", std::move(module)}, {"class_name", "Dense"}, {"config", Object{{"units", 2}}}});
  };
  for (const char* module : {"keras.layers", "keras", "keras.src.layers.core.dense"})
    CHECK(load(module).class_name() == "Dense");
  CHECK(load(nullptr).class_name() == "Dense");
  CHECK(refusal([&] { load("keras.metrics"); }) ==
        "there is no 'keras.metrics.Dense'; did you mean 'keras.layers.Dense'?");
  CHECK(refusal([&] { load(5); }) == "Dense: module must be a string; received module=5");
}

TEST_CASE("enable_lora trains a change of the kernel") {
  const auto x = ramp({2, 3});
  Dense layer(2, {.kernel_initializer = "ones"});
  layer.build({x.shape()});
  layer.enable_lora(1, {.lora_alpha = 4.0, .a_initializer = "ones"});
  CHECK(layer(x).to_vector<float>() == std::vector<float>{3, 3, 12, 12});
  const auto trained = layer.trainable_variables();
  REQUIRE(trained.size() == 3);  // the bias and both parts of the change
  CHECK(trained[1].name() == "lora_kernel_a");
  CHECK(trained[2].shape() == Shape{1, 2});
  trained[2].assign(ops::array({{0.25, 0.0}}));
  CHECK(layer(x).to_vector<float>() == std::vector<float>{6, 3, 24, 12});
  const auto config = layer.get_config();
  CHECK(config.at("lora_rank") == Value(1));
  CHECK(config.at("lora_alpha") == Value(4.0));
  CHECK(refusal([&] { layer.enable_lora(1); }).ends_with("it was called before"));
}

TEST_CASE("SpatialDropout drops whole channels") {
  const auto y = SpatialDropout2D(0.5, {.seed = 1})(ops::ones({4, 3, 3, 16}), {.training = true});
  const auto largest = ops::max(y, {.axis = {1, 2}}), least = ops::min(y, {.axis = {1, 2}});
  CHECK(largest.to_vector<float>() == least.to_vector<float>());
  CHECK(double(ops::mean(largest)) == doctest::Approx(1).epsilon(0.4));
}

TEST_CASE("einsum sums what the result lacks") {
  const auto a = ramp({2, 3}), b = ramp({3, 4}), square = ramp({3, 3});
  CHECK(ops::einsum("ij,jk->ik", {a, b}).to_vector<float>() ==
        ops::matmul(a, b).to_vector<float>());
  CHECK(ops::einsum("ij,jk", {a, b}).shape() == Shape{2, 4});
  CHECK(ops::einsum("ij->ji", {a}).to_vector<float>() == ops::transpose(a).to_vector<float>());
  CHECK(ops::einsum("ii->i", {square}).to_vector<float>() == std::vector<float>{0, 4, 8});
  CHECK(float(ops::einsum("ii", {square})) == 12);
  CHECK(ops::einsum("i,j->ij", {a[0], b[0]}).to_vector<float>()[7] == 3);
  CHECK(ops::einsum("...ij,...jk->...ik", {ramp({5, 2, 3}), b}).shape() == Shape{5, 2, 4});
  CHECK(ops::einsum("ij,jk,kl->il", {a, b, ramp({4, 2})}).to_vector<float>() ==
        ops::matmul(ops::matmul(a, b), ramp({4, 2})).to_vector<float>());
  CHECK(ops::einsum("ij,jk->ki", {a, b}).to_vector<float>() ==
        ops::transpose(ops::matmul(a, b)).to_vector<float>());
  const auto c = ramp({5, 2, 3}), d = ramp({5, 4, 3});
  CHECK(ops::einsum("bik,bjk->bji", {c, d}).to_vector<float>() ==
        ops::matmul(d, ops::transpose(c, {{0, 2, 1}})).to_vector<float>());
  CHECK(refusal([&] { ops::einsum("ij,jk->ik", {a, a}); }).starts_with("ops.einsum: "));
}

}  // namespace
TEST_CASE("layers without weights are saved without the shape that they were called with") {
  const auto x = Input({4});
  for (const Layer& layer :
       {Layer(layers::Activation("relu")), Layer(layers::ReLU()), Layer(layers::Dropout(0.5)),
        Layer(layers::Masking()), Layer(layers::GaussianNoise(0.1)), Layer(layers::Identity())}) {
    CAPTURE(layer.class_name());
    layer(x);
    CHECK(to_value(layer).find("build_config") == nullptr);
  }
}

}  // namespace keras::layers
