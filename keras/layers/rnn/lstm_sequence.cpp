#include "keras/layers/rnn/lstm_sequence.hpp"

#include "keras/layers/rnn/recurrence.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

using recurrence::Rows;

/// Backwards through the steps: the gradient of the products, and of the first states.
struct LstmSequenceGradient {
  static constexpr auto name = "lstm_sequence_gradient";
  static constexpr bool parallel = true;
  static constexpr std::size_t scratch_bytes = recurrence::scratch_bytes;

  std::vector<Spec> infer(const Spec& gates, const Spec&, const Spec& c0, const Spec& transposed,
                          const Spec&, const Spec&, const Spec&) const {
    return {gates, c0, c0, recurrence::panels_spec(transposed)};
  }

  void run(const runtime::Cpu& cpu, const View& gates, const View& c, const View& c0,
           const View& transposed, const View& mask, const View& dh, const View& dc,
           std::span<const View> out) const {
    recurrence::pack(cpu, transposed, out[3]);
    const auto batch = dh.shape()[0], steps = dh.shape()[1], units = dh.shape()[2];
    recurrence::for_rows(cpu, batch, [&](std::int64_t first, std::int64_t rows) {
      const auto dh_before = recurrence::rows_at(out[1], first, 0);
      const auto dc_before = recurrence::rows_at(out[2], first, 0);
      std::fill_n(dh_before.data, rows * units, 0.0F);
      std::fill_n(dc_before.data, rows * units, 0.0F);
      for (auto t = steps - 1; t >= 0; --t) {
        const auto dz = recurrence::rows_at(out[0], first, t);
        const auto g = recurrence::rows_at(gates, first, t), ct = recurrence::rows_at(c, first, t),
                   cp = recurrence::rows_before(c, c0, first, t),
                   dht = recurrence::rows_at(dh, first, t), dct = recurrence::rows_at(dc, first, t);
        for (std::int64_t row = 0; row < rows; ++row) {
          for (std::int64_t j = 0; j < units; ++j) {
            dh_before[row][j] += dht[row][j];
            dc_before[row][j] += dct[row][j];
          }
          if (recurrence::kept(mask, first + row, t)) {
            step(g[row], ct[row], cp[row], dh_before[row], dc_before[row], dz[row], units);
          } else {
            std::fill_n(dz[row], 4 * units, 0.0F);
          }
        }
        recurrence::add_product(cpu, dz, 4 * units, out[3].as<const float>(), dh_before, units,
                                rows);
      }
    });
  }

  /// One row of one step; leaves 0 in `dh`, to which the product is then added.
  static void step(const float* gates, const float* c, const float* c_before, float* dh, float* dc,
                   float* dz, std::int64_t units) {
    recurrence::tanh(c, dz, units);
    for (std::int64_t j = 0; j < units; ++j) {
      const float i = gates[j], f = gates[units + j], g = gates[2 * units + j],
                  o = gates[3 * units + j], shown = dz[j];
      const float through = dc[j] + dh[j] * o * (1 + shown) * (1 - shown);
      dz[j] = through * g * i * (1 - i);
      dz[units + j] = through * c_before[j] * f * (1 - f);
      dz[2 * units + j] = through * i * (1 + g) * (1 - g);
      dz[3 * units + j] = dh[j] * shown * o * (1 - o);
      dc[j] = through * f;
      dh[j] = 0;
    }
  }
};

struct LstmSequence {
  static constexpr auto name = "lstm_sequence";
  static constexpr bool parallel = true;
  static constexpr std::size_t scratch_bytes = recurrence::scratch_bytes;

  /// h and c of all steps, the gates i, f, g, o, and the kernel in panels.
  std::vector<Spec> infer(const Spec& x, const Spec& h, const Spec&, const Spec& kernel,
                          const Spec&) const {
    const Spec states = {{x.shape[0], x.shape[1], h.shape[1]}, DType::float32};
    return {states, states, x, recurrence::panels_spec(kernel)};
  }

  std::vector<Tensor> vjp(const Tensor&, const Tensor& h0, const Tensor& c0, const Tensor& kernel,
                          const Tensor& mask, std::span<const Tensor> out,
                          std::span<const Tensor> gradients) const {
    const auto back = graph::apply_many(LstmSequenceGradient{}, out[2], out[1], c0,
                                        ops::transpose(kernel), mask, gradients[0], gradients[1]);
    return {back[0], back[1], back[2], recurrence::kernel_gradient(h0, out[0], back[0]), {}};
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& h0, const View& c0,
           const View& kernel, const View& mask, std::span<const View> out) const {
    recurrence::pack(cpu, kernel, out[3]);
    const auto batch = x.shape()[0], steps = x.shape()[1], units = h0.shape()[1];
    recurrence::for_rows(cpu, batch, [&](std::int64_t first, std::int64_t rows) {
      for (std::int64_t t = 0; t < steps; ++t) {
        const auto z = recurrence::rows_at(x, first, t),
                   gates = recurrence::rows_at(out[2], first, t),
                   hp = recurrence::rows_before(out[0], h0, first, t),
                   cp = recurrence::rows_before(out[1], c0, first, t),
                   h = recurrence::rows_at(out[0], first, t),
                   c = recurrence::rows_at(out[1], first, t);
        for (std::int64_t row = 0; row < rows; ++row) std::copy_n(z[row], 4 * units, gates[row]);
        recurrence::add_product(cpu, hp, units, out[3].as<const float>(), gates, 4 * units, rows);
        for (std::int64_t row = 0; row < rows; ++row) {
          if (recurrence::kept(mask, first + row, t)) {
            step(gates[row], cp[row], c[row], h[row], units);
          } else {
            std::copy_n(hp[row], units, h[row]);
            std::copy_n(cp[row], units, c[row]);
          }
        }
      }
    });
  }

  static void step(float* gates, const float* c_before, float* c, float* h, std::int64_t units) {
    recurrence::sigmoid(gates, 2 * units);
    recurrence::tanh(gates + 2 * units, gates + 2 * units, units);
    recurrence::sigmoid(gates + 3 * units, units);
    for (std::int64_t j = 0; j < units; ++j)
      c[j] = gates[units + j] * c_before[j] + gates[j] * gates[2 * units + j];
    recurrence::tanh(c, h, units);
    for (std::int64_t j = 0; j < units; ++j) h[j] *= gates[3 * units + j];
  }
};

}  // namespace

std::array<Tensor, 2> lstm_sequence(const Tensor& x, const Tensor& h, const Tensor& c,
                                    const Tensor& recurrent_kernel, const Tensor& mask) {
  const auto out = graph::apply_many(LstmSequence{}, x, h, c, recurrent_kernel,
                                     recurrence::mask_or_all(mask, x));
  return {out[0], out[1]};
}

}  // namespace keras::layers
