#include "keras/layers/preprocessing/feature_space.hpp"

#include <algorithm>
#include <map>

#include "keras/layers/core/identity.hpp"
#include "keras/layers/core/input_layer.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/layers/merging/concatenate.hpp"
#include "keras/layers/preprocessing/category_encoding.hpp"
#include "keras/layers/preprocessing/discretization.hpp"
#include "keras/layers/preprocessing/hashed_crossing.hpp"
#include "keras/layers/preprocessing/hashing.hpp"
#include "keras/layers/preprocessing/integer_lookup.hpp"
#include "keras/layers/preprocessing/normalization.hpp"
#include "keras/layers/preprocessing/rescaling.hpp"
#include "keras/layers/preprocessing/string_lookup.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::utils {
namespace {

/// A feature of numbers, with the layer that prepares them.
template <class L>
Feature feature(DType dtype, const L& layer, std::string output_mode) {
  Feature made;
  made.dtype = dtype, made.preprocessor = layer, made.output_mode = std::move(output_mode);
  if constexpr (requires(const std::vector<Tensor>& batches) { layer.adapt(batches); })
    made.adapt = [layer](const std::vector<Tensor>& batches) { layer.adapt(batches); };
  return made;
}

template <class Lookup>
Feature looked_up(DType dtype, const Lookup& lookup, std::string output_mode) {
  auto made = feature(dtype, lookup, std::move(output_mode));
  made.cardinality = [lookup] { return lookup.vocabulary_size(); };
  return made;
}

Feature hashed(DType dtype, int num_bins, std::string output_mode) {
  auto made = feature(dtype, layers::Hashing(num_bins), std::move(output_mode));
  made.cardinality = [num_bins] { return num_bins; };
  return made;
}

std::string name_of(const Cross& cross) {
  std::string name;
  for (const auto& feature : cross.feature_names) name += (name.empty() ? "" : "_X_") + feature;
  return name;
}

/// A column as (batch, 1).
Tensor as_column(const Tensor& x) {
  if (x.rank() == 0) return ops::reshape(x, {1, 1});
  return x.rank() == 1 ? ops::expand_dims(x, -1) : x;
}

Tensor one_hot(const Tensor& numbers, int cardinality) {
  return layers::CategoryEncoding(cardinality, {.output_mode = "multi_hot"})(numbers);
}

}  // namespace

struct FeatureSpace::Impl {
  FeatureSpaceOptions options;
  std::map<std::string, Feature> features = {};  // sorted, as the columns of the result are
  std::map<std::string, std::pair<Cross, layers::HashedCrossing>> crosses = {};
  Dict inputs = {};
  Dict encoded = {};  // symbolic
  bool adapted = false;

  explicit Impl(FeatureSpaceOptions given) : options(std::move(given)) {
    if (options.features.empty())
      fail("utils.FeatureSpace: features must name at least one column; received none");
    if (options.output_mode != "concat" && options.output_mode != "dict")
      fail("utils.FeatureSpace: output_mode must be 'concat' or 'dict'; received output_mode=",
           quoted(options.output_mode));
    for (const auto& [name, feature] : options.features) {
      const auto added = features.emplace(name, feature.kind.empty() ? feature : named(feature));
      if (!added.second) fail("utils.FeatureSpace: column ", quoted(name), " is given twice");
      if (!added.first->second.preprocessor.defined())
        fail("utils.FeatureSpace: column ", quoted(name), " has no feature");
      inputs[name] = Input({1}, {.dtype = added.first->second.dtype, .name = name});
    }
    for (const auto& cross : options.crosses) add(cross);
    adapted = std::none_of(features.begin(), features.end(),
                           [](const auto& item) { return bool(item.second.adapt); });
  }

  Feature named(const Feature& feature) const {
    const auto& kind = feature.kind;
    if (kind == "float") return float_();
    if (kind == "float_normalized") return float_normalized();
    if (kind == "float_rescaled") return float_rescaled();
    if (kind == "float_discretized") return float_discretized(options.num_discretization_bins);
    if (kind == "integer_categorical") return integer_categorical();
    if (kind == "string_categorical") return string_categorical();
    if (kind == "integer_hashed") return integer_hashed(options.hashing_dim);
    if (kind == "string_hashed") return string_hashed(options.hashing_dim);
    fail("utils.FeatureSpace: a feature must be 'float', 'float_normalized', 'float_rescaled', ",
         "'float_discretized', 'integer_categorical', 'string_categorical', 'integer_hashed' or ",
         "'string_hashed'; received ", quoted(kind));
  }

  void add(Cross cross) {
    for (const auto& name : cross.feature_names)
      if (!features.contains(name))
        fail("utils.FeatureSpace: a cross must be of columns in features; received ", quoted(name));
    if (cross.crossing_dim == 0) cross.crossing_dim = options.crossing_dim;
    const auto name = name_of(cross);
    crosses.try_emplace(name, cross, layers::HashedCrossing(cross.crossing_dim, {.name = name}));
  }

  void check_adapted() const {
    if (!adapted) fail("utils.FeatureSpace: adapt must be called first");
  }

  void adapt(const std::vector<Dict>& batches) {
    for (auto& [name, feature] : features) {
      if (!feature.adapt) continue;
      std::vector<Tensor> columns;
      for (const auto& batch : batches) columns.push_back(as_column(batch[name]));
      feature.adapt(columns);
    }
    adapted = true;
  }

