// Which copies of the loops this processor can run.
#include <vector>

#include "keras/runtime/cpu/kernels.hpp"

namespace keras::runtime {

namespace baseline {
extern const Kernels table;
}

#if defined(__x86_64__)

namespace avx2 {
extern const Kernels table;
}
namespace avx512 {
extern const Kernels table;
}

namespace {

std::vector<const Kernels*> detect() {
  std::vector<const Kernels*> found = {&baseline::table};
  // Every processor with AVX2 has F16C, which clang 14 cannot ask for.
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") ||
      !__builtin_cpu_supports("bmi2")) {
    return found;
  }
  found.push_back(&avx2::table);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
    found.push_back(&avx512::table);
  }
  return found;
}

}  // namespace

#else

namespace {
std::vector<const Kernels*> detect() { return {&baseline::table}; }
}  // namespace

#endif

std::span<const Kernels* const> supported_kernels() {
  static const auto found = detect();
  return found;
}

}  // namespace keras::runtime
