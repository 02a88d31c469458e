#include "keras/core/settings.hpp"

#include <doctest/doctest.h>

#include "keras/layers.hpp"
#include "keras/losses.hpp"
#include "keras/models/model.hpp"
#include "keras/ops.hpp"
#include "keras/random.hpp"

using namespace keras;

namespace {

/// Sets everything back.
struct Restored {
  ~Restored() {
    config::set_epsilon(1e-7);
    config::set_floatx("float32");
    config::set_image_data_format("channels_last");
    config::enable_interactive_logging();
  }
};

}  // namespace

TEST_CASE("floatx is the dtype of what is given none") {
  const Restored restored;
  config::set_floatx("float64");
  CHECK(config::floatx() == "float64");
  CHECK(ops::ones({2}).dtype() == "float64");
  CHECK(ops::mean(ops::arange(3)).dtype() == "float64");
  CHECK(random::uniform({2}).dtype() == "float64");
  CHECK(config::dtype_policy().name() == "float64");
  CHECK(Input({2}).dtype() == "float64");
  CHECK(losses::MeanSquaredError()(ops::ones({2, 1}), ops::zeros({2, 1})).dtype() == "float64");
  CHECK_THROWS_WITH_AS(config::set_floatx("int32"),
                       "config.set_floatx: value must be float16, bfloat16, float32 or float64; "
                       "received value=int32",
                       ValueError);
}

TEST_CASE("epsilon is what losses divide by") {
  const Restored restored;
  config::set_epsilon(0.5);
  const auto loss = losses::mean_absolute_percentage_error(ops::zeros({1, 1}), ops::ones({1, 1}));
  CHECK(loss.to_vector<float>() == std::vector<float>{200});
  CHECK_THROWS_WITH_AS(config::set_epsilon(0),
                       "config.set_epsilon: value must be a positive number; received value=0.0",
                       ValueError);
}

TEST_CASE("image_data_format is where images have their channels") {
  const Restored restored;
  config::set_image_data_format("channels_first");
  CHECK(layers::GlobalMaxPooling2D()(ops::zeros({1, 3, 4, 5})).shape() == Shape{1, 3});
  CHECK_THROWS_WITH_AS(config::set_image_data_format("nhwc"),
                       "config.set_image_data_format: data_format must be 'channels_last' or "
                       "'channels_first'; received data_format='nhwc'",
                       ValueError);
}

TEST_CASE("messages leave standard output without interactive logging") {
  const Restored restored;
  CHECK(config::message_stream() == stdout);
  config::disable_interactive_logging();
  CHECK_FALSE(config::is_interactive_logging_enabled());
  CHECK(config::message_stream() == stderr);
}

TEST_CASE("dtypes are told apart and joined") {
  CHECK(backend::is_float_dtype("bfloat16"));
  CHECK_FALSE(backend::is_float_dtype("int8"));
  CHECK(backend::is_int_dtype("uint8"));
  CHECK(backend::result_type(DType("int32"), DType("float16")) == "float16");
}

TEST_CASE("the names of Keras 2 set the global policy") {
  mixed_precision::set_global_policy("mixed_float16");
  CHECK(mixed_precision::global_policy().name() == "mixed_float16");
  CHECK(layers::Dense(2)(ops::zeros({1, 2})).dtype() == "float16");
  mixed_precision::set_global_policy("float32");
  CHECK(config::dtype_policy().name() == "float32");
}

TEST_CASE("layers that are not told where images have their channels take the setting") {
  const Restored restored;
  const auto images = random::uniform({2, 3, 8, 6}, {.seed = 1});
  const auto check = [&](auto make) {
    config::set_image_data_format("channels_last");
    const Layer told = make(std::optional<std::string>("channels_first"));
    const auto wanted = told(images);
    config::set_image_data_format("channels_first");
    const Layer untold = make(std::optional<std::string>());
    const auto built = untold(images);
    untold.set_weights(told.get_weights());
    CHECK(untold(images).shape() == wanted.shape());
    CHECK(untold(images).to_vector<float>() == wanted.to_vector<float>());
    CHECK(built.shape() == wanted.shape());
  };
  using Format = std::optional<std::string>;
  check([](Format f) { return layers::Conv2D(4, 3, {.data_format = f}); });
  check([](Format f) { return layers::Conv2DTranspose(4, 3, {.data_format = f}); });
  check([](Format f) { return layers::DepthwiseConv2D(3, {.data_format = f}); });
  check([](Format f) { return layers::SeparableConv2D(4, 3, {.data_format = f}); });
  check([](Format f) { return layers::MaxPooling2D(2, {.data_format = f}); });
  check([](Format f) { return layers::AveragePooling2D(2, {.data_format = f}); });
  check([](Format f) { return layers::GlobalAveragePooling2D({.data_format = f}); });
  check([](Format f) { return layers::UpSampling2D(2, {.data_format = f}); });
  check([](Format f) { return layers::ZeroPadding2D(1, {.data_format = f}); });
  check([](Format f) { return layers::Cropping2D(1, {.data_format = f}); });
  check([](Format f) { return layers::Flatten({.data_format = f}); });
  check([](Format f) { return layers::Resizing(4, 4, {.data_format = f}); });
  check([](Format f) { return layers::CenterCrop(4, 4, {.data_format = f}); });
}
