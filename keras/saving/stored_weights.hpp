// Internal: the arrays that weights are stored in, by Keras's paths.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/graph/tensor.hpp"
#include "keras/io/hdf5_reader.hpp"

namespace keras::saving {

/// The arrays of one file, or of several that each hold a part.
class StoredWeights {
 public:
  explicit StoredWeights(std::vector<io::Hdf5File> files);

  /// `group` as the files call it: in Keras 2 attributes of some layers began with an underscore.
  std::string as_stored(const std::string& group) const;
  /// Whether some file has a group of that path.
  bool contains(const std::string& group) const;
  /// The number of arrays in a group.
  std::size_t count(const std::string& group) const;
  std::optional<io::Hdf5Dataset> find(const std::string& array) const;
  /// The paths of all arrays, sorted.
  std::vector<std::string> arrays() const;

 private:
  std::vector<io::Hdf5File> files_;
};

/// The elements of a dataset.
Tensor tensor_of(const io::Hdf5Dataset& dataset);

}  // namespace keras::saving
