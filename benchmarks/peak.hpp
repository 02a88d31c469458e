// What this machine can do, measured beside what is done.
#pragma once
#include <time.h>

#include <cstring>

#include "keras/runtime/cpu/kernels.hpp"

namespace {

using keras::runtime::Kernels;

/// Of this thread, so that a busy machine does not count.
double seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

#if defined(__x86_64__)

[[gnu::target("avx2,fma")]] void multiply_add_avx2(int rounds) {
  typedef float Vector __attribute__((vector_size(32)));
  Vector sums[10] = {}, x = {1, 1, 1, 1, 1, 1, 1, 1};
  for (int i = 0; i < rounds; ++i) {
#pragma GCC unroll 10
    for (auto& sum : sums) asm volatile("vfmadd231ps %1, %1, %0" : "+x"(sum) : "x"(x));
  }
}

[[gnu::target("avx512f")]] void multiply_add_avx512(int rounds) {
  typedef float Vector __attribute__((vector_size(64)));
  Vector sums[10] = {}, x = Vector{} + 1;
  for (int i = 0; i < rounds; ++i) {
#pragma GCC unroll 10
    for (auto& sum : sums) asm volatile("vfmadd231ps %1, %1, %0" : "+v"(sum) : "v"(x));
  }
}

constexpr int rounds = 4000;

/// Multiply-adds a second, now.
double peak(const Kernels& kernels) {
  const bool wide = std::strcmp(kernels.name, "avx512") == 0;
  const auto start = seconds();
  wide ? multiply_add_avx512(rounds) : multiply_add_avx2(rounds);
  return (wide ? 160.0 : 80.0) * rounds / (seconds() - start);
}

#else

double peak(const Kernels&) { return 1e10; }

#endif

}  // namespace
