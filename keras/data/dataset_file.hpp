// Internal: the files of data sets.
#pragma once
#include <string>

#include "keras/data/split.hpp"
#include "keras/io/npz.hpp"

namespace keras::data {

/// Where a data set is published.
struct Source {
  const char* where;  ///< The function that loads it, for errors.
  const char* url;
  const char* digest;
};

/// `path` if there is such a file, else the file of that name in the cache, into which it is
/// downloaded when it is not there. An error says what to do where that does not work.
std::string dataset_file(const std::string& path, const Source& source);

/// The folder `name` in the cache, into which an archive is unpacked when it is not there.
std::string dataset_folder(const std::string& name, const Source& source);

/// Rows in the order of NumPy's RandomState(seed), the first of them for training.
datasets::Split shuffled_split(const Tensor& x, const Tensor& y, double test_split,
                               std::int64_t seed, const char* where);

}  // namespace keras::data
