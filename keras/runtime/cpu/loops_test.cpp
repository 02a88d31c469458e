#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "keras/core/half.hpp"
#include "keras/runtime/cpu/kernels.hpp"

namespace keras::runtime {
namespace {

constexpr float inf = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

/// The values as an array, which a vector of bool is not.
template <class T>
std::unique_ptr<T[]> elements(const std::vector<T>& values) {
  auto out = std::make_unique<T[]>(values.size() + 1);
  for (std::size_t i = 0; i < values.size(); ++i) out[i] = values[i];
  return out;
}

/// The loop over `a` (and `b`, `c`) as a vector of its results.
template <class Y, class A, class T = A>
std::vector<Y> results(TileLoop loop, const std::vector<A>& a, const std::vector<T>& b = {},
                       const std::vector<T>& c = {}) {
  REQUIRE((loop != nullptr));
  const auto as = elements(a);
  const auto bs = elements(b), cs = elements(c);
  const auto y = std::make_unique<Y[]>(a.size() + 1);
  loop(as.get(), bs.get(), cs.get(), y.get(), static_cast<std::int64_t>(a.size()));
  return std::vector<Y>(y.get(), y.get() + a.size());
}

template <class T>
std::vector<T> binary(const Kernels& kernels, Tile op, const std::vector<T>& a,
                      const std::vector<T>& b) {
  return results<T>(kernels.tile(op, dtype_of<T>), a, b);
}

template <class T>
bool same(T a, T b) {
  return a == b || (a != a && b != b);
}

/// All equal, NaN to NaN too.
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same<T>(a[i], b[i])) return false;
  }
  return a.size() == b.size();
}

using Reference = long double (*)(long double);

long double sigmoid(long double x) { return 1 / (1 + std::exp(-x)); }
long double rsqrt(long double x) { return 1 / std::sqrt(x); }

struct Elementary {
  Tile op;
  Reference reference;
  double ulps;  // units in the last place that float32 may be off
};

constexpr Elementary elementary[] = {
    {Tile::exp, std::exp, 1},       {Tile::expm1, std::expm1, 1}, {Tile::log, std::log, 1},
    {Tile::log1p, std::log1p, 1},   {Tile::sin, std::sin, 1},     {Tile::cos, std::cos, 1},
    {Tile::tan, std::tan, 1},       {Tile::asin, std::asin, 1},   {Tile::acos, std::acos, 1},
    {Tile::atan, std::atan, 1},     {Tile::sinh, std::sinh, 1},   {Tile::cosh, std::cosh, 1},
    {Tile::tanh, std::tanh, 4.5},   {Tile::asinh, std::asinh, 1}, {Tile::acosh, std::acosh, 1},
    {Tile::atanh, std::atanh, 1},   {Tile::erf, std::erf, 1.5},   {Tile::sigmoid, sigmoid, 2},
    {Tile::sqrt, std::sqrt, 0.501}, {Tile::rsqrt, rsqrt, 1.5},
};

/// Floats of every magnitude, dense ones around zero, and the special ones.
template <class T>
std::vector<T> arguments() {
  std::vector<T> out = {0, -0.0f, 1, -1, inf, -inf, nan, T(88.72), T(-87.4), T(-103.9), T(1e-40)};
  for (std::uint64_t bits = 0; bits < 0x100000000; bits += 1999993) {
    out.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  }
  for (int i = -2500; i < 2500; ++i) out.push_back(T(i) * T(0.007));
  for (int i = -999; i < 1000; ++i) out.push_back(T(i) * T(0.001));
  return out;
}

template <class T>
double units_off(T got, long double expected) {
  const auto rounded = static_cast<T>(expected);
  if (same(got, rounded)) return std::signbit(got) == std::signbit(rounded) || got != 0 ? 0 : 1e9;
  if (!std::isfinite(got) || !std::isfinite(rounded)) return 1e9;
  const T size = std::fabs(rounded);
  const auto unit = std::nextafter(size, std::numeric_limits<T>::infinity()) - size;
  return static_cast<double>(std::fabs(got - expected) / unit);
}

