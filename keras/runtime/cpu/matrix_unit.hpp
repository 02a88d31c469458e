// Products of bfloat16 by the matrix unit of a processor (AMX).
//
// Sixteen times as many multiply-adds a cycle as float32 in AVX-512. Sums are float32; numbers
// below 2^-126 count as zeros. Sources: Intel 64 and IA-32 Architectures Software Developer's
// Manual, volume 2, TDPBF16PS; Linux, Documentation/arch/x86/xstate.rst.
#pragma once
#include <cstdint>

#include "keras/core/half.hpp"
#include "keras/runtime/cpu/kernels.hpp"

namespace keras::runtime {

/// y = a · b for the sizes, the strides, y and the epilogue of a Gemm (no bias, alpha, accumulate;
/// b is not in panels), with a and b in bfloat16 instead. One of the two strides of a is 1.
struct MatrixUnit {
  std::int64_t (*tiles)(const Gemm& gemm);
  std::int64_t (*scratch)(const Gemm& gemm);  ///< Bytes that a tile needs, aligned to 64.
  void (*tile)(const Gemm& gemm, const bfloat16* a, const bfloat16* b, std::int64_t tile,
               void* scratch);
};

/// That of this processor; nullptr if there is none, or if other kernels were asked for.
const MatrixUnit* matrix_unit();

/// The same without the instructions of the unit, for tests; nullptr without AVX-512.
const MatrixUnit* matrix_unit_in_software();

/// Whether a product is large enough for the unit.
bool suits_matrix_unit(std::int64_t m, std::int64_t n, std::int64_t k);

}  // namespace keras::runtime
