// Internal: how StringLookup and IntegerLookup are read.
#pragma once
#include "keras/layers/layer_define.hpp"
#include "keras/layers/preprocessing/index_lookup.hpp"

namespace keras::layers {

/// A lookup from its config: Keras ignores what files say of training and dtypes here.
template <class Class, class Options>
Layer lookup_from_config(const Object& saved) {
  auto config = saved;
  const auto size = take_vocabulary_size(config);
  for (const auto* key : {"trainable", "dtype"}) config.erase(key);
  const auto layer = layer_from_config<Class, Options>(config);
  layer.template as<IndexLookup>().expect_size(size);
  return layer;
}

}  // namespace keras::layers
