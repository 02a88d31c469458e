// Names and members of a plain struct, read from the struct itself.
//
// With graph/define.hpp this is the only clever template code of the project. It makes an options
// struct the single source of a layer's arguments, its config and its documentation.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace keras::reflect {

inline constexpr std::size_t most_members = 40;

namespace detail {

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-inline"
#pragma clang diagnostic ignored "-Wundefined-var-template"
#endif

// Converts to the type of whatever member it initialises. Only ever named, never run.
template <class Owner>
struct AnyField {
  template <class T>
  requires(!std::is_same_v<std::remove_cvref_t<T>, Owner>) operator T&() const&& noexcept;
  template <class T>
  requires(!std::is_same_v<std::remove_cvref_t<T>, Owner>) operator T&&() const&& noexcept;
};

template <class T, std::size_t... I>
consteval bool accepts(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), AnyField<T>{})...}; };
}

template <class T, std::size_t N = most_members>
consteval std::size_t count() {
  if constexpr (N == 0 || accepts<T>(std::make_index_sequence<N>{})) {
    return N;
  } else {
    return count<T, N - 1>();
  }
}

template <class T>
struct Wrap {
  T pointer;
};
template <class T>
Wrap(T) -> Wrap<T>;
/// Room for a T that is never made: only the addresses of its members are used.
template <class T>
union Sample {
  char nothing = 0;
  T value;
  constexpr Sample() {}
  constexpr ~Sample() {}
};
template <class T>
inline const Sample<T> sample{};

}  // namespace detail

/// The number of members of `T`.
template <class T>
inline constexpr std::size_t size = detail::count<std::remove_cvref_t<T>>();

/// A tuple of references to the members of `object`, in declaration order.
template <class T>
constexpr auto members(T& object) {
  constexpr auto n = size<T>;
  // clang-format off
  if constexpr (n == 0) return std::tuple<>{};
  else if constexpr (n == 1) { auto& [a] = object; return std::tie(a); }
  else if constexpr (n == 2) { auto& [a,b] = object; return std::tie(a,b); }
  else if constexpr (n == 3) { auto& [a,b,c] = object; return std::tie(a,b,c); }
  else if constexpr (n == 4) { auto& [a,b,c,d] = object; return std::tie(a,b,c,d); }
  else if constexpr (n == 5) { auto& [a,b,c,d,e] = object; return std::tie(a,b,c,d,e); }
  else if constexpr (n == 6) { auto& [a,b,c,d,e,f] = object; return std::tie(a,b,c,d,e,f); }
  else if constexpr (n == 7) { auto& [a,b,c,d,e,f,g] = object; return std::tie(a,b,c,d,e,f,g); }
  else if constexpr (n == 8) { auto& [a,b,c,d,e,f,g,h] = object; return std::tie(a,b,c,d,e,f,g,h); }
  else if constexpr (n == 9) { auto& [a,b,c,d,e,f,g,h,i] = object; return std::tie(a,b,c,d,e,f,g,h,i); }
  else if constexpr (n == 10) { auto& [a,b,c,d,e,f,g,h,i,j] = object; return std::tie(a,b,c,d,e,f,g,h,i,j); }
  else if constexpr (n == 11) { auto& [a,b,c,d,e,f,g,h,i,j,k] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k); }
  else if constexpr (n == 12) { auto& [a,b,c,d,e,f,g,h,i,j,k,l] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l); }
  else if constexpr (n == 13) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m); }
  else if constexpr (n == 14) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o); }
  else if constexpr (n == 15) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p); }
  else if constexpr (n == 16) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q); }
  else if constexpr (n == 17) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r); }
  else if constexpr (n == 18) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s); }
  else if constexpr (n == 19) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t); }
  else if constexpr (n == 20) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u); }
  else if constexpr (n == 21) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v); }
  else if constexpr (n == 22) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w); }
  else if constexpr (n == 23) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x); }
  else if constexpr (n == 24) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y); }
  else if constexpr (n == 25) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z); }
  else if constexpr (n == 26) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1); }
  else if constexpr (n == 27) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2); }
  else if constexpr (n == 28) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3); }
  else if constexpr (n == 29) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4); }
  else if constexpr (n == 30) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5); }
  else if constexpr (n == 31) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6); }
  else if constexpr (n == 32) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7); }
  else if constexpr (n == 33) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8); }
  else if constexpr (n == 34) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9); }
  else if constexpr (n == 35) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10); }
  else if constexpr (n == 36) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11); }
  else if constexpr (n == 37) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12); }
  else if constexpr (n == 38) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12,a13] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12,a13); }
  else if constexpr (n == 39) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12,a13,a14] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12,a13,a14); }
  else if constexpr (n == 40) { auto& [a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12,a13,a14,a15] = object; return std::tie(a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r,s,t,u,v,w,x,y,z,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12,a13,a14,a15); }
  // clang-format on
}

namespace detail {

template <Wrap Member>
consteval std::string_view signature() {
  // "... {(& sample<Options>.Sample<Options>::value.Options::use_bias)}; ..." or "...
  // {&sample.value.use_bias}]"
  return __PRETTY_FUNCTION__;
}

template <class T, std::size_t I>
consteval std::string_view name() {
  constexpr auto whole = signature<Wrap{&std::get<I>(members(sample<T>.value))}>();
  constexpr auto mark = whole.find("sample");
  constexpr auto end = std::min(whole.find(")}", mark), whole.find("}]", mark));
  constexpr auto begin = whole.find_last_of(".:", end) + 1;
  return whole.substr(begin, end - begin);
}

}  // namespace detail

/// The names of the members of `T`, in declaration order.
template <class T>
inline constexpr auto names = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array<std::string_view, sizeof...(I)>{detail::name<T, I>()...};
}
(std::make_index_sequence<size<T>>{});

/// Calls visit(name, member) for every member of `object`, in declaration order.
template <class T, class Visit>
constexpr void for_each(T& object, Visit&& visit) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    [[maybe_unused]] auto refs = members(object);
    (visit(names<std::remove_const_t<T>>[I], std::get<I>(refs)), ...);
  }
  (std::make_index_sequence<size<T>>{});
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

}  // namespace keras::reflect
