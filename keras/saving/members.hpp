// Internal: the parts of a saved model, in an archive or in a folder.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "keras/io/zip.hpp"
#include "keras/models/model.hpp"

namespace keras::saving {

/// `metadata.json`, `config.json` and `model.weights.h5`.
class Members {
 public:
  /// The `.keras` archive or the folder at `path`.
  explicit Members(const std::string& path);

  bool contains(const std::string& name) const;
  /// An error when there is no member of that name.
  io::Buffer read(const std::string& name) const;
  /// `config.json`, which may unfold to as much as JSON may have.
  io::Buffer read_config() const;
  /// The weights of `model`, which may unfold to as much memory as it needs.
  io::Buffer read_weights(const Model& model) const;
  /// The version of Keras that wrote the files; "" when they do not say.
  std::string keras_version() const;

 private:
  io::Buffer read(const std::string& name, std::uint64_t warranted) const;

  std::string path_;
  std::optional<io::ZipReader> zip_;  ///< None for a folder.
};

/// Writes an archive of `saved`, the serialised model, its weights, and `more` members.
void write_keras(const Model& model, const Object& saved, const std::string& path,
                 const std::vector<std::pair<std::string, io::Bytes>>& more = {});

/// Writes the same members into a folder, each of which is replaced when its successor is whole.
void write_folder(const Model& model, const Object& saved, const std::string& path);

}  // namespace keras::saving