/// The worst error of `op`, and where.
template <class T>
std::pair<double, T> worst_of(const Kernels& kernels, Tile op, Reference reference) {
  const auto x = arguments<T>(), y = results<T>(kernels.tile(op, dtype_of<T>), x);
  std::pair<double, T> worst{-1, 0};
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto off = units_off(y[i], reference(x[i]));
    if (off > worst.first) worst = {off, x[i]};
  }
  return worst;
}

TEST_CASE("elementary functions") {
  for (const auto* kernels : supported_kernels()) {
    for (const auto& function : elementary) {
      const auto worst = worst_of<float>(*kernels, function.op, function.reference);
      CHECK_MESSAGE(worst.first <= function.ulps, kernels->name, " op ",
                    static_cast<int>(function.op), " at ", worst.second);
      const auto wide = worst_of<double>(*kernels, function.op, function.reference);
      CHECK_MESSAGE(wide.first <= 3, kernels->name, " float64 op ", static_cast<int>(function.op),
                    " at ", wide.second);
    }
  }
}

TEST_CASE("tanh is that of XLA, to the last bit, where multiplications are fused with additions") {
  const std::vector<float> x = {-9.5f, -7.9f,  -6.25f, -3.3f, -0.7f, -0.0005f, -0.0003f,
                                0.01f, 0.1f,   0.3f,   0.5f,  0.62f, 0.9f,     1.7f,
                                2.6f,  4.1f,   5.2f,   5.9f,  6.6f,  7.1f,     7.5f,
                                7.8f,  7.998f, 8,      20};
  const std::vector<float> y = {
      -0x1.000000p+0f,  -0x1.fffff8p-1f,  -0x1.ffff08p-1f, -0x1.fe9bdep-1f, -0x1.356fb2p-1f,
      -0x1.0624dap-11f, -0x1.3a92a4p-12f, 0x1.47ab46p-7f,  0x1.983d76p-4f,  0x1.2a4ddap-2f,
      0x1.d9353ep-2f,   0x1.1a2d74p-1f,   0x1.6ebe98p-1f,  0x1.deedf0p-1f,  0x1.fa61cep-1f,
      0x1.ffb808p-1f,   0x1.fff806p-1f,   0x1.fffe08p-1f,  0x1.ffff82p-1f,  0x1.ffffd2p-1f,
      0x1.ffffecp-1f,   0x1.fffff4p-1f,   0x1.fffffap-1f,  0x1.000000p+0f,  0x1.000000p+0f};
  for (const auto* kernels : supported_kernels()) {
    if (std::string_view(kernels->name) == "baseline") continue;
    CHECK(same(results<float>(kernels->tile(Tile::tanh, DType::float32), x), y));
  }
}

TEST_CASE("gelu and its slope, to the last bits of 1") {
  std::vector<float> x = {nan, inf, 40, -40};
  for (int i = -13000; i <= 13000; ++i) x.push_back(static_cast<float>(i) * 1e-3f);
  const std::vector<double> wide(x.begin(), x.end());
  const auto below = [](double v) { return 0.5 * std::erfc(-v * std::sqrt(0.5)); };
  const auto slope = [&](double v) {
    return below(v) + v * std::exp(-0.5 * v * v) * std::sqrt(0.5 / std::acos(-1.0));
  };
  for (const auto* kernels : supported_kernels()) {
    const auto y = results<float>(kernels->tile(Tile::gelu, DType::float32), x),
               dy = results<float>(kernels->tile(Tile::gelu_slope, DType::float32), x);
    CHECK(std::isnan(y[0]));
    CHECK(std::isnan(dy[0]));
    CHECK(y[1] == inf);
    double worst = 0, steepest = 0;
    for (std::size_t i = 2; i < x.size(); ++i) {
      const auto scale = std::max(1.0, std::fabs(wide[i]));
      worst = std::max(worst, std::fabs(y[i] - wide[i] * below(wide[i])) / scale);
      steepest = std::max(steepest, std::fabs(dy[i] - slope(wide[i])));
    }
    CHECK(worst < 2.5e-7);
    CHECK(steepest < 4e-7);
    const auto exact = results<double>(kernels->tile(Tile::gelu, DType::float64), wide);
    CHECK(exact[100] == doctest::Approx(wide[100] * below(wide[100])).epsilon(1e-12));
  }
}

