// HDF5 files, the part of the format that Keras and h5py write; a file is never more than data.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keras/io/array.hpp"

namespace keras::io {

namespace hdf5 {
struct Context;  // the open file
struct Object;   // a parsed object header
}  // namespace hdf5

/// What groups and datasets have in common: a path in the file and attributes.
class Hdf5Object {
 public:
  Hdf5Object(std::shared_ptr<hdf5::Context> context, std::shared_ptr<const hdf5::Object> object,
             std::string path);

  /// "/layers/dense/vars/0"; "/" for the root.
  const std::string& path() const { return path_; }
  /// Where the object stands in the file; the same for two hard links to one object.
  std::uint64_t address() const;

  std::vector<std::string> attribute_names() const;
  /// Nothing when there is no attribute `name`.
  std::optional<Array> attribute(std::string_view name) const;
  /// The attribute `name`, which must be one string.
  std::string string_attribute(std::string_view name) const;
  /// The attribute `name`, which must be a list of strings.
  std::vector<std::string> strings_attribute(std::string_view name) const;

 protected:
  std::shared_ptr<hdf5::Context> context_;
  std::shared_ptr<const hdf5::Object> object_;
  std::string path_;
};

/// An array in the file; nothing of it is read before `read`.
class Hdf5Dataset : public Hdf5Object {
 public:
  Hdf5Dataset(std::shared_ptr<hdf5::Context> context, std::shared_ptr<const hdf5::Object> object,
              std::string path);

  DType dtype() const { return dtype_; }
  const Shape& shape() const { return shape_; }
  /// The bytes of the elements, in memory.
  std::uint64_t size_in_bytes() const;

  /// The elements: a view of the file where they lie in it as they are needed, else a copy.
  Array read() const;
  /// The elements into `target`, which must have `size_in_bytes()` bytes.
  void read_into(std::span<std::byte> target) const;

 private:
  DType dtype_;
  Shape shape_;
};

/// Named links to groups and datasets. Links to other files and soft links can be seen, not
/// followed.
class Hdf5Group : public Hdf5Object {
 public:
  Hdf5Group(std::shared_ptr<hdf5::Context> context, std::shared_ptr<const hdf5::Object> object,
            std::string path);

  /// The names of all links, sorted.
  std::vector<std::string> names() const;
  // `name` may be a path, "layers/dense/vars".
  bool contains(std::string_view name) const;
  bool is_group(std::string_view name) const;
  bool is_dataset(std::string_view name) const;
  Hdf5Group group(std::string_view name) const;      ///< An error when there is none.
  Hdf5Dataset dataset(std::string_view name) const;  ///< An error when there is none.

 private:
  std::shared_ptr<const hdf5::Object> find(std::string_view name) const;
  std::string below(std::string_view name) const;
};

/// What datasets may unfold to: at most `ratio` times the file's size, once past `free_bytes`.
struct Hdf5Limits {
  std::uint64_t ratio = 100;
  std::uint64_t free_bytes = std::uint64_t{16} << 20;
};

/// An HDF5 file in memory. External and soft links, external storage, virtual datasets, committed
/// types and filters other than deflate, shuffle and fletcher32 are refused by name.
class Hdf5File {
 public:
  explicit Hdf5File(Buffer file, Hdf5Limits limits = {});
  Hdf5Group root() const;

  /// Whether `file` begins like an HDF5 file.
  static bool recognizes(Bytes file);

 private:
  std::shared_ptr<hdf5::Context> context_;
};

}  // namespace keras::io
