// Distributions that are drawn from by trying until a number fits.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::random {
namespace {

constexpr int most_tries = 64;  // of which each fails with a probability below 0.4

/// Random numbers for one element: four of (0, 1) for each try.
class Draws {
 public:
  Draws(const std::uint32_t* key, std::int64_t element, std::int64_t elements)
      : key_(key), element_(element), elements_(elements) {}

  std::array<double, 4> operator()(int attempt) const {
    std::array<std::uint32_t, 4> bits;
    const auto block = static_cast<std::uint64_t>(element_ + attempt * elements_);
    runtime::kernels().philox(key_[0], key_[1], block, bits.data(), 4);
    std::array<double, 4> result;
    std::transform(bits.begin(), bits.end(), result.begin(),
                   [](std::uint32_t word) { return (word + 0.5) * 0x1p-32; });
    return result;
  }

 private:
  const std::uint32_t* key_;
  std::int64_t element_, elements_;
};

/// The logarithm of a draw from the gamma distribution (Marsaglia and Tsang 2000).
double log_gamma_draw(double alpha, const Draws& draws) {
  const double d = (alpha < 1 ? alpha + 1 : alpha) - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (int attempt = 0; attempt < most_tries; ++attempt) {
    const auto u = draws(attempt);
    const double x =
        std::sqrt(-2 * std::log(u[0])) * std::cos(2 * std::numbers::pi * u[1]);  // Box and Muller
    const double root = 1 + c * x, v = root * root * root;
    if (root <= 0 || std::log(u[2]) >= 0.5 * x * x + d - d * v + d * std::log(v)) continue;
    return std::log(d * v) + (alpha < 1 ? std::log(u[3]) / alpha : 0.0);
  }
  return std::log(d);
}

/// The number of successes by adding up their probabilities, which is short where few succeed.
double few_successes(double count, double probability, double u) {
  const double odds = probability / (1 - probability);
  double weight = std::pow(1 - probability, count), k = 0;
  while (u > weight && k < count) {
    u -= weight;
    weight *= odds * (count - k) / (k + 1);
    ++k;
  }
  return k;
}

/// The same for many successes, by a hat over the distribution (Hoermann 1993).
double many_successes(double count, double probability, const Draws& draws) {
  const double deviation = std::sqrt(count * probability * (1 - probability));
  const double b = 1.15 + 2.53 * deviation, a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const double c = count * probability + 0.5, v_r = 0.92 - 4.2 / b;
  const double alpha = (2.83 + 5.1 / b) * deviation;
  const double mode = std::floor((count + 1) * probability);
  const double log_odds = std::log(probability / (1 - probability));
  const double h = std::lgamma(mode + 1) + std::lgamma(count - mode + 1);
  for (int attempt = 0; attempt < most_tries; ++attempt) {
    const auto draw = draws(attempt);
    const double u = draw[0] - 0.5, us = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / us + b) * u + c);
    if (k < 0 || k > count) continue;
    if (us >= 0.07 && draw[1] <= v_r) return k;
    const double v = std::log(draw[1] * alpha / (a / (us * us) + b));
    if (v <= h - std::lgamma(k + 1) - std::lgamma(count - k + 1) + (k - mode) * log_odds) return k;
  }
  return mode;
}

double binomial_draw(double count, double probability, const Draws& draws) {
  if (!(count > 0) || !(probability > 0)) return (count + probability) * 0;  // 0 or NaN
  if (probability >= 1) return count;
  const bool mirrored = probability > 0.5;
  const double p = mirrored ? 1 - probability : probability;
  const double k =
      count * p < 10 ? few_successes(count, p, draws(0)[0]) : many_successes(count, p, draws);
  return mirrored ? count - k : k;
}

/// The logarithms of draws from gamma distributions, float32.
struct LogGamma {
  static constexpr auto name = "log_gamma_draw";
  static constexpr bool parallel = true;

  Spec infer(const Spec& alpha, const Spec&) const { return {alpha.shape, DType::float32}; }
  std::vector<Tensor> vjp(const Tensor&, const Tensor&, const Tensor&, const Tensor&) const {
    return {Tensor(), Tensor()};
  }
  void run(const runtime::Cpu& cpu, const View& alpha, const View& key, const View& y) const {
    const auto count = alpha.shape().elements();
    cpu.for_each(count, [&](std::int64_t i) {
      const Draws draws(key.as<std::uint32_t>(), i, count);
      y.as<float>()[i] = static_cast<float>(log_gamma_draw(alpha.as<float>()[i], draws));
    });
  }
};

/// Draws from binomial distributions, float32.
struct Binomial {
  static constexpr auto name = "binomial_draw";
  static constexpr bool parallel = true;

  Spec infer(const Spec& counts, const Spec&, const Spec&) const {
    return {counts.shape, DType::float32};
  }
  std::vector<Tensor> vjp(const Tensor&, const Tensor&, const Tensor&, const Tensor&,
                          const Tensor&) const {
    return {Tensor(), Tensor(), Tensor()};
  }
  void run(const runtime::Cpu& cpu, const View& counts, const View& probabilities, const View& key,
           const View& y) const {
    const auto count = counts.shape().elements();
    cpu.for_each(count, [&](std::int64_t i) {
      const Draws draws(key.as<std::uint32_t>(), i, count);
      const double drawn =
          binomial_draw(counts.as<float>()[i], probabilities.as<float>()[i], draws);
      y.as<float>()[i] = static_cast<float>(drawn);
    });
  }
};

Tensor spread(const Tensor& x, const Shape& shape) {
  return ops::broadcast_to(ops::converted(x, "float32"), shape);
}

Tensor log_gamma(const Shape& shape, const Tensor& alpha, const Seed& seed) {
  return graph::apply(LogGamma{}, spread(alpha, shape), seed.key());
}

}  // namespace

Tensor gamma(Shape shape, const Tensor& alpha, SampleOptions options) {
  return ops::converted(ops::exp(log_gamma(shape, alpha, options.seed)),
                        options.dtype.value_or("float32"));
}

Tensor beta(Shape shape, const Tensor& alpha, const Tensor& beta, SampleOptions options) {
  // Both draws come from one key: half of a draw of twice the shape each.
  const auto twice = Shape({2}) + shape;
  const auto both = ops::stack({spread(alpha, shape), spread(beta, shape)});
  const auto logs = log_gamma(twice, both, options.seed);
  return ops::converted(ops::sigmoid(logs[0] - logs[1]), options.dtype.value_or("float32"));
}

Tensor binomial(Shape shape, const Tensor& counts, const Tensor& probabilities,
                SampleOptions options) {
  const auto y = graph::apply(Binomial{}, spread(counts, shape), spread(probabilities, shape),
                              options.seed.key());
  return ops::converted(y, options.dtype.value_or("float32"));
}

}  // namespace keras::random
