#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Add`, `Subtract`, `Multiply`, `Average`, `Maximum` and `Minimum`.
struct MergeOptions {
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The sum of the inputs, elementwise, with broadcasting.
///
///     auto y = Add()({a, b});
///
/// https://keras.io/api/layers/merging_layers/add
class Add : public Layer {
 public:
  Add(MergeOptions options = {});
};
/// The same as a function.
Tensor add(const Tensors& inputs, MergeOptions options = {});

/// The first minus the second of the two inputs, elementwise, with broadcasting.
///
///     auto y = Subtract()({a, b});
///
/// https://keras.io/api/layers/merging_layers/subtract
class Subtract : public Layer {
 public:
  Subtract(MergeOptions options = {});
};
/// The same as a function.
Tensor subtract(const Tensors& inputs, MergeOptions options = {});

/// The product of the inputs, elementwise, with broadcasting.
///
///     auto y = Multiply()({a, b});
///
/// https://keras.io/api/layers/merging_layers/multiply
class Multiply : public Layer {
 public:
  Multiply(MergeOptions options = {});
};
/// The same as a function.
Tensor multiply(const Tensors& inputs, MergeOptions options = {});

/// The mean of the inputs, elementwise, with broadcasting.
///
///     auto y = Average()({a, b});
///
/// https://keras.io/api/layers/merging_layers/average
class Average : public Layer {
 public:
  Average(MergeOptions options = {});
};
/// The same as a function.
Tensor average(const Tensors& inputs, MergeOptions options = {});

/// The largest of the inputs, elementwise, with broadcasting.
///
///     auto y = Maximum()({a, b});
///
/// https://keras.io/api/layers/merging_layers/maximum
class Maximum : public Layer {
 public:
  Maximum(MergeOptions options = {});
};
/// The same as a function.
Tensor maximum(const Tensors& inputs, MergeOptions options = {});

/// The smallest of the inputs, elementwise, with broadcasting.
///
///     auto y = Minimum()({a, b});
///
/// https://keras.io/api/layers/merging_layers/minimum
class Minimum : public Layer {
 public:
  Minimum(MergeOptions options = {});
};
/// The same as a function.
Tensor minimum(const Tensors& inputs, MergeOptions options = {});

extern const Registered<Layer> registered_add;
[[gnu::used]] inline const auto* const linked_add = &registered_add;

}  // namespace keras::layers
