// Sizes of 8-bit images changed as Pillow 11 does, to the last bit: its filters in 22-bit fixed
// point, along rows first, then along columns.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "keras/core/error.hpp"
#include "keras/data/picture.hpp"

namespace keras::data {
namespace {

constexpr int precision = 32 - 8 - 2;  // bits after the point

struct Filter {
  const char* name;
  double radius;
  double (*weight)(double);
};

double sinc(double x) {
  return x == 0 ? 1 : std::sin(x * std::numbers::pi) / (x * std::numbers::pi);
}

double box(double x) { return x > -0.5 && x <= 0.5 ? 1 : 0; }
double bilinear(double x) { return std::max(0.0, 1 - std::abs(x)); }
double hamming(double x) {
  x = std::abs(x);
  if (x == 0 || x >= 1) return x == 0 ? 1 : 0;
  x *= std::numbers::pi;
  return std::sin(x) / x * (0.54 + 0.46 * std::cos(x));
}
double bicubic(double x) {  // Keys 1981, with a = -0.5
  constexpr double a = -0.5;
  x = std::abs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}
double lanczos(double x) { return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0; }

constexpr Filter filters[] = {{"box", 0.5, box},
                              {"bilinear", 1, bilinear},
                              {"hamming", 1, hamming},
                              {"bicubic", 2, bicubic},
                              {"lanczos", 3, lanczos}};

/// What one place of a new line is made of.
struct Sum {
  std::int64_t first = 0;
  std::vector<int> weights = {};
};

/// How the part [begin, begin + length) of a line of `size` becomes a line of `target`.
std::vector<Sum> sums(const Filter& filter, std::int64_t size, std::int64_t begin,
                      std::int64_t length, std::int64_t target) {
  const double scale = static_cast<double>(length) / static_cast<double>(target);
  const double stretch = std::max(scale, 1.0), radius = filter.radius * stretch;
  std::vector<Sum> all;
  for (std::int64_t place = 0; place < target; ++place) {
    const double center = static_cast<double>(begin) + (static_cast<double>(place) + 0.5) * scale;
    const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(center - radius + 0.5));
    const auto end = std::min(size, static_cast<std::int64_t>(center + radius + 0.5));
    std::vector<double> weights;
    double total = 0;
    for (auto i = first; i < end; ++i) {
      weights.push_back(filter.weight((static_cast<double>(i) - center + 0.5) / stretch));
      total += weights.back();
    }
    auto& sum = all.emplace_back(Sum{first});
    for (const auto weight : weights) {
      const auto share = total == 0 ? weight : weight / total;
      sum.weights.push_back(static_cast<int>(share * (1 << precision) + (share < 0 ? -0.5 : 0.5)));
    }
  }
  return all;
}

std::uint8_t clipped(std::int64_t sum) {
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>(sum >> precision, 0, 255));
}

/// Lines along one axis: `outer` of them, elements of which lie `inner` apart.
io::Image along(const io::Image& image, bool rows, const std::vector<Sum>& line) {
  auto result = image;
  const auto target = static_cast<std::int64_t>(line.size());
  (rows ? result.width : result.height) = target;
  const auto outer = rows ? image.height : 1;
  const auto inner = rows ? image.channels : image.width * image.channels;
  const auto length = rows ? image.width : image.height;
  result.pixels.assign(static_cast<std::size_t>(outer * target * inner), 0);
  for (std::int64_t o = 0; o < outer; ++o) {
    for (std::int64_t place = 0; place < target; ++place) {
      const auto& sum = line[static_cast<std::size_t>(place)];
      for (std::int64_t i = 0; i < inner; ++i) {
        const auto* from = image.pixels.data() + (o * length + sum.first) * inner + i;
        std::int64_t value = 1 << (precision - 1);
        for (const auto weight : sum.weights) {
          value += std::int64_t{*from} * weight;
          from += inner;
        }
        result.pixels[static_cast<std::size_t>((o * target + place) * inner + i)] = clipped(value);
      }
    }
  }
  return result;
}

/// Colors multiplied by their alpha, as they are averaged, and back.
void multiply_alpha(io::Image& image) {
  for (std::size_t i = 0; i + 3 < image.pixels.size(); i += 4) {
    for (std::size_t c = 0; c < 3; ++c) {
      const int product = image.pixels[i + c] * image.pixels[i + 3] + 128;
      image.pixels[i + c] = static_cast<std::uint8_t>(((product >> 8) + product) >> 8);
    }
  }
}
void divide_alpha(io::Image& image) {
  for (std::size_t i = 0; i + 3 < image.pixels.size(); i += 4) {
    const int alpha = image.pixels[i + 3];
    if (alpha == 0 || alpha == 255) continue;
    for (std::size_t c = 0; c < 3; ++c)
      image.pixels[i + c] =
          static_cast<std::uint8_t>(std::min(255, 255 * image.pixels[i + c] / alpha));
  }
}

/// The nearest places of the part [begin, begin + length) for a line of `target`; step by step, as
/// Pillow rounds.
std::vector<std::int64_t> nearest_places(std::int64_t begin, std::int64_t length,
                                         std::int64_t target, std::int64_t size) {
  const double step = static_cast<double>(length) / static_cast<double>(target);
  double at = static_cast<double>(begin) + step * 0.5;
  std::vector<std::int64_t> places;
  for (std::int64_t i = 0; i < target; ++i, at += step)
    places.push_back(std::min(size - 1, static_cast<std::int64_t>(at)));
  return places;
}

io::Image nearest(const io::Image& image, const Box& box, std::int64_t height, std::int64_t width) {
  io::Image result = {height, width, image.channels, {}};
  const auto columns = nearest_places(box.left, box.width, width, image.width);
  for (const auto row : nearest_places(box.top, box.height, height, image.height)) {
    for (const auto column : columns) {
      const auto* pixel = image.pixels.data() + (row * image.width + column) * image.channels;
      result.pixels.insert(result.pixels.end(), pixel, pixel + image.channels);
    }
  }
  return result;
}

const Filter& filter_of(const std::string& interpolation) {
  std::vector<std::string> known = {"nearest"};
  for (const auto& filter : filters) {
    if (interpolation == filter.name) return filter;
    known.push_back(filter.name);
  }
  fail("utils.load_img: unknown interpolation ", keras::quoted(interpolation),
       suggestion(interpolation, known));
}

}  // namespace

io::Image resampled(const io::Image& image, const Box& box, std::int64_t height, std::int64_t width,
                    const std::string& interpolation) {
  if (interpolation == "nearest") return nearest(image, box, height, width);
  const auto& filter = filter_of(interpolation);
  auto result = image;
  if (image.channels == 4) multiply_alpha(result);
  if (width != image.width || box.width != image.width)
    result = along(result, true, sums(filter, image.width, box.left, box.width, width));
  if (height != image.height || box.height != image.height)
    result = along(result, false, sums(filter, image.height, box.top, box.height, height));
  if (image.channels == 4) divide_alpha(result);
  return result;
}

}  // namespace keras::data
