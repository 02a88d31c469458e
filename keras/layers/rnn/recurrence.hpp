// Internal: what the kernels of whole sequences share. They work on (batch, steps, ...) in float32.
#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "keras/graph/define.hpp"
#include "keras/runtime/cpu/kernels.hpp"

namespace keras::layers::recurrence {

/// Rows of a batch that one thread takes through all steps: results do not depend on threads.
inline constexpr std::int64_t chunk = 16;
/// The scratch of one product of `most_units` or fewer units.
inline constexpr std::size_t scratch_bytes = 1 << 16;
inline constexpr int most_units = 2048;

/// Calls visit(first, rows) for this thread's share of the rows of a batch.
template <class Visit>
void for_rows(const runtime::Cpu& cpu, std::int64_t batch, Visit&& visit) {
  cpu.for_each((batch + chunk - 1) / chunk,
               [&](std::int64_t i) { visit(i * chunk, std::min(chunk, batch - i * chunk)); });
}

/// The spec of `matrix` in panels, as one long vector.
Spec panels_spec(const Spec& matrix);
/// Copies `matrix` to panels once; all threads wait for it.
void pack(const runtime::Cpu& cpu, const View& matrix, const View& panels);

/// Some rows of one step of a (batch, steps, width) tensor, or of a (batch, width) one.
struct Rows {
  float* data;
  std::int64_t stride;
  float* operator[](std::int64_t row) const { return data + row * stride; }
};
Rows rows_at(const View& x, std::int64_t first, std::int64_t step);
/// The states before `step`: those after the step before, or the first ones.
Rows rows_before(const View& states, const View& first_states, std::int64_t first,
                 std::int64_t step);

/// y += x · matrix, or y = x · matrix + bias, for `rows` rows; `panels` holds the (k, n) matrix.
void add_product(const runtime::Cpu& cpu, Rows x, std::int64_t k, const float* panels, Rows y,
                 std::int64_t n, std::int64_t rows);
void set_product(const runtime::Cpu& cpu, Rows x, std::int64_t k, const float* panels, Rows y,
                 std::int64_t n, std::int64_t rows, const float* bias);

/// y = tanh(x) or sigmoid(x) of n numbers; x may be y.
void tanh(const float* x, float* y, std::int64_t n);
void sigmoid(float* x, std::int64_t n);

/// Whether the step of the row counts.
inline bool kept(const View& mask, std::int64_t row, std::int64_t step) {
  return mask.as<const bool>()[row * mask.shape()[1] + step];
}

/// The gradient of a recurrent kernel: sum of (state before)^T · (gradient of the product).
Tensor kernel_gradient(const Tensor& first, const Tensor& states, const Tensor& product_gradient);
/// The last step of (batch, steps, width).
Tensor last(const Tensor& x);
/// `mask`, or that of a sequence like `x` (batch, steps, ...) of which all steps count.
Tensor mask_or_all(const Tensor& mask, const Tensor& x);

}  // namespace keras::layers::recurrence