TEST_CASE("softmax and its gradient, row by row") {
  constexpr std::int64_t rows = 3;
  for (const auto* kernels : supported_kernels()) {
    for (const std::int64_t n : {1, 5, 65, 128, 1000}) {
      std::vector<float> x, y(std::size_t(rows * n)), dx(y);
      for (std::int64_t i = 0; i < rows * n; ++i)
        x.push_back(static_cast<float>(i * 37 % 101) * 0.1f - (i % 7 == 0 ? 60 : 0));
      kernels->softmax(x.data(), y.data(), rows, n);
      kernels->softmax_gradient(y.data(), x.data(), dx.data(), rows, n);
      for (std::int64_t i = 0; i < rows * n; ++i) {
        const auto* row = x.data() + i / n * n;
        double sum = 0, mean = 0;
        for (std::int64_t j = 0; j < n; ++j) sum += std::exp(double{row[j]});
        for (std::int64_t j = 0; j < n; ++j) mean += std::exp(double{row[j]}) / sum * row[j];
        const auto at = std::size_t(i);
        const double share = std::exp(double{x[at]}) / sum;
        CHECK(y[at] == doctest::Approx(share).epsilon(2e-6));
        CHECK(std::fabs(dx[at] - share * (x[at] - mean)) < 1e-5);
      }
    }
    const std::vector<float> odd = {0, nan, 1, -inf, -inf, -inf, -inf, 2, 2};
    std::vector<float> y(9);
    kernels->softmax(odd.data(), y.data(), 3, 3);
    CHECK(same(y, {nan, nan, nan, nan, nan, nan, 0, 0.5f, 0.5f}));
  }
}

TEST_CASE("erfinv") {
  std::vector<double> x;
  for (int i = -9999; i < 10000; ++i) x.push_back(static_cast<float>(i) * 1e-4f);
  x.push_back(1e-20f);
  for (const auto* kernels : supported_kernels()) {
    const auto loop = kernels->tile(Tile::erfinv, DType::float32);
    const auto edges = results<float>(loop, std::vector<float>{-1, 1, 0, 2, -2, nan});
    CHECK(same(edges, {-inf, inf, 0, nan, nan, nan}));
    const auto narrow = results<float>(loop, std::vector<float>(x.begin(), x.end()));
    const auto wide = results<double>(kernels->tile(Tile::erfinv, DType::float64), x);
    double inverse = 0, worst = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      inverse = std::max(inverse, std::fabs(std::erf(wide[i]) - x[i]));
      worst = std::max(worst, units_off(narrow[i], wide[i]));
    }
    CHECK(inverse < 1e-15);
    CHECK(worst < 1);
  }
}