  /// What comes of columns, by name: the features, then the crosses.
  Dict encode(const Dict& columns) const {
    check_adapted();
    std::map<std::string, Tensor> prepared;
    Dict result;
    for (const auto& [name, feature] : features) {
      const auto& x = prepared[name] = feature.preprocessor(as_column(columns[name]));
      result[name] = feature.output_mode == "one_hot" ? one_hot(x, feature.cardinality()) : x;
    }
    for (const auto& [name, item] : crosses) {
      const auto& [cross, layer] = item;
      std::vector<Tensor> parts;
      for (const auto& part : cross.feature_names) parts.push_back(prepared[part]);
      const auto x = layer(parts);
      result[name] = cross.output_mode == "one_hot" ? one_hot(x, cross.crossing_dim) : x;
    }
    return result;
  }

  Tensor joined(const Dict& parts) const {
    if (options.output_mode != "concat")
      fail("utils.FeatureSpace: with output_mode='dict' there are several results; call<Dict> and ",
           "get_encoded_features<Dict> give them");
    std::vector<Tensor> list;
    for (const auto& [name, x] : parts) {
      if (!x.dtype().is_floating())
        fail("utils.FeatureSpace: column ", quoted(name), " must be numbers to be joined; ",
             "received output_mode='int', which needs output_mode='dict' of the FeatureSpace");
      list.push_back(x);
    }
    return list.size() == 1 ? list[0] : layers::Concatenate()(list);
  }

  const Dict& symbolic() {
    if (encoded.size() == 0) encoded = encode(inputs);
    return encoded;
  }
};

FeatureSpace::FeatureSpace(FeatureSpaceOptions options)
    : impl_(std::make_shared<Impl>(std::move(options))) {}

Feature FeatureSpace::float_() { return feature(DType::float32, layers::Identity(), "float"); }
Feature FeatureSpace::float_rescaled(RescaledFeatureOptions options) {
  return feature(DType::float32, layers::Rescaling(options.scale, options.offset), "float");
}
Feature FeatureSpace::float_normalized() {
  return feature(DType::float32, layers::Normalization(), "float");
}
Feature FeatureSpace::float_discretized(int num_bins, DiscretizedFeatureOptions options) {
  const bool given = options.bin_boundaries.given();
  const auto bins =
      given ? static_cast<int>(options.bin_boundaries.shape().elements()) + 1 : num_bins;
  const layers::Discretization layer(
      {.bin_boundaries = options.bin_boundaries,
       .num_bins = given ? std::optional<int>() : std::optional<int>(num_bins)});
  auto made = feature(DType::float32, layer, std::move(options.output_mode));
  if (given) made.adapt = nullptr;
  made.cardinality = [bins] { return bins; };
  return made;
}
Feature FeatureSpace::integer_categorical(CategoricalFeatureOptions options) {
  const layers::IntegerLookup lookup(
      {.max_tokens = options.max_tokens, .num_oov_indices = options.num_oov_indices});
  return looked_up(DType::int32, lookup, std::move(options.output_mode));
}
Feature FeatureSpace::string_categorical(CategoricalFeatureOptions options) {
  const layers::StringLookup lookup(
      {.max_tokens = options.max_tokens, .num_oov_indices = options.num_oov_indices});
  return looked_up(DType::string, lookup, std::move(options.output_mode));
}
Feature FeatureSpace::integer_hashed(int num_bins, HashedFeatureOptions options) {
  return hashed(DType::int32, num_bins, std::move(options.output_mode));
}
Feature FeatureSpace::string_hashed(int num_bins, HashedFeatureOptions options) {
  return hashed(DType::string, num_bins, std::move(options.output_mode));
}

Cross FeatureSpace::cross(std::vector<std::string> feature_names, int crossing_dim,
                          std::string output_mode) {
  if (output_mode != "int" && output_mode != "one_hot")
    fail("utils.FeatureSpace.cross: output_mode must be 'int' or 'one_hot'; received output_mode=",
         quoted(output_mode));
  Cross cross = std::initializer_list<std::string>{};
  cross.feature_names = std::move(feature_names);
  cross.crossing_dim = crossing_dim;
  cross.output_mode = std::move(output_mode);
  return cross;
}

void FeatureSpace::adapt_to(const Dataset& data) const {
  std::vector<Dict> batches;
  for (const auto& batch : data) batches.push_back(batch.x.dict());
  impl_->adapt(batches);
}
void FeatureSpace::adapt(const Dict& columns) const { impl_->adapt(std::vector<Dict>{columns}); }

Dict FeatureSpace::get_inputs() const {
  impl_->check_adapted();
  return impl_->inputs;
}
Dict FeatureSpace::encoded_by_name() const { return impl_->symbolic(); }
Tensor FeatureSpace::get_encoded_features() const { return impl_->joined(impl_->symbolic()); }
Tensor FeatureSpace::operator()(const Tensors& columns) const {
  return impl_->joined(impl_->encode(columns.dict()));
}
Dict FeatureSpace::call_by_name(const Tensors& columns) const {
  return impl_->encode(columns.dict());
}

}  // namespace keras::utils
