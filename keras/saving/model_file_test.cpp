#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "keras/core/json.hpp"
#include "keras/io/hdf5_reader.hpp"
#include "keras/io/hdf5_writer.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/ops/core.hpp"
#include "keras/saving/saving.hpp"
#include "keras/saving/weights_file.hpp"

using namespace keras;

namespace {

Sequential one_layer() { return Sequential({Input({2}), layers::Dense(1, {.use_bias = false})}); }

/// The configuration of `one_layer`, compiled with `compile_config`.
std::string with_compile_config(Object compile_config) {
  auto saved = saving::serialize_model(one_layer());
  saved["compile_config"] = std::move(compile_config);
  return to_json(saved);
}

std::string refusal_of(const std::string& json) {
  try {
    models::model_from_json(json);
  } catch (const ValueError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a compile_config holds what compile takes and nothing else") {
  CHECK(models::model_from_json(with_compile_config({{"loss", "mse"}})).compiled());
  CHECK(refusal_of(with_compile_config({{"loss", "mse"}, {"colour", 1}}))
            .starts_with("compile_config: unknown argument 'colour'"));
  CHECK(refusal_of(with_compile_config({{"loss", "msee"}})).starts_with("compile_config: loss: "));
}

TEST_CASE("a model without layers cannot be built") {
  const Sequential model({}, {.name = "empty"});
  CHECK_THROWS_AS(model.build({{2}}), ValueError);
}

TEST_CASE("weights that do not fit are listed from both sides, and change nothing") {
  const auto model = one_layer();
  const auto before = model.get_weights()[0].to_vector<float>();
  const std::vector<float> numbers(3);
  io::Hdf5Writer writer;
  for (const char* path : {"layers/dense/vars/0", "layers/dense_1/vars/0"})
    writer.dataset(path, DType::float32, {3}, io::Bytes(std::as_bytes(std::span(numbers))));
  io::MemoryOutput out;
  writer.write(out.sink());
  const saving::StoredWeights stored({io::Hdf5File(io::Buffer::copy(std::move(out).bytes()))});
  const auto expected =
      "needs an array of shape (2, 1) at 'layers/dense/vars/0'; the file has (3,)";
  try {
    saving::take_weights(model, stored);
    FAIL("accepted");
  } catch (const ValueError& error) {
    const std::string why = error.what();
    CHECK(why.find(expected) != why.npos);
    CHECK(why.ends_with(
        "the file has 1 arrays at 'layers/dense_1/vars', which no layer of the model takes"));
  }
  saving::take_warnings();
  saving::take_weights(model, stored, true);
  CHECK(saving::take_warnings().size() == 2);
  CHECK(model.get_weights()[0].to_vector<float>() == before);
}

TEST_CASE("the state of metrics in Keras 2 files is left where it is") {
  const auto model = one_layer();
  const std::vector<float> numbers = {3, 4};
  io::Hdf5Writer writer;
  const io::Bytes bytes(std::as_bytes(std::span(numbers)));
  writer.dataset("layers/dense/vars/0", DType::float32, {2, 1}, bytes);
  writer.dataset("metrics/mean/vars/0", DType::float32, {2}, bytes);
  io::MemoryOutput out;
  writer.write(out.sink());
  saving::take_weights(
      model, saving::StoredWeights({io::Hdf5File(io::Buffer::copy(std::move(out).bytes()))}));
  CHECK(model.get_weights()[0].to_vector<float>() == numbers);
}

TEST_CASE("attributes of layers in Keras 2 files may begin with an underscore") {
  io::Hdf5Writer writer;
  writer.group("layers/attention/_query_dense/vars");
  writer.group("layers/_plain/vars");
  io::MemoryOutput out;
  writer.write(out.sink());
  const saving::StoredWeights stored({io::Hdf5File(io::Buffer::copy(std::move(out).bytes()))});
  CHECK(stored.as_stored("layers/attention/query_dense") == "layers/attention/_query_dense");
  CHECK(stored.as_stored("layers/_plain") == "layers/_plain");
  CHECK(stored.as_stored("layers/none") == "layers/none");
}

TEST_CASE("saving keeps what it is told to keep") {
  const auto path = std::filesystem::temp_directory_path() / "keras_model_file_test.keras";
  const auto model = one_layer();
  model.save(path);
  CHECK_THROWS_AS(saving::save_model(model, path, {.overwrite = false}), ValueError);
  CHECK_THROWS_AS(saving::save_model(model, path, {.include_optimizer = false}), ValueError);
  CHECK_THROWS_AS(saving::save_model(model, "model.txt"), ValueError);
  CHECK_THROWS_AS(saving::load_weights(model, path, {.by_name = true}), ValueError);
  std::filesystem::remove(path);
}

TEST_CASE("opaque bytes are bfloat16 where the file says so") {
  const auto model = one_layer();
  const auto bytes = ops::cast(Tensor(std::vector<float>{1, 2}, {2, 1}), "bfloat16");
  for (const bool named : {true, false}) {
    io::Hdf5Writer writer;
    const std::string path = "layers/dense/vars/0";
    writer.dataset(path, DType::bfloat16, {2, 1}, bytes.bytes());
    if (named) writer.attribute(path, "dtype", "bfloat16");
    io::MemoryOutput out;
    writer.write(out.sink());
    const io::Hdf5File file(io::Buffer::copy(std::move(out).bytes()));
    if (named) {
      saving::take_weights(model, saving::StoredWeights({file}));
      CHECK(model.get_weights()[0].to_vector<float>() == std::vector<float>{1, 2});
    } else {
      CHECK_THROWS_AS(saving::take_weights(model, saving::StoredWeights({file})), ValueError);
    }
  }
}

TEST_CASE("a model is saved to a folder of its members") {
  const auto folder = std::filesystem::temp_directory_path() / "keras_model_folder_test.keras";
  std::filesystem::remove_all(folder);
  const auto model = one_layer();
  saving::save_model(model, folder.string(), {.zipped = false});
  CHECK(std::filesystem::is_regular_file(folder / "config.json"));
  CHECK(models::load_model(folder.string()).get_weights()[0].to_vector<float>() ==
        model.get_weights()[0].to_vector<float>());
  std::filesystem::remove_all(folder);
  CHECK_THROWS_WITH_AS(saving::save_model(model, "model.h5", {.zipped = true}),
                       "model.h5: zipped is for .keras files", ValueError);
}