TEST_CASE("float arithmetic as jax.numpy has it") {
  const std::vector<float> a = {5, -5, 5, -5, 0, 5, -5, inf, nan, 1, 7, -7, 6, 5, -5, 5, -5};
  const std::vector<float> b = {3,   3,   -3,  -3, 0,   0,   0,    3,   1,
                                nan, .1f, .1f, 3,  inf, inf, -inf, -inf};
  for (const auto* kernels : supported_kernels()) {
    CHECK(same(binary(*kernels, Tile::floor_divide, a, b),
               {1, -2, -2, 1, nan, inf, -inf, nan, nan, nan, 69, -70, 2, 0, -1, -1, 0}));
    CHECK(same(binary<float>(*kernels, Tile::mod, {5, -5, 5, -5, 0, 5, inf, 6, 5, -5, 5, -5, -6},
                             {3, 3, -3, -3, 0, 0, 3, 3, inf, inf, -inf, -inf, 3}),
               std::vector<float>{2, 1, -1, -2, nan, nan, nan, 0, 5, inf, -inf, -5, 0}));
    CHECK(same(binary<float>(*kernels, Tile::maximum, {1, nan, 1, 3, -inf}, {2, 1, nan, -3, nan}),
               std::vector<float>{2, nan, nan, 3, nan}));
    CHECK(same(binary<float>(*kernels, Tile::minimum, {1, nan, 1, 3, -inf}, {2, 1, nan, -3, 0}),
               std::vector<float>{1, nan, nan, -3, -inf}));
    const std::vector<float> x = {-2.5f, -0.5f, 0.5f, 1.5f, nan, -inf, -3};
    const auto unary = [&](Tile op) {
      return results<float>(kernels->tile(op, DType::float32), x);
    };
    CHECK(same(unary(Tile::round), {-2, 0, 0, 2, nan, -inf, -3}));
    CHECK(same(unary(Tile::floor), {-3, -1, 0, 1, nan, -inf, -3}));
    CHECK(same(unary(Tile::ceil), {-2, 0, 1, 2, nan, -inf, -3}));
    CHECK(same(unary(Tile::trunc), {-2, 0, 0, 1, nan, -inf, -3}));
    CHECK(same(unary(Tile::sign), {-1, -1, 1, 1, nan, -1, -1}));
    CHECK(results<bool>(kernels->tile(Tile::isnan, DType::float32), x) ==
          std::vector<bool>{0, 0, 0, 0, 1, 0, 0});
    CHECK(results<bool>(kernels->tile(Tile::isfinite, DType::float32), x) ==
          std::vector<bool>{1, 1, 1, 1, 0, 0, 1});
    CHECK(results<float>(kernels->tile(Tile::where, DType::float32), std::vector<bool>{1, 0},
                         std::vector<float>{1, 2}, {3, 4}) == std::vector<float>{1, 4});
  }
}

TEST_CASE("power and arctan2 agree with the C library") {
  const float special[] = {0,  -0.0f, 1,     -1,     2,       -2,  0.5f,  -0.5f,  3,
                           -3, 2.5f,  -2.5f, inf,    -inf,    nan, 1e-3f, 1e30f,  -7e-20f,
                           10, -10,   33,    1e-40f, 1.0001f, 127, -149,  0.9999f};
  std::vector<float> a, b;
  for (const auto x : special) {
    for (const auto y : special) {
      a.push_back(x);
      b.push_back(y);
    }
  }
  for (const auto* kernels : supported_kernels()) {
    const auto powers = binary(*kernels, Tile::power, a, b);
    const auto angles = binary(*kernels, Tile::arctan2, a, b);
    for (std::size_t i = 0; i < a.size(); ++i) {
      const long double x = a[i], y = b[i];
      CHECK_MESSAGE(units_off(powers[i], std::pow(x, y)) < 1, kernels->name, " ", a[i], "^", b[i]);
      CHECK_MESSAGE(units_off(angles[i], std::atan2(x, y)) < 1, kernels->name, " ", a[i], ",",
                    b[i]);
    }
  }
}

