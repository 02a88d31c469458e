#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "keras/data/dataset.hpp"
#include "keras/initializers/numbers.hpp"
#include "keras/layers/layer.hpp"

namespace keras::utils {

/// How a column is prepared: what the functions of `FeatureSpace` give, or a name for one of them
/// without arguments, such as "float_normalized".
struct Feature {
  Feature() = default;
  Feature(const char* kind) : kind(kind) {}

  std::string kind = {};
  DType dtype = DType::float32;
  Layer preprocessor = {};
  std::string output_mode = {};                                ///< "float", "int" or "one_hot"
  std::function<void(const std::vector<Tensor>&)> adapt = {};  ///< None where nothing is learned.
  std::function<int()> cardinality = {};                       ///< How many numbers there are.
};

/// Columns whose combinations are hashed together.
struct Cross {
  Cross(std::initializer_list<std::string> feature_names) : feature_names(feature_names) {}

  std::vector<std::string> feature_names = {};
  int crossing_dim = 0;  ///< 0: that of the FeatureSpace.
  std::string output_mode = "one_hot";
};

/// Arguments of `FeatureSpace::float_rescaled`.
struct RescaledFeatureOptions {
  double scale = 1.0;
  double offset = 0.0;
};
/// Arguments of `FeatureSpace::float_discretized`.
struct DiscretizedFeatureOptions {
  Numbers bin_boundaries = None;  ///< In place of num_bins.
  std::string output_mode = "one_hot";
};
/// Arguments of `FeatureSpace::integer_categorical` and `string_categorical`.
struct CategoricalFeatureOptions {
  std::optional<int> max_tokens = {};
  int num_oov_indices = 1;
  std::string output_mode = "one_hot";
};
/// Arguments of `FeatureSpace::integer_hashed` and `string_hashed`.
struct HashedFeatureOptions {
  std::string output_mode = "one_hot";
};

/// Arguments of `FeatureSpace`, in the order of keras.utils.FeatureSpace.
struct FeatureSpaceOptions {
  std::vector<std::pair<std::string, Feature>> features = {};  ///< By column. Required.
  std::string output_mode = "concat";                          ///< or "dict"
  std::vector<Cross> crosses = {};
  int crossing_dim = 32;             ///< Hashes of a cross that does not say.
  int hashing_dim = 32;              ///< Hashes of "string_hashed" and "integer_hashed".
  int num_discretization_bins = 32;  ///< Bins of "float_discretized".
};

/// Prepares the columns of a table, each in its own way, and joins them: columns (batch) or
/// (batch, 1) by name -> (batch, width), the columns by sorted name, then the crosses.
///
///     utils::FeatureSpace space({.features = {{"age", "float_normalized"},
///                                             {"sex", utils::FeatureSpace::string_categorical()}},
///                                .crosses = {{"age", "sex"}}});
///     space.adapt(table);
///     const auto encoded = space.get_encoded_features();
///     Model model(space.get_inputs(), layers::Dense(1)(encoded));
///
/// https://keras.io/api/utils/feature_space
class FeatureSpace {
 public:
  explicit FeatureSpace(FeatureSpaceOptions options);

  static Feature float_();  ///< Numbers as they are (`float` in Keras).
  static Feature float_rescaled(RescaledFeatureOptions options = {});
  static Feature float_normalized();
  static Feature float_discretized(int num_bins, DiscretizedFeatureOptions options = {});
  static Feature integer_categorical(CategoricalFeatureOptions options = {});
  static Feature string_categorical(CategoricalFeatureOptions options = {});
  static Feature integer_hashed(int num_bins, HashedFeatureOptions options = {});
  static Feature string_hashed(int num_bins, HashedFeatureOptions options = {});
  static Cross cross(std::vector<std::string> feature_names, int crossing_dim,
                     std::string output_mode = "one_hot");

  /// Learns what the layers of the columns need from data whose inputs are columns by name.
  void adapt(const Dict& columns) const;
  template <std::same_as<Dataset> D>
  void adapt(const D& data) const {
    adapt_to(data);
  }

  /// The symbolic columns, (None, 1) each, and what comes of them; for models that take columns.
  Dict get_inputs() const;
  Tensor get_encoded_features() const;
  /// The same by name, for `output_mode` "dict".
  template <std::same_as<Dict> D>
  D get_encoded_features() const {
    return encoded_by_name();
  }
  /// What comes of columns by name.
  Tensor operator()(const Tensors& columns) const;
  template <std::same_as<Dict> D>
  D call(const Tensors& columns) const {
    return call_by_name(columns);
  }

 private:
  struct Impl;
  void adapt_to(const Dataset& data) const;
  Dict encoded_by_name() const;
  Dict call_by_name(const Tensors& columns) const;
  std::shared_ptr<Impl> impl_;
};

}  // namespace keras::utils
