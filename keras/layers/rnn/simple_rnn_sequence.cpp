#include "keras/layers/rnn/simple_rnn_sequence.hpp"

#include "keras/layers/rnn/recurrence.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

using recurrence::rows_at;
using recurrence::rows_before;

/// Backwards through the steps: the gradient of the products, and of the first state.
struct SimpleRnnSequenceGradient {
  static constexpr auto name = "simple_rnn_sequence_gradient";
  static constexpr bool parallel = true;
  static constexpr std::size_t scratch_bytes = recurrence::scratch_bytes;

  std::vector<Spec> infer(const Spec& h, const Spec& h0, const Spec& transposed, const Spec&,
                          const Spec&) const {
    return {h, h0, recurrence::panels_spec(transposed)};
  }

  void run(const runtime::Cpu& cpu, const View& h, const View&, const View& transposed,
           const View& mask, const View& dh, std::span<const View> out) const {
    recurrence::pack(cpu, transposed, out[2]);
    const auto batch = dh.shape()[0], steps = dh.shape()[1], units = dh.shape()[2];
    recurrence::for_rows(cpu, batch, [&](std::int64_t first, std::int64_t rows) {
      const auto carried = rows_at(out[1], first, 0);
      std::fill_n(carried.data, rows * units, 0.0F);
      for (auto t = steps - 1; t >= 0; --t) {
        const auto y = rows_at(h, first, t), dy = rows_at(dh, first, t),
                   dz = rows_at(out[0], first, t);
        for (std::int64_t row = 0; row < rows; ++row) {
          const bool counts = recurrence::kept(mask, first + row, t);
          for (std::int64_t j = 0; j < units; ++j) {
            const auto total = carried[row][j] + dy[row][j];
            dz[row][j] = counts ? total * (1 - y[row][j] * y[row][j]) : 0;
            carried[row][j] = counts ? 0 : total;
          }
        }
        recurrence::add_product(cpu, dz, units, out[2].as<const float>(), carried, units, rows);
      }
    });
  }
};

struct SimpleRnnSequence {
  static constexpr auto name = "simple_rnn_sequence";
  static constexpr bool parallel = true;
  static constexpr std::size_t scratch_bytes = recurrence::scratch_bytes;

  /// h of all steps, and the kernel in panels.
  std::vector<Spec> infer(const Spec& x, const Spec&, const Spec& kernel, const Spec&) const {
    return {x, recurrence::panels_spec(kernel)};
  }

  std::vector<Tensor> vjp(const Tensor&, const Tensor& h0, const Tensor& kernel, const Tensor& mask,
                          std::span<const Tensor> out, std::span<const Tensor> gradients) const {
    const auto back = graph::apply_many(SimpleRnnSequenceGradient{}, out[0], h0,
                                        ops::transpose(kernel), mask, gradients[0]);
    return {back[0], back[1], recurrence::kernel_gradient(h0, out[0], back[0]), {}};
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& h0, const View& kernel,
           const View& mask, std::span<const View> out) const {
    recurrence::pack(cpu, kernel, out[1]);
    const auto batch = x.shape()[0], steps = x.shape()[1], units = x.shape()[2];
    recurrence::for_rows(cpu, batch, [&](std::int64_t first, std::int64_t rows) {
      for (std::int64_t t = 0; t < steps; ++t) {
        const auto z = rows_at(x, first, t), h = rows_at(out[0], first, t),
                   before = rows_before(out[0], h0, first, t);
        for (std::int64_t row = 0; row < rows; ++row) std::copy_n(z[row], units, h[row]);
        recurrence::add_product(cpu, before, units, out[1].as<const float>(), h, units, rows);
        for (std::int64_t row = 0; row < rows; ++row) {
          if (recurrence::kept(mask, first + row, t)) {
            recurrence::tanh(h[row], h[row], units);
          } else {
            std::copy_n(before[row], units, h[row]);
          }
        }
      }
    });
  }
};

}  // namespace

Tensor simple_rnn_sequence(const Tensor& x, const Tensor& h, const Tensor& recurrent_kernel,
                           const Tensor& mask) {
  return graph::apply_many(SimpleRnnSequence{}, x, h, recurrent_kernel,
                           recurrence::mask_or_all(mask, x))[0];
}

}  // namespace keras::layers
