#include "keras/runtime/cpu/isa/rows.hpp"

namespace keras::runtime::KERAS_ISA {

RowLoop reduce_loop(Reduction op, DType::Kind dtype) {
  const auto index = static_cast<int>(op);
  switch (dtype) {
    case DType::boolean:  // any, all; their sum is the sum of an integer tensor
      if (op == Reduction::sum || op == Reduction::product) return nullptr;
      return wide_rows<std::uint8_t, std::uint8_t>.loops[index];
    case DType::uint8:
      return wide_rows<std::uint8_t, std::uint8_t>.loops[index];
    case DType::int32:
      return wide_rows<std::int32_t, std::uint32_t>.loops[index];
    case DType::int64:
      return wide_rows<std::int64_t, std::uint64_t>.loops[index];
    case DType::float32:
      return wide_rows<float, float>.loops[index];
    case DType::float64:
      return wide_rows<double, double>.loops[index];
    default:
      return baseline::rare_reduce(op, dtype);
  }
}

}  // namespace keras::runtime::KERAS_ISA
