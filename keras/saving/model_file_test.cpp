#include <doctest/doctest.h>

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
      saving::take_weights(model, file);
      CHECK(model.get_weights()[0].to_vector<float>() == std::vector<float>{1, 2});
    } else {
      CHECK_THROWS_AS(saving::take_weights(model, file), ValueError);
    }
  }
}
