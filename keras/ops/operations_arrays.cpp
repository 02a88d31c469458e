#include "keras/ops/arrays.hpp"
#include "keras/ops/linalg.hpp"
#include "keras/ops/operation_tables.hpp"

namespace keras::ops {

std::vector<Operation> array_operations() {
  return {
      operation<tri>("tri", "", {"N"}),
      operation<identity>("identity", "", {"n"}),
      operation<ops::empty>("empty", "", {"shape"}),
      operation<ops::size>("size", "Size", {"x"}),
      operation<ndim>("ndim", "Ndim", {"x"}),
      operation<bartlett>("bartlett", "", {"x"}),
      operation<blackman>("blackman", "", {"x"}),
      operation<hamming>("hamming", "", {"x"}),
      operation<hanning>("hanning", "", {"x"}),
      operation<kaiser>("kaiser", "", {"x", "beta"}),
      operation<column_stack>("column_stack", "ColumnStack", {"xs"}),
      operation<append>("append", "Append", {"x1", "x2"}),
      operation<hstack>("hstack", "Hstack", {"xs"}),
      operation<vstack>("vstack", "Vstack", {"xs"}),
      operation<dstack>("dstack", "Dstack", {"xs"}),
      operation<array_split>("array_split", "ArraySplit", {"x", "indices_or_sections"}),
      operation<hsplit>("hsplit", "Hsplit", {"x", "indices_or_sections"}),
      operation<vsplit>("vsplit", "Vsplit", {"x", "indices_or_sections"}),
      operation<dsplit>("dsplit", "Dsplit", {"x", "indices_or_sections"}),
      operation<fliplr>("fliplr", "Fliplr", {"x"}),
      operation<flipud>("flipud", "Flipud", {"x"}),
      operation<rot90>("rot90", "Rot90", {"array"}),
      operation<diagflat>("diagflat", "Diagflat", {"x"}),
      operation<empty_like>("empty_like", "EmptyLike", {"x"}),
      operation<vander>("vander", "Vander", {"x"}),
      operation<meshgrid>("meshgrid", "Meshgrid", {"x"}, {.spread = true}),
      operation<logspace>("logspace", "Logspace", {"start", "stop"}),
      operation<geomspace>("geomspace", "Geomspace", {"start", "stop"}),
      operation<inner>("inner", "Inner", {"x1", "x2"}),
      operation<vdot>("vdot", "Vdot", {"x1", "x2"}),
      operation<kron>("kron", "Kron", {"x1", "x2"}),
      operation<cross>("cross", "Cross", {"x1", "x2"}),
      operation<diff>("diff", "Diff", {"a"}),
      operation<slogdet>("slogdet", "Slogdet", {"x"}),
      operation<trapezoid>("trapezoid", "Trapezoid", {"y"}, {.config = {"x"}}),
      operation<unravel_index>("unravel_index", "UnravelIndex", {"indices", "shape"}),
      operation<view>("view", "View", {"x"}),
      operation<ops::select>("select", "Select", {"condlist", "choicelist", "default"}),
      operation<static_cast<Tensor (*)(const Tensor&, ArrayOptions)>(array)>("array", "Array",
                                                                             {"x"}),
  };
}

}  // namespace keras::ops
