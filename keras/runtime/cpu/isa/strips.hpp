#pragma once
#include "keras/runtime/cpu/isa/counts.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

/// Some rows in strips of nearly equal height: one of a single row would waste the machine.
struct Strips {
  std::int64_t count = 0, least = 0, higher = 0;  // `higher` strips have a row more

  Strips() = default;
  Strips(std::int64_t rows, std::int64_t most)
      : count(parts(rows, most)), least(rows / count), higher(rows % count) {}
  std::int64_t start(std::int64_t index) const { return index * least + smallest(index, higher); }
  std::int64_t rows(std::int64_t index) const { return least + (index < higher ? 1 : 0); }
};

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
