#pragma once
#include <string>
#include <utility>
#include <vector>

#include "keras/core/shape.hpp"

namespace keras::utils {

/// Where the labels of the files of a folder come from: "inferred" (from the names of the folders
/// in it), None, or a number for each file in the order of their paths.
class Labels {
 public:
  Labels(const char* source) : source_(source) {}
  Labels(std::nullopt_t) {}
  Labels(std::vector<int> numbers) : numbers_(std::move(numbers)), given_(true) {}

  bool inferred() const { return source_ == "inferred"; }
  bool given() const { return given_; }
  /// What was given instead of numbers.
  const std::string& source() const { return source_; }
  const std::vector<int>& numbers() const { return numbers_; }

 private:
  std::string source_;
  std::vector<int> numbers_;
  bool given_ = false;
};

}  // namespace keras::utils
