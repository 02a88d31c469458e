#include "keras/layers/rnn/gru_sequence.hpp"

#include "keras/layers/rnn/recurrence.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

using recurrence::rows_at;
using recurrence::rows_before;

/// Backwards through the steps: the gradients of the products with the input and with the state,
/// and of the first state.
struct GruSequenceGradient {
  static constexpr auto name = "gru_sequence_gradient";
  static constexpr bool parallel = true;
  static constexpr std::size_t scratch_bytes = recurrence::scratch_bytes;

  std::vector<Spec> infer(const Spec& gates, const Spec&, const Spec&, const Spec& h0,
                          const Spec& transposed, const Spec&, const Spec&) const {
    return {gates, gates, h0, recurrence::panels_spec(transposed)};
  }

  void run(const runtime::Cpu& cpu, const View& gates, const View& inner, const View& h,
           const View& h0, const View& transposed, const View& mask, const View& dh,
           std::span<const View> out) const {
    recurrence::pack(cpu, transposed, out[3]);
    const auto batch = dh.shape()[0], steps = dh.shape()[1], units = dh.shape()[2];
    recurrence::for_rows(cpu, batch, [&](std::int64_t first, std::int64_t rows) {
      const auto carried = rows_at(out[2], first, 0);
      std::fill_n(carried.data, rows * units, 0.0F);
      for (auto t = steps - 1; t >= 0; --t) {
        const auto outer = rows_at(out[0], first, t), product = rows_at(out[1], first, t),
                   g = rows_at(gates, first, t), n = rows_at(inner, first, t),
                   before = rows_before(h, h0, first, t), dht = rows_at(dh, first, t);
        for (std::int64_t row = 0; row < rows; ++row) {
          for (std::int64_t j = 0; j < units; ++j) carried[row][j] += dht[row][j];
          if (recurrence::kept(mask, first + row, t)) {
            step(g[row], n[row], before[row], carried[row], outer[row], product[row], units);
          } else {
            std::fill_n(outer[row], 3 * units, 0.0F);
            std::fill_n(product[row], 3 * units, 0.0F);
          }
        }
        recurrence::add_product(cpu, product, 3 * units, out[3].as<const float>(), carried, units,
                                rows);
      }
    });
  }

  /// One row of one step; leaves in `dh` what goes past the gates, to which the product is added.
  static void step(const float* gates, const float* inner, const float* before, float* dh,
                   float* outer, float* product, std::int64_t units) {
    for (std::int64_t j = 0; j < units; ++j) {
      const float z = gates[j], r = gates[units + j], n = gates[2 * units + j];
      const float dz = dh[j] * (before[j] - n) * z * (1 - z);
      const float dn = dh[j] * (1 - z) * (1 - n * n);
      const float dr = dn * inner[j] * r * (1 - r);
      outer[j] = product[j] = dz;
      outer[units + j] = product[units + j] = dr;
      outer[2 * units + j] = dn;
      product[2 * units + j] = dn * r;
      dh[j] *= z;
    }
  }
};

struct GruSequence {
  static constexpr auto name = "gru_sequence";
  static constexpr bool parallel = true;
  static constexpr std::size_t scratch_bytes = recurrence::scratch_bytes;

  /// h of all steps, the gates z, r and the candidate, what r multiplies, and the kernel in panels.
  std::vector<Spec> infer(const Spec& x, const Spec& h, const Spec& kernel, const Spec&,
                          const Spec&) const {
    const Spec states = {{x.shape[0], x.shape[1], h.shape[1]}, DType::float32};
    return {states, x, states, recurrence::panels_spec(kernel)};
  }

  std::vector<Tensor> vjp(const Tensor&, const Tensor& h0, const Tensor& kernel, const Tensor&,
                          const Tensor& mask, std::span<const Tensor> out,
                          std::span<const Tensor> gradients) const {
    const auto back = graph::apply_many(GruSequenceGradient{}, out[1], out[2], out[0], h0,
                                        ops::transpose(kernel), mask, gradients[0]);
    return {back[0],
            back[2],
            recurrence::kernel_gradient(h0, out[0], back[1]),
            ops::sum(back[1], {.axis = {0, 1}}),
            {}};
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& h0, const View& kernel,
           const View& bias, const View& mask, std::span<const View> out) const {
    recurrence::pack(cpu, kernel, out[3]);
    const auto batch = x.shape()[0], steps = x.shape()[1], units = h0.shape()[1];
    recurrence::for_rows(cpu, batch, [&](std::int64_t first, std::int64_t rows) {
      for (std::int64_t t = 0; t < steps; ++t) {
        const auto outer = rows_at(x, first, t), gates = rows_at(out[1], first, t),
                   before = rows_before(out[0], h0, first, t), h = rows_at(out[0], first, t),
                   inner = rows_at(out[2], first, t);
        recurrence::set_product(cpu, before, units, out[3].as<const float>(), gates, 3 * units,
                                rows, bias.as<const float>());
        for (std::int64_t row = 0; row < rows; ++row) {
          if (recurrence::kept(mask, first + row, t)) {
            step(outer[row], before[row], gates[row], inner[row], h[row], units);
          } else {
            std::copy_n(before[row], units, h[row]);
          }
        }
      }
    });
  }

  /// `gates` holds the products with the state.
  static void step(const float* outer, const float* before, float* gates, float* inner, float* h,
                   std::int64_t units) {
    for (std::int64_t j = 0; j < 2 * units; ++j) gates[j] += outer[j];
    recurrence::sigmoid(gates, 2 * units);
    auto* candidate = gates + 2 * units;
    for (std::int64_t j = 0; j < units; ++j) {
      inner[j] = candidate[j];
      candidate[j] = outer[2 * units + j] + gates[units + j] * inner[j];
    }
    recurrence::tanh(candidate, candidate, units);
    for (std::int64_t j = 0; j < units; ++j)
      h[j] = gates[j] * before[j] + (1 - gates[j]) * candidate[j];
  }
};

}  // namespace

Tensor gru_sequence(const Tensor& x, const Tensor& h, const Tensor& recurrent_kernel,
                    const Tensor& recurrent_bias, const Tensor& mask) {
  return graph::apply_many(GruSequence{}, x, h, recurrent_kernel, recurrent_bias,
                           recurrence::mask_or_all(mask, x))[0];
}

}  // namespace keras::layers
