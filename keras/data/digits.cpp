#include "keras/data/digits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <utility>

#include "keras/core/error.hpp"

namespace keras::data {
namespace {

// Everything is computed in double: compilers and libraries differ in the last bit, which then does
// not reach the 8 bits of a pixel.

struct Point {
  double x, y;  // x to the right, y downwards
};

constexpr Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
constexpr Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
constexpr Point operator*(double s, Point p) { return {s * p.x, s * p.y}; }
constexpr double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }

using Stroke = std::vector<Point>;
using Glyph = std::vector<Stroke>;

/// The ways to write each digit, in the unit square. A stroke is a smooth curve through its points.
using Hand = std::array<std::vector<Glyph>, 10>;

const Hand& hand() {
  // clang-format off
  static const Hand glyphs = {{
      {{{{.55, .02}, {.25, .15}, {.12, .5}, {.25, .87}, {.5, .98}, {.76, .85}, {.88, .5}, {.75, .13},
         {.52, .03}}},
       {{{.7, .1}, {.45, 0}, {.2, .25}, {.13, .6}, {.3, .93}, {.6, .97}, {.83, .7}, {.84, .3},
         {.66, .08}, {.5, .1}}}},
      {{{{.5, 0}, {.5, .5}, {.5, 1}}},
       {{{.3, .22}, {.42, .12}, {.52, 0}}, {{.52, 0}, {.52, .5}, {.52, 1}}},
       {{{.3, .2}, {.42, .12}, {.52, 0}}, {{.52, 0}, {.52, .5}, {.52, 1}}, {{.28, 1}, {.76, 1}}}},
      {{{{.15, .25}, {.25, .08}, {.5, 0}, {.75, .1}, {.8, .3}, {.65, .55}, {.4, .78}, {.12, .97}},
        {{.12, .97}, {.5, .96}, {.88, .95}}},
       {{{.18, .22}, {.35, .04}, {.62, .03}, {.8, .22}, {.72, .48}, {.45, .75}, {.2, .95}, {.1, .9},
         {.15, .78}, {.32, .78}, {.55, .93}, {.75, 1}, {.92, .92}}}},
      {{{{.18, .12}, {.4, 0}, {.68, .05}, {.78, .22}, {.65, .4}, {.42, .48}},
        {{.42, .48}, {.7, .53}, {.84, .72}, {.7, .93}, {.42, 1}, {.14, .88}}},
       {{{.2, .03}, {.5, .02}, {.8, .02}}, {{.8, .02}, {.62, .2}, {.45, .4}},
        {{.45, .4}, {.72, .46}, {.85, .68}, {.7, .93}, {.42, 1}, {.15, .9}}}},
      {{{{.2, .02}, {.16, .3}, {.15, .52}}, {{.15, .52}, {.5, .5}, {.88, .47}},
        {{.72, .05}, {.68, .5}, {.64, 1}}},
       {{{.65, 0}, {.4, .32}, {.1, .64}}, {{.1, .64}, {.5, .63}, {.92, .62}},
        {{.65, 0}, {.65, .5}, {.65, 1}}},
       {{{.22, 0}, {.14, .3}, {.2, .52}, {.45, .55}, {.72, .45}}, {{.8, .03}, {.75, .5}, {.68, 1}}}},
      {{{{.82, .03}, {.5, .03}, {.25, .05}}, {{.25, .05}, {.22, .25}, {.2, .45}},
        {{.2, .45}, {.5, .38}, {.8, .55}, {.82, .8}, {.55, .98}, {.15, .93}}},
       {{{.8, .02}, {.45, .03}, {.25, .18}, {.3, .38}, {.6, .48}, {.8, .66}, {.7, .9}, {.42, 1},
         {.14, .9}}}},
      {{{{.7, 0}, {.4, .2}, {.2, .5}, {.18, .78}, {.38, .98}, {.66, .95}, {.8, .75}, {.66, .55},
         {.42, .55}, {.22, .72}}},
       {{{.5, 0}, {.3, .3}, {.2, .65}, {.3, .93}, {.55, 1}, {.75, .85}, {.7, .65}, {.48, .58},
         {.27, .72}}}},
      {{{{.12, .06}, {.5, .04}, {.88, .03}}, {{.88, .03}, {.65, .45}, {.45, 1}}},
       {{{.12, .06}, {.5, .04}, {.88, .03}}, {{.88, .03}, {.65, .45}, {.45, 1}},
        {{.35, .5}, {.55, .49}, {.78, .48}}},
       {{{.14, .22}, {.14, .05}}, {{.14, .05}, {.5, .07}, {.85, .02}},
        {{.85, .02}, {.78, .3}, {.62, .65}, {.58, 1}}}},
      {{{{.75, .12}, {.5, 0}, {.25, .12}, {.3, .35}, {.55, .5}, {.8, .7}, {.75, .92}, {.48, 1},
         {.2, .9}, {.22, .68}, {.48, .5}, {.72, .32}, {.76, .13}}},
       {{{.5, .46}, {.26, .33}, {.28, .1}, {.5, 0}, {.73, .1}, {.74, .33}, {.5, .46}},
        {{.5, .46}, {.18, .62}, {.17, .88}, {.5, 1}, {.82, .88}, {.82, .62}, {.5, .46}}}},
      {{{{.78, .15}, {.55, 0}, {.25, .1}, {.18, .32}, {.35, .5}, {.62, .42}, {.78, .18}},
        {{.78, .15}, {.76, .55}, {.68, 1}}},
       {{{.8, .15}, {.55, 0}, {.25, .1}, {.18, .32}, {.35, .5}, {.62, .42}, {.8, .18}},
        {{.8, .15}, {.82, .5}, {.72, .82}, {.48, 1}, {.2, .92}}}},
  }};
  // clang-format on
  return glyphs;
}

/// splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream) : state_(mix(seed) ^ mix(~stream)) {}

  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(next() >> 11) * 0x1p-53;
  }
  /// Nearly normal, of standard deviation `spread`: a sum of four uniform numbers.
  double normal(double spread) {
    double sum = 0;
    for (int i = 0; i < 4; ++i) sum += uniform(-1, 1);
    return spread * sum * (std::numbers::sqrt3 / 2);
  }
  std::size_t below(std::size_t limit) {
    return static_cast<std::size_t>(uniform(0, static_cast<double>(limit)));
  }

 private:
  static std::uint64_t mix(std::uint64_t z) {
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  std::uint64_t next() { return mix(state_ += 0x9e3779b97f4a7c15); }

  std::uint64_t state_;
};

