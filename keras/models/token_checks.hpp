// Internal: checks of data before it meets a model.
#pragma once
#include <utility>
#include <vector>

#include "keras/models/model.hpp"

namespace keras {

/// The inputs of a model that go straight to an Embedding.
class TokenChecks {
 public:
  explicit TokenChecks(const Model& model);

  /// An error when one of them holds something else than tokens, which would pick memory of its
  /// own.
  void operator()(const Tensors& x) const;

 private:
  std::vector<std::pair<std::size_t, Layer>> embeddings_;  ///< By number of the input.
};

}  // namespace keras
