// Arithmetic of sizes; the functions of <algorithm> may not be called here (see loops.hpp).
#pragma once
#include <cstdint>

namespace keras::runtime::KERAS_ISA {
namespace {

constexpr std::int64_t smallest(std::int64_t a, std::int64_t b) { return a < b ? a : b; }
constexpr std::int64_t largest(std::int64_t a, std::int64_t b) { return a > b ? a : b; }
constexpr std::int64_t parts(std::int64_t whole, std::int64_t part) {
  return (whole + part - 1) / part;
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