/// How one digit departs from its glyph: bent by two waves, slanted, turned.
class Bend {
 public:
  explicit Bend(Random& random) {
    for (auto& wave : waves_) {
      wave.along = {random.normal(3), random.normal(3)};
      wave.phase = random.uniform(0, 2 * std::numbers::pi);
      wave.by = {random.normal(0.055), random.normal(0.055)};
    }
    const auto angle = random.normal(0.13), slant = random.normal(0.2) - 0.12;
    const auto wide = random.uniform(0.6, 1.0);
    const auto c = std::cos(angle), s = std::sin(angle);
    right_ = {wide * c, wide * s};
    down_ = {slant * c - s, slant * s + c};
  }

  Point operator()(Point p) const {
    auto bent = p - Point{0.5, 0.5};
    for (const auto& wave : waves_)
      bent = bent + std::sin(dot(wave.along, p) + wave.phase) * wave.by;
    return bent.x * right_ + bent.y * down_;
  }

 private:
  struct Wave {
    Point along, by;
    double phase;
  };
  std::array<Wave, 2> waves_;
  Point right_, down_;
};

/// The curve through `points` (Catmull and Rom 1974) as short straight pieces.
Stroke smooth(std::span<const Point> points) {
  constexpr int pieces = 4;
  const auto n = points.size();
  Stroke curve{points[0]};
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const auto a = points[i], b = points[i + 1];
    const auto before = i > 0 ? points[i - 1] : a, after = i + 2 < n ? points[i + 2] : b;
    const auto slope_a = 0.5 * (b - before), slope_b = 0.5 * (after - a);
    for (int piece = 1; piece <= pieces; ++piece) {
      const auto t = static_cast<double>(piece) / pieces, u = 1 - t;
      curve.push_back(u * u * (1 + 2 * t) * a + t * t * (1 + 2 * u) * b + t * u * u * slope_a -
                      t * t * u * slope_b);
    }
  }
  return curve;
}