template <class T>
void check_integers(const Kernels& kernels) {
  constexpr T least = std::numeric_limits<T>::min(), most = std::numeric_limits<T>::max();
  constexpr T minus = static_cast<T>(-1);
  constexpr bool sign = least < 0;
  const std::vector<T> a = {0, 5, 5, least, least, most, 7, 2},
                       b = {0, 0, minus, minus, 0, 3, 3, 7};
  const std::vector<T> quotients =
      sign ? std::vector<T>{minus,
                            static_cast<T>(-2),
                            static_cast<T>(-5),
                            least,
                            static_cast<T>(-2),
                            static_cast<T>(most / 3),
                            2,
                            0}
           : std::vector<T>{most, most, 0, 0, most, static_cast<T>(most / 3), 2, 0};
  CHECK(binary(kernels, Tile::floor_divide, a, b) == quotients);
  CHECK(binary(kernels, Tile::mod, a, b) ==
        std::vector<T>{0, 0, static_cast<T>(sign ? 0 : 5), 0, 0, static_cast<T>(most % 3), 1, 2});
  CHECK(binary<T>(kernels, Tile::power, {3, 2, 0, 7, minus}, {5, 3, 0, 1, 3}) ==
        std::vector<T>{static_cast<T>(243), 8, 1, 7, minus});
  CHECK(binary<T>(kernels, Tile::left_shift, {5, 1, minus, 3}, {1, 100, 127, minus}) ==
        std::vector<T>{10, 0, 0, 0});
  CHECK(binary<T>(kernels, Tile::right_shift, {5, 100, minus, 3}, {1, 100, 127, minus}) ==
        std::vector<T>{2, 0, static_cast<T>(sign ? -1 : 0), 0});
  CHECK(binary<T>(kernels, Tile::add, {most, 1}, {1, 2}) == std::vector<T>{least, 3});
  CHECK(binary<T>(kernels, Tile::multiply, {most, 3}, {2, 5}) ==
        std::vector<T>{static_cast<T>(-2), 15});
  CHECK(results<T>(kernels.tile(Tile::absolute, dtype_of<T>), std::vector<T>{least, 3}) ==
        std::vector<T>{least, 3});
  CHECK(results<bool>(kernels.tile(Tile::less, dtype_of<T>), std::vector<T>{least, 3},
                      std::vector<T>{most, 3}) == std::vector<bool>{true, false});
  CHECK((kernels.tile(Tile::exp, dtype_of<T>) == nullptr));
}

TEST_CASE("integer arithmetic as jax.numpy has it, without traps") {
  for (const auto* kernels : supported_kernels()) {
    check_integers<std::int8_t>(*kernels);
    check_integers<std::int16_t>(*kernels);
    check_integers<std::int32_t>(*kernels);
    check_integers<std::int64_t>(*kernels);
    check_integers<std::uint8_t>(*kernels);
    check_integers<std::uint16_t>(*kernels);
    check_integers<std::uint32_t>(*kernels);
    check_integers<std::uint64_t>(*kernels);
    const std::vector<bool> a = {0, 0, 1, 1}, b = {0, 1, 0, 1};
    CHECK(binary(*kernels, Tile::add, a, b) == std::vector<bool>{0, 1, 1, 1});
    CHECK(binary(*kernels, Tile::logical_and, a, b) == std::vector<bool>{0, 0, 0, 1});
    CHECK(binary(*kernels, Tile::bitwise_xor, a, b) == std::vector<bool>{0, 1, 1, 0});
    CHECK((kernels->tile(Tile::subtract, DType::boolean) == nullptr));
    CHECK((kernels->tile(Tile::add, DType::float16) == nullptr));
  }
}

template <class Y>
void check_saturation(const Kernels& kernels) {
  constexpr Y least = std::numeric_limits<Y>::min(), most = std::numeric_limits<Y>::max();
  const std::vector<float> x = {nan, inf, -inf, 1e20f, -1e20f, 2.7f, -2.7f, 100, -100, 0.5f};
  constexpr bool sign = least < 0;
  const auto below = [&](int value) { return static_cast<Y>(sign ? value : 0); };
  CHECK(results<Y>(kernels.cast(DType::float32, dtype_of<Y>), x) ==
        std::vector<Y>{0, most, least, most, least, 2, below(-2), 100, below(-100), 0});
  const std::vector<double> wide(x.begin(), x.end());
  CHECK(results<Y>(kernels.cast(DType::float64, dtype_of<Y>), wide) ==
        std::vector<Y>{0, most, least, most, least, 2, below(-2), 100, below(-100), 0});
}

