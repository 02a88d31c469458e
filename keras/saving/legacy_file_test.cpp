#include "keras/saving/legacy_file.hpp"

#include <doctest/doctest.h>

#include "keras/core/json.hpp"
#include "keras/io/hdf5_writer.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/layers/rnn/bidirectional.hpp"
#include "keras/layers/rnn/simple_rnn.hpp"
#include "keras/optimizers.hpp"
#include "keras/saving/saving.hpp"

using namespace keras;

namespace {

const std::vector<float> kernel = {1, 2}, bias = {0.5};

io::Hdf5File written(const io::Hdf5Writer& writer) {
  io::MemoryOutput out;
  writer.write(out.sink());
  return io::Hdf5File(io::Buffer::copy(std::move(out).bytes()));
}

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
  return written(writer);
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
  const Sequential deeper(
      {Input({2}), layers::Dense(1, {.name = "a"}), layers::Dense(1, {.name = "b"})});
  CHECK_THROWS_WITH_AS(saving::take_legacy_weights(deeper, legacy_file({2, 1})),
                       "the weights do not fit the model: the file has weights of 1 layers "
                       "('out'); the model has 2 ('a', 'b')",
                       ValueError);
}

TEST_CASE("the weights of a legacy file go to layers of their names if these are asked for") {
  const Sequential model(
      {Input({2}), layers::Dense(2, {.name = "new"}), layers::Dense(1, {.name = "out"})});
  saving::take_legacy_weights(model, legacy_file({2, 1}), {.by_name = true});
  CHECK(model.get_weights()[3].to_vector<float>() == bias);
  const auto before = model.get_weights()[2].to_vector<float>();
  saving::take_legacy_weights(model, legacy_file({1, 2}), {.skip_mismatch = true, .by_name = true});
  CHECK(model.get_weights()[2].to_vector<float>() == before);
  CHECK(saving::take_warnings() ==
        std::vector<std::string>{"skipped: 'out/kernel:0' must have shape (2, 1); it has (1, 2)"});
}

TEST_CASE("a file of weights is no model") {
  io::Hdf5Writer writer;
  writer.group("layers");
  CHECK_THROWS_AS(saving::legacy_model(written(writer), true), ValueError);
}

TEST_CASE("the state of optimizers is named after all layers down to each variable") {
  const Sequential model(
      {Input({2, 1}), layers::Bidirectional(layers::SimpleRNN(1), {.name = "both"})},
      {.name = "model"});
  model.compile({.optimizer = optimizers::SGD({.momentum = 0.5, .name = "sgd"}), .loss = "mse"});
  model.optimizer().build(model.trainable_variables());
  io::Hdf5Writer writer;
  saving::put_legacy_model(model, saving::serialize_model(model), true, writer);
  const auto group = written(writer).root().group("optimizer_weights");
  const auto names = group.strings_attribute("weight_names");
  REQUIRE(names.size() == 8);
  CHECK(names[0] == "sgd/iteration");
  CHECK(names[2] == "sgd/model_both_forward_simple_rnn_simple_rnn_cell_kernel_momentum");
  CHECK(names[5] == "sgd/model_both_backward_simple_rnn_simple_rnn_cell_kernel_momentum");
  for (const auto& name : names) CHECK(group.is_dataset(name));
}

TEST_CASE("a legacy file that was written is read again") {
  const Sequential model({Input({2}), layers::Dense(3, {.activation = "relu"}), layers::Dense(1)});
  model.compile({.optimizer = "adam", .loss = "mse", .metrics = "mae"});
  const Tensor x(std::vector<float>{3, 4}, {1, 2});
  model.fit(x, Tensor(std::vector<float>{1}, {1, 1}), {.verbose = 0});
  io::Hdf5Writer writer;
  saving::put_legacy_model(model, saving::serialize_model(model), true, writer);
  const auto again = saving::legacy_model(written(writer), true);
  CHECK(again.predict(x, {.verbose = 0}).to_vector<float>() ==
        model.predict(x, {.verbose = 0}).to_vector<float>());
  const auto wanted = model.optimizer().variables(), got = again.optimizer().variables();
  REQUIRE(got.size() == wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i)
    CHECK(got[i].value().to_vector<double>() == wanted[i].value().to_vector<double>());
  io::Hdf5Writer bare;
  saving::put_legacy_model(model, saving::serialize_model(model), false, bare);
  CHECK(!saving::legacy_model(written(bare), true).compiled());
}
