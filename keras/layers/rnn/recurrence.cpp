#include "keras/layers/rnn/recurrence.hpp"

#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers::recurrence {

Spec panels_spec(const Spec& matrix) {
  const auto size =
      runtime::panels_size(matrix.shape[0], matrix.shape[1], runtime::kernels().panel);
  return {{size}, DType::float32};
}

void pack(const runtime::Cpu& cpu, const View& matrix, const View& panels) {
  if (cpu.thread() == 0)
    runtime::to_panels(matrix.as<const float>(), panels.as<float>(), matrix.shape()[0],
                       matrix.shape()[1]);
  cpu.barrier();
}

Rows rows_at(const View& x, std::int64_t first, std::int64_t step) {
  const auto width = x.shape()[-1], stride = x.shape().rank() == 3 ? x.shape()[1] * width : width;
  return {x.as<float>() + first * stride + step * width, stride};
}

Rows rows_before(const View& states, const View& first_states, std::int64_t first,
                 std::int64_t step) {
  return step == 0 ? rows_at(first_states, first, 0) : rows_at(states, first, step - 1);
}

namespace {

void multiply(const runtime::Cpu& cpu, const runtime::Gemm& gemm) {
  const auto& kernels = runtime::kernels();
  auto* scratch = cpu.scratch(scratch_bytes);
  kernels.gemm(gemm, 0, kernels.gemm_tiles(gemm), scratch);
}

runtime::Gemm product(Rows x, std::int64_t k, const float* panels, Rows y, std::int64_t n,
                      std::int64_t rows) {
  runtime::Gemm gemm;
  gemm.m = rows, gemm.n = n, gemm.k = k;
  gemm.a = x.data, gemm.a_row = x.stride;
  gemm.b = panels, gemm.b_panels = true;
  gemm.y = y.data, gemm.y_row = y.stride;
  return gemm;
}

}  // namespace

void add_product(const runtime::Cpu& cpu, Rows x, std::int64_t k, const float* panels, Rows y,
                 std::int64_t n, std::int64_t rows) {
  auto gemm = product(x, k, panels, y, n, rows);
  gemm.accumulate = true;
  multiply(cpu, gemm);
}

void set_product(const runtime::Cpu& cpu, Rows x, std::int64_t k, const float* panels, Rows y,
                 std::int64_t n, std::int64_t rows, const float* bias) {
  auto gemm = product(x, k, panels, y, n, rows);
  gemm.bias = bias;
  multiply(cpu, gemm);
}

void tanh(const float* x, float* y, std::int64_t n) {
  static const auto loop = runtime::kernels().tile(runtime::Tile::tanh, DType::float32);
  loop(x, nullptr, nullptr, y, n);
}

void sigmoid(float* x, std::int64_t n) {
  static const auto loop = runtime::kernels().tile(runtime::Tile::sigmoid, DType::float32);
  loop(x, nullptr, nullptr, x, n);
}

Tensor kernel_gradient(const Tensor& first, const Tensor& states, const Tensor& product_gradient) {
  const auto steps = states.shape(1), units = states.shape(2);
  auto before = ops::expand_dims(first, 1);
  if (steps > 1) before = ops::concatenate({before, states(all, range(0, steps - 1))}, {.axis = 1});
  return ops::matmul(ops::transpose(ops::reshape(before, {-1, units})),
                     ops::reshape(product_gradient, {-1, product_gradient.shape(-1)}));
}

Tensor last(const Tensor& x) { return x(all, -1); }

Tensor mask_or_all(const Tensor& mask, const Tensor& x) {
  return mask.defined() ? mask : ops::ones({x.shape(0), x.shape(1)}, {.dtype = "bool"});
}

}  // namespace keras::layers::recurrence
