#include <filesystem>

#include "keras/core/json.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"
#include "keras/saving/legacy_file.hpp"
#include "keras/saving/members.hpp"
#include "keras/saving/saving.hpp"
#include "keras/saving/target_version.hpp"
#include "keras/saving/version.hpp"
#include "keras/saving/weight_shards.hpp"
#include "keras/saving/weights_file.hpp"

namespace keras {
namespace saving {

Object serialize_model(const Model& model) {
  return to_value(static_cast<const Layer&>(model)).as_object();
}

namespace {

void write_hdf5(const io::Hdf5Writer& writer, const std::string& path) {
  io::write_atomically(path, [&](io::Output& out) { writer.write(out.sink()); });
}

void expect_free(const std::string& path, bool overwrite) {
  if (!overwrite && std::filesystem::exists(path))
    fail(io::printable(path), ": the file is there already; received overwrite=False");
}

bool holds_weights(const std::string& path) {
  return path.ends_with(".weights.h5") || path.ends_with(".weights.json");
}

}  // namespace

void save_model(const Model& model, const std::string& path, SaveOptions options) {
  if (holds_weights(path)) return save_weights(model, path, {.overwrite = options.overwrite});
  const bool legacy = path.ends_with(".h5");
  if (!legacy && !path.ends_with(".keras") && !path.ends_with(".json"))
    fail(io::printable(path), ": a model is saved to .keras, .h5, .json or .weights.h5");
  if (!legacy && !options.include_optimizer)
    fail(io::printable(path), ": include_optimizer=False is for .h5 files");
  if (options.zipped && !path.ends_with(".keras"))
    fail(io::printable(path), ": zipped is for .keras files");
  expect_free(path, options.overwrite);
  const auto saved = for_version(serialize_model(model), options.target_version);
  if (path.ends_with(".keras"))
    return options.zipped.value_or(true) ? write_keras(model, saved, path)
                                         : write_folder(model, saved, path);
  if (!legacy) {
    const auto json = to_json(saved);
    return io::write_atomically(path, io::bytes_of(json));
  }
  io::Hdf5Writer writer;
  put_legacy_model(model, saved, options.include_optimizer, writer);
  write_hdf5(writer, path);
}

void save_weights(const Model& model, const std::string& path, SaveWeightsOptions options) {
  if (!holds_weights(path))
    fail("save_weights: the path must end in .weights.h5 or .weights.json; received ",
         keras::quoted(path));
  expect_free(path, options.overwrite);
  constexpr double default_shard_size = 5;  // GiB
  if (path.ends_with(".json"))
    return write_shards(model, path, options.max_shard_size.value_or(default_shard_size));
  if (options.max_shard_size)
    fail("save_weights: the path must end in .weights.json with max_shard_size; received ",
         keras::quoted(path));
  io::Hdf5Writer writer;
  put_weights(model, writer);
  write_hdf5(writer, path);
}

}  // namespace saving

std::string Model::to_json() const { return keras::to_json(saving::serialize_model(*this)); }
void Model::save(const std::string& path) const { saving::save_model(*this, path); }
void Model::save_weights(const std::string& path) const { saving::save_weights(*this, path); }
std::string version() { return saving::keras_version; }

}  // namespace keras
