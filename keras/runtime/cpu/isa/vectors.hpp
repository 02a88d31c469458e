// Vectors as wide as the registers of the copy.
#pragma once
#include <cstdint>

namespace keras::runtime::KERAS_ISA {
namespace {

#if defined(__AVX512F__)
constexpr int vector_bytes = 64;
#elif defined(__AVX__)
constexpr int vector_bytes = 32;
#else
constexpr int vector_bytes = 16;
#endif

/// Columns of a GEMM panel.
constexpr std::int64_t panel = vector_bytes == 64 ? 32 : 16;

template <class T>
struct VectorOf {
  typedef T type __attribute__((vector_size(vector_bytes)));
  typedef T unaligned __attribute__((vector_size(vector_bytes), aligned(sizeof(T)), may_alias));
};

template <class T>
using Vector = typename VectorOf<T>::type;

template <class T>
constexpr int lanes = vector_bytes / static_cast<int>(sizeof(T));

template <class T>
[[gnu::always_inline]] inline Vector<T> load(const T* x) {
  return *reinterpret_cast<const typename VectorOf<T>::unaligned*>(x);
}
template <class T>
[[gnu::always_inline]] inline void store(T* y, Vector<T> x) {
  *reinterpret_cast<typename VectorOf<T>::unaligned*>(y) = x;
}
template <class T>
[[gnu::always_inline]] inline Vector<T> broadcast(T x) {
  return x - Vector<T>{};
}

/// x as an instruction of its own leaves it: not contracted with what uses it.
template <class V>
[[gnu::always_inline]] inline V rounded(V x) {
#if defined(__x86_64__)
  asm("" : "+x"(x));
#elif defined(__aarch64__)
  asm("" : "+w"(x));
#endif
  return x;
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
