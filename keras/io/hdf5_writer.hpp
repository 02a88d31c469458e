// Writes HDF5 files of groups, plain datasets and attributes, as h5py does by default.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "keras/io/array.hpp"
#include "keras/io/output.hpp"

namespace keras::io {

/// Collects the structure of a file, then writes it in one pass without a copy of the datasets.
/// Paths are "layers/dense/vars/0"; the groups on the way are made; "" is the root.
class Hdf5Writer {
 public:
  Hdf5Writer();
  Hdf5Writer(const Hdf5Writer&) = delete;
  Hdf5Writer& operator=(const Hdf5Writer&) = delete;
  ~Hdf5Writer();

  void group(std::string_view path);
  /// `contents` must stay alive until `write`.
  void dataset(std::string_view path, DType dtype, Shape shape, Bytes contents);
  /// `produce` hands over the elements, in C order and little endian, when `write` comes to them.
  void dataset(std::string_view path, DType dtype, Shape shape,
               std::function<void(const Sink&)> produce);

  // Attributes of the group or dataset at `path`.
  void attribute(std::string_view path, std::string_view name, std::string_view text);
  void attribute(std::string_view path, std::string_view name,
                 const std::vector<std::string>& texts);  ///< As bytes of one fixed length.
  void attribute(std::string_view path, std::string_view name, const Array& numbers);
  void attribute(std::string_view path, std::string_view name, std::int64_t number);

  /// The bytes that `write` will put out.
  std::uint64_t size() const;
  void write(const Sink& sink) const;

  struct Node;  // a group or a dataset

 private:
  Node& reach(std::string_view path, bool is_group);
  std::unique_ptr<Node> root_;
};

}  // namespace keras::io