TEST_CASE("casts saturate") {
  for (const auto* kernels : supported_kernels()) {
    check_saturation<std::int8_t>(*kernels);
    check_saturation<std::int16_t>(*kernels);
    check_saturation<std::int32_t>(*kernels);
    check_saturation<std::int64_t>(*kernels);
    check_saturation<std::uint8_t>(*kernels);
    check_saturation<std::uint16_t>(*kernels);
    check_saturation<std::uint32_t>(*kernels);
    check_saturation<std::uint64_t>(*kernels);
    CHECK(results<bool>(kernels->cast(DType::float32, DType::boolean),
                        std::vector<float>{nan, 0, -0.0f, 0.1f}) == std::vector<bool>{1, 0, 0, 1});
    CHECK(results<std::int8_t>(kernels->cast(DType::int64, DType::int8),
                               std::vector<std::int64_t>{300, -1, 256}) ==
          std::vector<std::int8_t>{44, -1, 0});
  }
}

TEST_CASE("16-bit floats round as core does") {
  std::vector<float> x(70000);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = std::bit_cast<float>(static_cast<std::uint32_t>(i * 61357));
    if (x[i] != x[i]) x[i] = 0;
  }
  std::vector<std::uint16_t> all(0x7C00);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint16_t>(i);
  for (const auto* kernels : supported_kernels()) {
    const auto half = results<std::uint16_t>(kernels->cast(DType::float32, DType::float16), x);
    const auto brain = results<std::uint16_t>(kernels->cast(DType::float32, DType::bfloat16), x);
    const auto back = results<float>(kernels->cast(DType::float16, DType::float32), all);
    int wrong = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      wrong += half[i] != float16(x[i]).bits || brain[i] != bfloat16(x[i]).bits;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      float16 one;
      one.bits = all[i];
      wrong += back[i] != static_cast<float>(one);
    }
    CHECK(wrong == 0);
    CHECK(results<int>(kernels->cast(DType::float16, DType::int32),
                       std::vector<std::uint16_t>{0x7E00, 0x7C00, 0x3C00, 0xC100}) ==
          std::vector<int>{0, std::numeric_limits<int>::max(), 1, -2});
  }
}

TEST_CASE("reductions") {
  for (const auto* kernels : supported_kernels()) {
    for (const std::int64_t n : {1, 2, 7, 64, 100, 1000}) {
      std::vector<float> x(static_cast<std::size_t>(n));
      double sum = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = static_cast<float>(i * 37 % 101) - 50;
        sum += x[i];
      }
      const auto reduced = [&](Reduction op) {
        float y = 7;
        kernels->reduce(op, DType::float32)(x.data(), &y, n);
        return y;
      };
      CHECK(reduced(Reduction::sum) == sum);
      CHECK(reduced(Reduction::maximum) == *std::max_element(x.begin(), x.end()));
      CHECK(reduced(Reduction::minimum) == *std::min_element(x.begin(), x.end()));
      x[x.size() / 2] = nan;
      CHECK(std::isnan(reduced(Reduction::maximum)));
      CHECK(std::isnan(reduced(Reduction::minimum)));
    }
    const std::int32_t large[] = {2147483647, 1, 5};
    std::int32_t total = 0;
    kernels->reduce(Reduction::sum, DType::int32)(large, &total, 3);
    CHECK(total == -2147483643);
    const std::int8_t small[] = {3, 5, -7};
    std::int8_t product = 0;
    kernels->reduce(Reduction::product, DType::int8)(small, &product, 3);
    CHECK(product == -105);
    float empty = 7;
    kernels->reduce(Reduction::sum, DType::float32)(nullptr, &empty, 0);
    CHECK(empty == 0);
  }
}

}  // namespace
}  // namespace keras::runtime