/// Moves and scales `strokes` so that the longer side of what they fill has `length` pixels and its
/// middle is `centre`.
void fit(Glyph& strokes, double length, Point centre) {
  auto low = strokes[0][0], high = low;
  for (const auto& stroke : strokes) {
    for (const auto p : stroke) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
  }
  const auto scale = length / std::max(high.x - low.x, high.y - low.y);
  const auto middle = 0.5 * (low + high);
  for (auto& stroke : strokes)
    for (auto& p : stroke) p = centre + scale * (p - middle);
}

struct Pen {
  double radius;    // pixels
  double softness;  // pixels from full ink to none
  double ink;       // how strong: from 1 on, the middle of a line is white
};

/// The light on every pixel, 0 to 1.
class Canvas {
 public:
  /// Draws from `a` to `b`.
  void line(Point a, Point b, Pen pen) {
    const auto reach = pen.radius + pen.softness / 2;
    const auto along = b - a;
    const auto length2 = std::max(dot(along, along), 1e-12);
    const auto [left, right] = pixels(std::min(a.x, b.x) - reach, std::max(a.x, b.x) + reach);
    const auto [top, bottom] = pixels(std::min(a.y, b.y) - reach, std::max(a.y, b.y) + reach);
    for (int y = top; y < bottom; ++y) {
      for (int x = left; x < right; ++x) {
        const auto from_a = Point{x + 0.5, y + 0.5} - a;
        const auto t = std::clamp(dot(from_a, along) / length2, 0.0, 1.0);
        const auto apart = from_a - t * along;
        auto& pixel = light_[static_cast<std::size_t>(y * Digits::side + x)];
        const auto depth = (reach - std::sqrt(dot(apart, apart))) / pen.softness;
        pixel = std::max(pixel, std::clamp(pen.ink * depth, 0.0, 1.0));
      }
    }
  }

  void write(std::uint8_t* image) const {
    std::transform(light_.begin(), light_.end(), image,
                   [](double light) { return static_cast<std::uint8_t>(light * 255 + 0.5); });
  }

 private:
  static std::pair<int, int> pixels(double low, double high) {
    const auto inside = [](double x) {
      return static_cast<int>(std::clamp(x, 0.0, double{Digits::side}));
    };
    return {inside(low), inside(high + 1)};
  }
  std::array<double, Digits::side * Digits::side> light_{};
};

/// `glyph` in one person's hand.
Glyph write_by_hand(const Glyph& glyph, Random& random) {
  const Bend bend(random);
  Glyph strokes;
  for (const auto& stroke : glyph) {
    Stroke points;
    for (const auto p : stroke)
      points.push_back(bend(p) + Point{random.normal(0.02), random.normal(0.02)});
    strokes.push_back(smooth(points));
  }
  const Point centre{14 + random.normal(1), 14 + random.normal(1)};
  fit(strokes, random.uniform(15.5, 20), centre);
  return strokes;
}

Canvas draw(int digit, Random& random) {
  const auto& glyphs = hand()[static_cast<std::size_t>(digit)];
  const auto strokes = write_by_hand(glyphs[random.below(glyphs.size())], random);
  const Pen pen{random.uniform(0.7, 1.8), random.uniform(1.1, 2), random.uniform(0.8, 1.3)};
  Canvas canvas;
  for (const auto& stroke : strokes)
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) canvas.line(stroke[i], stroke[i + 1], pen);
  return canvas;
}

}  // namespace

Digits draw_digits(std::int64_t count, std::uint64_t seed) {
  if (count < 0) fail("data.draw_digits: count must not be negative; received count=", count);
  constexpr std::size_t pixels = Digits::side * Digits::side;
  const auto n = static_cast<std::size_t>(count);
  Digits digits{std::vector<std::uint8_t>(n * pixels), std::vector<std::uint8_t>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    Random random(seed, i);
    const auto digit = static_cast<int>(random.below(10));
    digits.labels[i] = static_cast<std::uint8_t>(digit);
    draw(digit, random).write(&digits.images[i * pixels]);
  }
  return digits;
}

}  // namespace keras::data
