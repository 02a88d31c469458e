#include "keras/ops/resample.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"
#include "keras/runtime/environment.hpp"

namespace keras::ops {
namespace {

// What follows is written once for numbers and for tensors of them.

using ops::sin, ops::where;
double where(bool condition, double x1, double x2) { return condition ? x1 : x2; }
double sin(double x) { return std::sin(x); }

template <class T>
T lanczos(const T& x, double radius) {
  const T angle = where(x <= 1e-3, T(1.0), x) * std::numbers::pi;
  const T wave = radius * sin(angle) * sin(angle / radius) / (angle * angle);
  return where(x > radius, T(0.0), where(x <= 1e-3, T(1.0), wave));
}

/// Keys 1981, with A = -0.5.
template <class T>
T cubic(const T& x) {
  const T near = (1.5 * x - 2.5) * x * x + 1, far = ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return where(x < 1, near, where(x < 2, far, T(0.0)));
}

/// How much a pixel at distance `x` weighs.
template <class T>
T weight_at(const T& x, const std::string& interpolation) {
  if (interpolation == "lanczos3") return lanczos(x, 3);
  if (interpolation == "lanczos5") return lanczos(x, 5);
  if (interpolation.ends_with("cubic")) return cubic(x);
  return where(x < 1, 1 - x, T(0.0));
}

/// Each place is the nearest one, and no other.
std::vector<float> nearest_weights(std::int64_t from, std::int64_t to) {
  std::vector<float> all(static_cast<std::size_t>(from * to));
  const auto places = nearest_places(from, to);
  for (std::size_t j = 0; j < places.size(); ++j)
    all[static_cast<std::size_t>(places[j]) * places.size() + j] = 1;
  return all;
}

/// The side of the length of `this_target` when the other one is of the length of `other_target`.
std::int64_t in_proportion(std::int64_t other, std::int64_t this_target,
                           std::int64_t other_target) {
  return static_cast<std::int64_t>(static_cast<double>(other * this_target) /
                                   static_cast<double>(other_target));
}

}  // namespace

// In the precision of JAX.
std::vector<float> line_weights(std::int64_t from, std::int64_t to,
                                const std::string& interpolation, bool antialias) {
  if (interpolation == "nearest") return nearest_weights(from, to);
  const auto step = static_cast<float>(static_cast<double>(from) / static_cast<double>(to));
  const float reach = antialias ? std::max(step, 1.0F) : 1.0F;
  std::vector<float> all(static_cast<std::size_t>(from * to));
  for (std::int64_t j = 0; j < to; ++j) {
    const float place = (static_cast<float>(j) + 0.5F) * step - 0.5F;
    const auto at = [&](std::int64_t i) {
      const float distance = std::abs(place - static_cast<float>(i)) / reach;
      return static_cast<float>(weight_at(static_cast<double>(distance), interpolation));
    };
    float sum = 0;
    for (std::int64_t i = 0; i < from; ++i) sum += at(i);
    for (std::int64_t i = 0; i < from; ++i) all[static_cast<std::size_t>(i * to + j)] = at(i) / sum;
  }
  return all;
}

std::vector<int> nearest_places(std::int64_t from, std::int64_t to) {
  std::vector<int> places;
  for (std::int64_t j = 0; j < to; ++j)
    places.push_back(static_cast<int>(std::floor(
        (static_cast<float>(j) + 0.5F) * static_cast<float>(from) / static_cast<float>(to))));
  return places;
}

Window centered_window(const Shape& size, const Shape& target) {
  const auto fitted = [&](int axis, int other) {
    const auto length = in_proportion(size[other], target[axis], target[other]);
    return std::max<std::int64_t>(std::min(size[axis], length), 1);
  };
  const auto height = fitted(0, 1), width = fitted(1, 0);
  return {(size[0] - height) / 2, (size[1] - width) / 2, height, width};
}

Window framed_window(const Shape& size, const Shape& target) {
  const auto margin = [&](int axis, int other) {
    const auto length = in_proportion(size[other], target[axis], target[other]);
    return std::max<std::int64_t>(length - size[axis], 0) / 2;
  };
  const auto rows = margin(0, 1), columns = margin(1, 0);
  return {-rows, -columns, size[0] + 2 * rows, size[1] + 2 * columns};
}

Tensor cut(const Tensor& images, const Window& window) {
  return images(keras::all, range(window.top, window.top + window.height),
                range(window.left, window.left + window.width));
}

Tensor framed(const Tensor& images, const Shape& target, double fill_value) {
  const auto window = framed_window({images.shape(1), images.shape(2)}, target);
  const int rows = static_cast<int>(-window.top), columns = static_cast<int>(-window.left);
  return pad(images, {{0, 0}, {rows, rows}, {columns, columns}, {0, 0}},
             {.constant_values = fill_value});
}

Tensor resampled(const Tensor& images, const Shape& target, const std::string& interpolation,
                 bool antialias) {
  const auto height = images.shape(1), width = images.shape(2);
  const double lines = static_cast<double>(height) * static_cast<double>(target[0]) +
                       static_cast<double>(width) * static_cast<double>(target[1]);
  if (lines * sizeof(float) > static_cast<double>(runtime::machine_memory()))
    fail("ops.image.resize: the size ", target, " is too large for the memory of this machine");
  if (interpolation == "nearest") {
    const auto rows = take(images, Tensor(nearest_places(height, target[0])), {.axis = 1});
    return take(rows, Tensor(nearest_places(width, target[1])), {.axis = 2});
  }
  auto x = floating(images);
  const auto line = [&](std::int64_t from, std::int64_t to) {
    return cast(Tensor(line_weights(from, to, interpolation, antialias), {from, to}), x.dtype());
  };
  const auto along = [&](const char* equation, int axis) {
    const auto from = x.shape(axis + 1), to = target[axis];
    if (from != to) x = einsum(equation, {x, line(from, to)});
  };
  // The axis first that leaves less work for the other one, as JAX does.
  const auto work = [](double a, double b, double c) { return a * b * c; };
  const auto rows_first = work(height, width, target[0]) + work(target[0], width, target[1]);
  const auto columns_first = work(height, width, target[1]) + work(height, target[1], target[0]);
  if (rows_first <= columns_first) along("bhwc,hy->bywc", 0);
  along("bhwc,wx->bhxc", 1);
  along("bhwc,hy->bywc", 0);
  return x;
}

Tensor stretched_weights(std::int64_t from, std::int64_t to, const Stretch& stretch,
                         const std::string& method, bool antialias) {
  const auto dtype = floating_dtype(stretch.scale, stretch.translation);
  const auto wide = [](const Tensor& x) { return x.dtype().is_half() ? cast(x, "float32") : x; };
  const auto inverse = 1 / converted(stretch.scale, dtype);
  const auto step = wide(inverse), moved = wide(converted(stretch.translation, dtype) * inverse);
  const auto exact = (arange(to, {step.dtype()}) + 0.5) * step - moved - 0.5;
  const auto place = wide(cast(exact, dtype));
  const auto reach = antialias ? maximum(step, 1) : ones_like(step);
  const auto distance = absolute(place - expand_dims(arange(from, {step.dtype()}), 1)) / reach;
  const auto found = weight_at(distance, method);
  const auto sums = sum(found, {.axis = 0, .keepdims = true});
  constexpr double negligible = 1000 * 1.1920929e-7;  // of float32, whatever the dtype
  const auto counts = absolute(sums) > negligible;
  const auto inside = logical_and(place >= -0.5, place <= static_cast<double>(from) - 0.5);  // (to)
  return ops::where(logical_and(counts, inside), found / ops::where(counts, sums, 1), 0);
}

}  // namespace keras::ops
