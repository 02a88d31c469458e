// NumPy's archive of arrays, `.npz`.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keras/io/array.hpp"
#include "keras/io/output.hpp"
#include "keras/io/zip.hpp"

namespace keras::io {

/// The arrays of a `.npz` file, each decoded when it is asked for.
class NpzReader {
 public:
  explicit NpzReader(Buffer file, ZipLimits limits = {});

  /// The names of the arrays (without `.npy`), in the order of the file.
  const std::vector<std::string>& names() const { return names_; }
  bool contains(std::string_view name) const;
  /// An error that lists the names when there is no such array.
  Array array(std::string_view name) const;

 private:
  ZipReader zip_;
  std::vector<std::string> names_;
};

/// Writes `arrays` as `numpy.savez` does (stored).
void write_npz(Output& out, const std::vector<std::pair<std::string, Array>>& arrays);

}  // namespace keras::io
