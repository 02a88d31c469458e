#include "keras/ops/image_lines.hpp"

#include <algorithm>
#include <cmath>

namespace keras::ops {
namespace {

constexpr double pi = 3.14159265358979323846;

double lanczos(double x, double radius) {
  if (x > radius) return 0;
  if (x <= 1e-3) return 1;
  return radius * std::sin(pi * x) * std::sin(pi * x / radius) / (pi * pi * x * x);
}

/// Keys 1981, with A = -0.5.
double cubic(double x) {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

/// How much a pixel at distance `x` weighs.
double weight_at(double x, const std::string& interpolation) {
  if (interpolation == "bicubic") return cubic(x);
  if (interpolation == "lanczos3") return lanczos(x, 3);
  if (interpolation == "lanczos5") return lanczos(x, 5);
  return std::max(0.0, 1 - x);
}

/// Each place is the nearest one, and no other.
std::vector<float> nearest_weights(std::int64_t from, std::int64_t to) {
  std::vector<float> all(static_cast<std::size_t>(from * to));
  const auto places = nearest_places(from, to);
  for (std::size_t j = 0; j < places.size(); ++j)
    all[static_cast<std::size_t>(places[j]) * places.size() + j] = 1;
  return all;
}

}  // namespace

std::vector<float> line_weights(std::int64_t from, std::int64_t to,
                                const std::string& interpolation, bool antialias) {
  if (interpolation == "nearest") return nearest_weights(from, to);
  const double step = static_cast<double>(from) / static_cast<double>(to);
  const double reach = antialias ? std::max(step, 1.0) : 1.0;
  std::vector<float> all(static_cast<std::size_t>(from * to));
  for (std::int64_t j = 0; j < to; ++j) {
    const double place = (static_cast<double>(j) + 0.5) * step - 0.5;
    const auto at = [&](std::int64_t i) {
      return weight_at(std::abs(place - static_cast<double>(i)) / reach, interpolation);
    };
    double sum = 0;
    for (std::int64_t i = 0; i < from; ++i) sum += at(i);
    for (std::int64_t i = 0; i < from; ++i)
      all[static_cast<std::size_t>(i * to + j)] = static_cast<float>(at(i) / sum);
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
  const auto fitted = [](std::int64_t side, std::int64_t other, std::int64_t this_target,
                         std::int64_t other_target) {
    const auto length = static_cast<std::int64_t>(static_cast<double>(other * this_target) /
                                                  static_cast<double>(other_target));
    return std::max<std::int64_t>(std::min(side, length), 1);
  };
  const auto height = fitted(size[0], size[1], target[0], target[1]);
  const auto width = fitted(size[1], size[0], target[1], target[0]);
  return {(size[0] - height) / 2, (size[1] - width) / 2, height, width};
}

}  // namespace keras::ops
