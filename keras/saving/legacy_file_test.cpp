#include "keras/saving/legacy_file.hpp"

#include <doctest/doctest.h>

#include "keras/core/json.hpp"
#include "keras/io/hdf5_writer.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/saving/saving.hpp"

using namespace keras;

namespace {

const std::vector<float> kernel = {1, 2}, bias = {0.5};

/// A file as Keras 2 wrote it, whose kernel has that shape.
io::Hdf5File legacy_file(const Shape& kernel_shape) {
  const Object dense = {
      {"class_name", "Dense"},
      {"config", Object{{"name", "out"}, {"units", 1}, {"batch_input_shape", List{nullptr, 2}}}}};
  const Object model = {{"class_name", "Sequential"},
                        {"config", Object{{"name", "old"}, {"layers", List{dense}}}}};
  const Object training = {
      {"loss", "mse"},
      {"optimizer_config", Object{{"class_name", "SGD"}, {"config", Object{{"name", "sgd"}}}}}};
  io::Hdf5Writer writer;
  writer.attribute("", "model_config", to_json(model));
  writer.attribute("", "training_config", to_json(training));
  writer.group("model_weights");
  writer.attribute("model_weights", "layer_names", std::vector<std::string>{"out"});
  writer.dataset("model_weights/out/out/kernel:0", DType::float32, kernel_shape,
                 io::Bytes(std::as_bytes(std::span(kernel))));
  writer.dataset("model_weights/out/out/bias:0", DType::float32, {1},
                 io::Bytes(std::as_bytes(std::span(bias))));
  // Cut in two, as long lists are.
  writer.attribute("model_weights/out", "weight_names0", std::vector<std::string>{"out/kernel:0"});
  writer.attribute("model_weights/out", "weight_names1", std::vector<std::string>{"out/bias:0"});
  io::MemoryOutput out;
  writer.write(out.sink());
  return io::Hdf5File(io::Buffer::copy(std::move(out).bytes()));
}

}  // namespace

TEST_CASE("a model file of Keras 2 is read") {
  const auto model = saving::legacy_model(legacy_file({2, 1}), true);
  CHECK(model.name() == "old");
  CHECK(model.optimizer().class_name() == "SGD");
  const Tensor x(std::vector<float>{3, 4}, {1, 2});
  CHECK(model.predict(x, {.verbose = 0}).to_vector<float>() == std::vector<float>{11.5});
  CHECK(!saving::legacy_model(legacy_file({2, 1}), false).compiled());
}

TEST_CASE("the weights of a file of Keras 2 go to the layers in their order") {
  const Sequential model({Input({2}), layers::Dense(1)});
  CHECK(saving::has_legacy_weights(legacy_file({2, 1})));
  saving::take_legacy_weights(model, legacy_file({2, 1}));
  CHECK(model.get_weights()[1].to_vector<float>() == bias);
  CHECK_THROWS_WITH_AS(
      saving::take_legacy_weights(model, legacy_file({1, 2})),
      "the weights do not fit the model: 'out/kernel:0' must have shape (2, 1); it has (1, 2)",
      ValueError);
  const Sequential deeper({Input({2}), layers::Dense(1), layers::Dense(1)});
  CHECK_THROWS_AS(saving::take_legacy_weights(deeper, legacy_file({2, 1})), ValueError);
}
