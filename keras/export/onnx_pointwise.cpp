#include <map>

#include "keras/export/onnx_operation.hpp"

namespace keras::onnx {
namespace {

using runtime::Tile;

/// Those that ONNX has under a name of its own.
const char* simple_name(Tile tile) {
  static const std::map<Tile, const char*> names = {
      {Tile::negative, "Neg"},    {Tile::absolute, "Abs"},
      {Tile::sign, "Sign"},       {Tile::sqrt, "Sqrt"},
      {Tile::exp, "Exp"},         {Tile::log, "Log"},
      {Tile::sin, "Sin"},         {Tile::cos, "Cos"},
      {Tile::tan, "Tan"},         {Tile::asin, "Asin"},
      {Tile::acos, "Acos"},       {Tile::atan, "Atan"},
      {Tile::sinh, "Sinh"},       {Tile::cosh, "Cosh"},
      {Tile::tanh, "Tanh"},       {Tile::asinh, "Asinh"},
      {Tile::acosh, "Acosh"},     {Tile::atanh, "Atanh"},
      {Tile::erf, "Erf"},         {Tile::sigmoid, "Sigmoid"},
      {Tile::floor, "Floor"},     {Tile::ceil, "Ceil"},
      {Tile::round, "Round"},     {Tile::logical_not, "Not"},
      {Tile::isnan, "IsNaN"},     {Tile::isinf, "IsInf"},
      {Tile::add, "Add"},         {Tile::subtract, "Sub"},
      {Tile::multiply, "Mul"},    {Tile::divide, "Div"},
      {Tile::power, "Pow"},       {Tile::maximum, "Max"},
      {Tile::minimum, "Min"},     {Tile::equal, "Equal"},
      {Tile::less, "Less"},       {Tile::less_equal, "LessOrEqual"},
      {Tile::greater, "Greater"}, {Tile::logical_and, "And"},
      {Tile::logical_or, "Or"},   {Tile::logical_xor, "Xor"},
      {Tile::where, "Where"},     {Tile::greater_equal, "GreaterOrEqual"}};
  const auto found = names.find(tile);
  return found == names.end() ? nullptr : found->second;
}

using Row = std::string (*)(const Operation&);

std::string one_like(const Operation& o) { return o.graph.number(1, o.inputs[0].dtype); }

std::string rsqrt(const Operation& o) {
  return o.graph.add("Reciprocal", {o.graph.add("Sqrt", {o.input(0)})});
}
std::string expm1(const Operation& o) {
  return o.graph.add("Sub", {o.graph.add("Exp", {o.input(0)}), one_like(o)});
}
std::string log1p(const Operation& o) {
  return o.graph.add("Log", {o.graph.add("Add", {o.input(0), one_like(o)})});
}
std::string gelu(const Operation& o) {
  auto& g = o.graph;
  const auto number = [&](double value) { return g.number(value, o.inputs[0].dtype); };
  const auto part = g.add("Erf", {g.add("Mul", {o.input(0), number(0.70710678118654752440)})});
  const auto twice = g.add("Add", {part, one_like(o)});
  return g.add("Mul", {g.add("Mul", {o.input(0), number(0.5)}), twice});
}
std::string trunc(const Operation& o) {
  const auto size = o.graph.add("Floor", {o.graph.add("Abs", {o.input(0)})});
  return o.graph.add("Mul", {o.graph.add("Sign", {o.input(0)}), size});
}
std::string isfinite(const Operation& o) {
  const auto nan = o.graph.add("IsNaN", {o.input(0)}), inf = o.graph.add("IsInf", {o.input(0)});
  return o.graph.add("Not", {o.graph.add("Or", {nan, inf})});
}
std::string not_equal(const Operation& o) {
  return o.graph.add("Not", {o.graph.add("Equal", {o.input(0), o.input(1)})});
}
/// The remainder that has the sign of the divisor.
std::string mod(const Operation& o) {
  if (o.inputs[0].dtype.is_integer()) return o.graph.add("Mod", {o.input(0), o.input(1)});
  const auto times = o.graph.add("Floor", {o.graph.add("Div", {o.input(0), o.input(1)})});
  return o.graph.add("Sub", {o.input(0), o.graph.add("Mul", {times, o.input(1)})});
}
std::string floor_divide(const Operation& o) {
  if (!o.inputs[0].dtype.is_integer())
    return o.graph.add("Floor", {o.graph.add("Div", {o.input(0), o.input(1)})});
  return o.graph.add("Div", {o.graph.add("Sub", {o.input(0), mod(o)}), o.input(1)});
}
std::string multiply_add(const Operation& o) {
  return o.graph.add("Add", {o.graph.add("Mul", {o.input(0), o.input(1)}), o.input(2)});
}

/// Those that take several nodes.
Row composed(Tile tile) {
  static const std::map<Tile, Row> rows = {{Tile::rsqrt, rsqrt},
                                           {Tile::expm1, expm1},
                                           {Tile::log1p, log1p},
                                           {Tile::gelu, gelu},
                                           {Tile::trunc, trunc},
                                           {Tile::isfinite, isfinite},
                                           {Tile::not_equal, not_equal},
                                           {Tile::mod, mod},
                                           {Tile::floor_divide, floor_divide},
                                           {Tile::multiply_add, multiply_add}};
  const auto found = rows.find(tile);
  return found == rows.end() ? nullptr : found->second;
}

/// What an operation on numbers is between bools, which ONNX tells apart.
Tile between_bools(Tile tile) {
  if (tile == Tile::maximum || tile == Tile::add) return Tile::logical_or;
  if (tile == Tile::minimum || tile == Tile::multiply) return Tile::logical_and;
  return tile;
}

/// `where` between bools, which are chosen as numbers.
std::string where_bool(const Operation& o) {
  auto& g = o.graph;
  const auto yes = cast(g, o.input(1), DType::int32), no = cast(g, o.input(2), DType::int32);
  return cast(g, g.add("Where", {o.input(0), yes, no}), DType::boolean);
}

}  // namespace

std::string write_pointwise(const Operation& o, Tile tile) {
  const bool bools = o.inputs.back().dtype == DType::boolean;
  if (bools && tile == Tile::where) return where_bool(o);
  if (bools) tile = between_bools(tile);
  if (const auto row = composed(tile)) return row(o);
  const auto* name = simple_name(tile);
  if (!name) fail_to_say(o);
  return o.graph.add(name, o.all_inputs());
}

}  // namespace keras::onnx
