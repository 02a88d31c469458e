// keras.ops: conversion and control.
#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// `x` with its elements converted to `dtype`. Floats become integers toward zero.
///
///     ops::cast(images, "float32")
Tensor cast(const Tensor& x, DType dtype);

/// `x`, through which no gradient flows.
Tensor stop_gradient(const Tensor& x);

}  // namespace keras::ops
