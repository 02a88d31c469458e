#include <filesystem>

#include "keras/core/json.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/saving/members.hpp"
#include "keras/saving/version.hpp"
#include "keras/saving/weights_file.hpp"

namespace keras::saving {
namespace {

std::string metadata() {
  return to_json(Object{{"keras_version", keras_version}, {"date_saved", date_saved()}});
}

}  // namespace

void write_keras(const Model& model, const Object& saved, const std::string& path,
                 const std::vector<std::pair<std::string, io::Bytes>>& more) {
  io::Hdf5Writer weights;
  put_weights(model, weights);
  const auto config = to_json(saved), about = metadata();
  io::write_atomically(path, [&](io::Output& out) {
    io::ZipWriter zip(out);
    zip.add("metadata.json", io::bytes_of(about));
    zip.add("config.json", io::bytes_of(config));
    zip.add("model.weights.h5", weights.size(), [&](const io::Sink& sink) { weights.write(sink); });
    for (const auto& group : weight_groups(model))
      for (const auto& asset : group.assets)
        zip.add(asset_path(group, asset), io::bytes_of(asset.content()));
    for (const auto& [name, bytes] : more) zip.add(name, bytes);
    zip.finish();
  });
}

void write_folder(const Model& model, const Object& saved, const std::string& path) {
  io::Hdf5Writer weights;
  put_weights(model, weights);
  const auto write = [&](const std::string& name, const std::string& content) {
    const std::filesystem::path target = std::filesystem::path(path) / name;
    std::filesystem::create_directories(target.parent_path());
    io::write_atomically(target.string(), io::bytes_of(content));
  };
  write("metadata.json", metadata());
  write("config.json", to_json(saved));
  for (const auto& group : weight_groups(model))
    for (const auto& asset : group.assets) write(asset_path(group, asset), asset.content());
  io::write_atomically(path + "/model.weights.h5",
                       [&](io::Output& out) { weights.write(out.sink()); });
}

}  // namespace keras::saving
