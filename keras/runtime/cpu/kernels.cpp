#include "keras/runtime/cpu/kernels.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "keras/core/error.hpp"

namespace keras::runtime {
namespace {

const Kernels& choose() {
  const auto* const wanted = std::getenv("KERAS_ISA");
  return wanted == nullptr || *wanted == '\0' ? *supported_kernels().back() : kernels(wanted);
}

/// Columns from `first` on that exist in a panel.
std::int64_t width(std::int64_t cols, std::int64_t first, std::int64_t panel) {
  return std::min(panel, cols - first);
}

}  // namespace

const Kernels& kernels() {
  static const Kernels& chosen = choose();
  return chosen;
}

const Kernels& kernels(std::string_view name) {
  std::vector<std::string> names;
  for (const auto* table : supported_kernels()) {
    if (table->name == name) return *table;
    names.emplace_back(table->name);
  }
  fail("KERAS_ISA: must name an instruction set that this processor has; received ", quoted(name),
       suggestion(name, names));
}

void to_panels(const float* plain, float* panels, std::int64_t rows, std::int64_t cols) {
  const auto panel = kernels().panel;
  for (std::int64_t first = 0; first < cols; first += panel) {
    const auto count = width(cols, first, panel);
    for (std::int64_t row = 0; row < rows; ++row, panels += panel) {
      std::copy_n(plain + row * cols + first, count, panels);
      std::fill(panels + count, panels + panel, 0.0f);
    }
  }
}

void from_panels(const float* panels, float* plain, std::int64_t rows, std::int64_t cols) {
  const auto panel = kernels().panel;
  for (std::int64_t first = 0; first < cols; first += panel) {
    const auto count = width(cols, first, panel);
    for (std::int64_t row = 0; row < rows; ++row, panels += panel) {
      std::copy_n(panels, count, plain + row * cols + first);
    }
  }
}

}  // namespace keras::runtime
