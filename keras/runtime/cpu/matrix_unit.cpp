#include "keras/runtime/cpu/matrix_unit.hpp"

#include <string_view>
#include <vector>

#include "keras/runtime/buffer.hpp"

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace keras::runtime {
namespace {

constexpr std::int64_t least_side = 16, least_depth = 32;  // less would leave registers empty
constexpr std::int64_t least_work = 1 << 18;               // multiply-adds

}  // namespace

bool suits_matrix_unit(std::int64_t m, std::int64_t n, std::int64_t k) {
  return m >= least_side && n >= least_side && k >= least_depth && m * n * k >= least_work;
}

#if defined(__x86_64__) && defined(__linux__)

namespace avx512 {
extern const MatrixUnit unit, unit_in_software;
}

namespace {

bool asked_for_avx512() { return std::string_view(kernels().name) == "avx512"; }

/// Whether the processor has the unit and the kernel keeps its registers for this process.
bool has_unit() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned with_bfloat16 = 1u << 22, with_tiles = 1u << 24;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  if ((d & with_bfloat16) == 0 || (d & with_tiles) == 0) return false;
  constexpr long ask_for_registers = 0x1023, tile_registers = 18;
  return syscall(SYS_arch_prctl, ask_for_registers, tile_registers) == 0;
}

/// Whether it multiplies as the software does: some hypervisors announce more than they keep.
bool multiplies_rightly(const MatrixUnit& unit) {
  constexpr std::int64_t size = 32, depth = 64;
  std::vector<bfloat16> factors(size * depth);
  for (std::size_t i = 0; i < factors.size(); ++i)
    factors[i] = bfloat16(static_cast<float>(i * 7 % 13) - 6);
  const auto product = [&](const MatrixUnit& multiplier) {
    std::vector<float> y(size * size);
    Gemm gemm = {.m = size, .n = size, .k = depth, .a_row = depth, .b_row = size, .y = y.data()};
    gemm.y_row = size;
    Buffer scratch(static_cast<std::size_t>(multiplier.scratch(gemm)));
    multiplier.tile(gemm, factors.data(), factors.data(), 0, scratch.data());
    return y;
  };
  return product(unit) == product(avx512::unit_in_software);
}

const MatrixUnit* find_unit() {
  const bool found = asked_for_avx512() && has_unit() && multiplies_rightly(avx512::unit);
  return found ? &avx512::unit : nullptr;
}

}  // namespace

const MatrixUnit* matrix_unit() {
  static const auto* const found = find_unit();
  return found;
}

const MatrixUnit* matrix_unit_in_software() {
  return asked_for_avx512() ? &avx512::unit_in_software : nullptr;
}

#else

const MatrixUnit* matrix_unit() { return nullptr; }
const MatrixUnit* matrix_unit_in_software() { return nullptr; }

#endif

}  // namespace keras::runtime
