// keras.ops: conversion and control.
#pragma once
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

}  // namespace keras::ops
