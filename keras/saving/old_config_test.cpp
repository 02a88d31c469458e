#include "keras/saving/old_config.hpp"

#include <doctest/doctest.h>

#include "keras/activations/activation.hpp"
#include "keras/core/error.hpp"
#include "keras/core/json.hpp"

using namespace keras;

namespace {

std::string modern(const char* json) { return to_json(saving::modern_config(parse_json(json))); }

}  // namespace

TEST_CASE("arguments of Keras 2 without meaning are left out where they did nothing") {
  CHECK(modern(R"({"class_name": "Conv1DTranspose", "config": {"filters": 2, "groups": 1}})") ==
        R"({"class_name": "Conv1DTranspose", "config": {"filters": 2}})");
  CHECK(modern(R"({"class_name": "SeparableConv2D",
                   "config": {"groups": 1, "kernel_initializer": null, "filters": 5}})") ==
        R"({"class_name": "SeparableConv2D", "config": {"filters": 5}})");
  CHECK(modern(R"({"class_name": "MultiHeadAttention", "config": {"num_heads": 2,
                   "query_shape": [null, 6], "softmax_robust_masking": false},
                   "build_config": {"input_shape": [null, 6]}})") ==
        R"({"class_name": "MultiHeadAttention", "config": {"num_heads": 2}})");
  CHECK(modern(R"({"class_name": "SpatialDropout1D",
                   "config": {"rate": 0.5, "noise_shape": null}})") ==
        R"({"class_name": "SpatialDropout1D", "config": {"rate": 0.5}})");
  CHECK_THROWS_WITH_AS(
      modern(R"({"class_name": "Conv2DTranspose", "config": {"groups": 4}})"),
      "Conv2DTranspose: the argument 'groups' of Keras 2 is not supported; received groups=4",
      ValueError);
}

TEST_CASE("classes and arguments of Keras 2 are called as today") {
  CHECK(modern(R"({"class_name": "Custom>Adam", "config": {"lr": 0.1, "decay": 0.0}})") ==
        R"({"class_name": "Adam", "config": {"learning_rate": 0.1}})");
  CHECK(modern(R"({"class_name": "BatchNormalizationV1", "config": {"axis": [3]}})") ==
        R"({"class_name": "BatchNormalization", "config": {"axis": 3}})");
  CHECK(modern(R"({"class_name": "ThresholdedReLU", "config": {"theta": 0.5}})") ==
        R"({"class_name": "ReLU", "config": {"threshold": 0.5}})");
  CHECK(modern(R"({"class_name": "Policy", "config": {"name": "mixed_bfloat16"}})") ==
        R"({"class_name": "DTypePolicy", "config": {"name": "mixed_bfloat16"}})");
  CHECK(modern(R"({"class_name": "LeakyReLU", "config": {"alpha": 0.3}})") ==
        R"({"class_name": "LeakyReLU", "config": {"negative_slope": 0.3}})");
}

TEST_CASE("hard_sigmoid of Keras 2 stays what it was") {
  CHECK(modern(R"({"class_name": "LSTM", "config": {"recurrent_activation": "hard_sigmoid"}})") ==
        R"({"class_name": "LSTM", "config": {"recurrent_activation": "keras2>hard_sigmoid"}})");
  const activations::Activation old("keras2>hard_sigmoid");
  const auto y = old(Tensor(std::vector<float>{-3, -1, 0, 2, 3})).to_vector<float>();
  CHECK(y == std::vector<float>{0, 0.3F, 0.5F, 0.9F, 1});
  CHECK(to_value(old) == Value("keras2>hard_sigmoid"));
}

TEST_CASE("tuples, lists of layers and wrapped metrics of Keras 2 are read") {
  CHECK(modern(R"([{"class_name": "__tuple__", "items": [1, 2]}])") == "[[1, 2]]");
  CHECK(modern(R"({"class_name": "Sequential", "config": []})") ==
        R"({"class_name": "Sequential", "config": {"layers": []}})");
  CHECK(modern(R"({"class_name": "MeanMetricWrapper",
                   "config": {"name": "mae", "dtype": "float32", "fn": "mean_absolute_error"}})") ==
        R"({"class_name": "MeanAbsoluteError", "config": {"name": "mae"}})");
  CHECK_THROWS_AS(modern(R"({"class_name": "MeanMetricWrapper",
                             "config": {"name": "own", "fn": "own_function"}})"),
                  ValueError);
}

TEST_CASE("the compilation of a Keras 2 file has its defaults where it says nothing") {
  CHECK(modern(R"({"compile_config": {"loss": "mse", "jit_compile": null,
                   "sample_weight_mode": null}})") == R"({"compile_config": {"loss": "mse"}})");
  CHECK(modern(R"({"class_name": "Huber", "config": {"reduction": "auto", "fn": "huber"}})") ==
        R"({"class_name": "Huber", "config": {"reduction": "sum_over_batch_size"}})");
}

TEST_CASE("versions before Keras 3 are old") {
  CHECK(saving::is_old_version("2.15.0"));
  CHECK(saving::is_old_version("1.0"));
  CHECK(!saving::is_old_version("3.0.5"));
  CHECK(!saving::is_old_version(""));
}
