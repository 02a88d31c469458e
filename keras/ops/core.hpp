// keras.ops: conversion and control.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// `x` with its elements converted to `dtype`. Floats become integers toward zero.
///
///     ops::cast(images, "float32")
Tensor cast(const Tensor& x, DType dtype);

/// `x`, through which no gradient flows.
Tensor stop_gradient(const Tensor& x);

/// The part of `inputs` of `shape` that starts at `start_indices`, moved inside if it sticks out.
Tensor slice(const Tensor& inputs, std::vector<int> start_indices, Shape shape);
/// `inputs` with `updates` written over the part that starts at `start_indices`, moved inside if it
/// sticks out.
Tensor slice_update(const Tensor& inputs, const Tensor& start_indices, const Tensor& updates);

/// Zeros of `shape` with each value added at its place; a place is a row of `indices`.
Tensor scatter(const Tensor& indices, const Tensor& values, Shape shape);
struct ScatterUpdateOptions {
  std::optional<std::string> reduction = {};  ///< "add", "max", "min", "mul"; overwritten if none.
};
/// `inputs` with each of `updates` combined into its place.
Tensor scatter_update(const Tensor& inputs, const Tensor& indices, const Tensor& updates,
                      ScatterUpdateOptions options = {});

/// `x` converted, limited to the numbers that `dtype` has.
Tensor saturate_cast(const Tensor& x, DType dtype);
struct ConvertOptions {
  std::optional<DType> dtype = {};
  std::optional<bool> sparse = {}, ragged = {};  ///< Without effect: all tensors are dense.
};
/// `x` itself, or converted.
Tensor convert_to_tensor(const Tensor& x, ConvertOptions options = {});

}  // namespace keras::ops
