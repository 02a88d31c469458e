// Internal: what a file holds, to be shown and compared.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "keras/core/value.hpp"
#include "keras/saving/stored_weights.hpp"

namespace keras::saving {

/// The arrays of a file that holds weights and no model; nothing when it holds a model.
std::optional<StoredWeights> only_weights(const std::string& path);

/// Arrays as a tree of groups, with shapes and dtypes, and how many numbers they are.
std::string weights_tree(const StoredWeights& weights);

/// A configuration (null where there are only weights), and arrays by their paths.
struct Contents {
  Value config = {};
  std::map<std::string, Tensor> arrays = {};
};

/// What the file at `path` holds, whatever its format.
Contents contents_of(const std::string& path);

/// What differs, a sentence each; the configurations count where both have one.
std::vector<std::string> differences(const Contents& a, const Contents& b);

}  // namespace keras::saving
