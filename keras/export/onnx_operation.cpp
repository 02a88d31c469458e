#include "keras/export/onnx_operation.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "keras/core/error.hpp"

namespace keras::onnx {
namespace {

using runtime::Reduction;

std::string write_cast(const Operation& o) {
  if (o.inputs[0].dtype == o.outputs[0].dtype) return o.graph.add("Identity", {o.input(0)});
  return cast(o.graph, o.input(0), o.outputs[0].dtype);
}

std::string write_broadcast(const Operation& o) {
  auto dims = o.outputs[0].dims;
  const auto& from = o.inputs[0].dims;
  const auto more = dims.size() - from.size();
  for (std::size_t i = 0; i < from.size(); ++i)
    if (dims[more + i] == from[i]) dims[more + i] = {0, 1};  // stays as it is
  return o.graph.add("Expand", {o.input(0), o.lengths(dims)});
}

std::string write_reduce(const Operation& o, const graph::ReduceTrait& trait) {
  auto& g = o.graph;
  Integers axes;
  for (int axis = trait.first; axis < trait.last; ++axis) axes.push_back(axis);
  if (trait.reduction == Reduction::sum)
    return g.add("ReduceSum", {o.input(0), g.integers(axes)}, {{"keepdims", std::int64_t{1}}});
  const auto* name = trait.reduction == Reduction::product   ? "ReduceProd"
                     : trait.reduction == Reduction::maximum ? "ReduceMax"
                                                             : "ReduceMin";
  const bool bools = o.inputs[0].dtype == DType::boolean;
  const auto x = bools ? cast(g, o.input(0), DType::int32) : o.input(0);
  const auto y = g.add(name, {x}, {{"axes", axes}, {"keepdims", std::int64_t{1}}});
  return bools ? cast(g, y, DType::boolean) : y;
}

std::string transposed(Graph& graph, const Operand& x, bool wanted) {
  if (!wanted) return x.name;
  Integers axes;
  for (int i = 0; i < x.rank(); ++i) axes.push_back(i);
  std::swap(axes[axes.size() - 1], axes[axes.size() - 2]);
  return graph.add("Transpose", {x.name}, {{"perm", axes}});
}

std::string write_matmul(const Operation& o, const graph::MatmulTrait& trait) {
  const auto a = transposed(o.graph, o.inputs[0], trait.transpose_a);
  return o.graph.add("MatMul", {a, transposed(o.graph, o.inputs[1], trait.transpose_b)});
}

std::string write_permute(const Operation& o, const graph::PermuteTrait& trait) {
  return o.graph.add("Transpose", {o.input(0)},
                     {{"perm", Integers(trait.axes.begin(), trait.axes.end())}});
}

struct Part {
  Integers starts, lengths, steps;
  explicit Part(const Operation& o) {
    const auto& part = o.attributes.at("part").as_object();
    starts = integers(part, "starts"), lengths = integers(part, "lengths");
    steps = integers(part, "steps");
  }
  /// Whether an axis stays as it is.
  bool whole(std::size_t axis, const Dim& from, const Dim& to) const {
    return starts[axis] == 0 && steps[axis] == 1 && from == to;
  }
};

Names write_slice(const Operation& o) {
  const Part part(o);
  Integers starts, ends, axes, steps;
  for (std::size_t i = 0; i < part.starts.size(); ++i) {
    if (part.whole(i, o.inputs[0].dims[i], o.outputs[0].dims[i])) continue;
    const auto length = fixed(o, o.outputs[0].dims[i]);
    fixed(o, o.inputs[0].dims[i]);
    const auto end = part.starts[i] + length * part.steps[i];
    starts.push_back(part.starts[i]);
    ends.push_back(end < 0 ? std::numeric_limits<std::int64_t>::min() : end);
    axes.push_back(static_cast<std::int64_t>(i));
    steps.push_back(part.steps[i]);
  }
  if (axes.empty()) return {o.input(0)};
  auto& g = o.graph;
  return {g.add("Slice", {o.input(0), g.integers(starts), g.integers(ends), g.integers(axes),
                          g.integers(steps)})};
}

/// Zeros around a tensor; between its elements they have no form.
Names write_place(const Operation& o) {
  const Part part(o);
  Integers before, after;
  for (std::size_t i = 0; i < part.starts.size(); ++i) {
    const bool whole = part.whole(i, o.inputs[0].dims[i], o.outputs[0].dims[i]);
    if (part.steps[i] != 1) fail_to_say(o);
    before.push_back(whole ? 0 : part.starts[i]);
    after.push_back(whole ? 0
                          : fixed(o, o.outputs[0].dims[i]) - part.starts[i] -
                                fixed(o, o.inputs[0].dims[i]));
  }
  before.insert(before.end(), after.begin(), after.end());
  return {o.graph.add("Pad", {o.input(0), o.graph.integers(before)})};
}

Names write_concatenate(const Operation& o) {
  return {o.graph.add("Concat", o.all_inputs(), {{"axis", integer(o.attributes, "axis")}})};
}

/// Places beyond the ends go to the nearest one, as in the engine.
Names write_take(const Operation& o) {
  const auto axis = integer(o.attributes, "axis");
  auto& g = o.graph;
  const auto length =
      length_as_number(g, o.lengths({o.inputs[0].dims[static_cast<std::size_t>(axis)]}));
  const auto last = g.add("Sub", {length, g.number(1, DType::int32)});
  const auto places = g.add("Clip", {o.input(1), g.add("Neg", {length}), last});
  return {g.add("Gather", {o.input(0), places}, {{"axis", axis}})};
}

Names write_argmax(const Operation& o) {
  const auto* name = o.attributes.at("smallest").as_bool() ? "ArgMin" : "ArgMax";
  const auto places = o.graph.add(
      name, {o.input(0)}, {{"axis", integer(o.attributes, "axis")}, {"keepdims", std::int64_t{0}}});
  return {cast(o.graph, places, DType::int32)};
}

/// The places of the first `count` elements of each row in order.
Names write_order(const Operation& o, std::int64_t count, bool largest) {
  auto& g = o.graph;
  const auto found = g.add("TopK", 2, {o.input(0), g.integers({count})},
                           {{"axis", std::int64_t{-1}}, {"largest", std::int64_t{largest}}});
  return {cast(g, found[1], DType::int32)};
}
Names write_top_k(const Operation& o) { return write_order(o, integer(o.attributes, "k"), true); }
Names write_argsort(const Operation& o) {
  return write_order(o, fixed(o, o.inputs[0].dims.back()), false);
}

Names write_cumulative(const Operation& o) {
  if (integer(o.attributes, "combine") != 0) fail_to_say(o);  // a product
  const auto axis = o.graph.integers({integer(o.attributes, "axis")});
  const auto reverse = std::int64_t{o.attributes.at("reverse").as_bool()};
  return {
      o.graph.add("CumSum", {o.input(0), o.graph.add("Squeeze", {axis})}, {{"reverse", reverse}})};
}

Names write_first_input(const Operation& o) { return {o.input(0)}; }

Names write_softmax(const Operation& o) {
  return {o.graph.add("Softmax", {o.input(0)}, {{"axis", std::int64_t{-1}}})};
}

Names write_erfc(const Operation& o) {
  const auto one = o.graph.number(1, o.inputs[0].dtype);
  return {o.graph.add("Sub", {one, o.graph.add("Erf", {o.input(0)})})};
}

Names write_named(const Operation& o) {
  static const std::map<std::string_view, Names (*)(const Operation&)> rows = {
      {"convolve", write_convolution},
      {"convolve_transposed", write_transposed_convolution},
      {"max_pool", write_max_pool},
      {"sum_pool", write_sum_pool},
      {"slice", write_slice},
      {"place", write_place},
      {"concatenate", write_concatenate},
      {"take", write_take},
      {"argmax", write_argmax},
      {"top_k", write_top_k},
      {"argsort", write_argsort},
      {"cumulative", write_cumulative},
      {"erfc", write_erfc},
      {"softmax", write_softmax},
      {"custom_gradient", write_first_input},
      {"lstm_sequence", write_lstm},
      {"gru_sequence", write_gru},
      {"simple_rnn_sequence", write_simple_rnn},
  };
  const auto row = rows.find(o.name);
  if (row == rows.end()) fail_to_say(o);
  const bool by_lengths = o.attributes.contains("part");  // which are looked at one by one
  if (o.attributes_vary && !by_lengths) fail_for_batch(o);
  return row->second(o);
}

struct WriteTrait {
  Names operator()(const graph::PointwiseTrait& t) const { return {write_pointwise(o, t.tile)}; }
  Names operator()(const graph::CastTrait&) const { return {write_cast(o)}; }
  Names operator()(const graph::BroadcastTrait&) const { return {write_broadcast(o)}; }
  Names operator()(const graph::ReshapeTrait&) const { return write_first_input(o); }
  Names operator()(const graph::ReduceTrait& t) const { return {write_reduce(o, t)}; }
  Names operator()(const graph::MatmulTrait& t) const { return {write_matmul(o, t)}; }
  Names operator()(const graph::PermuteTrait& t) const { return {write_permute(o, t)}; }
  Names operator()(const graph::RowsTrait&) const { return write_named(o); }
  Names operator()(const std::monostate&) const { return write_named(o); }
  const Operation& o;
};

}  // namespace

void fail_to_say(const Operation& o) {
  fail("ops.", o.name, ": ONNX has no form of it (opset ", opset_version, ")");
}

void fail_for_batch(const Operation& o) {
  fail("ops.", o.name, ": what it does depends on the size of the batch, which ONNX cannot say");
}

std::int64_t fixed(const Operation& o, const Dim& dim) {
  if (!dim.fixed()) fail_for_batch(o);
  return dim.offset;
}

std::int64_t integer(const Object& attributes, std::string_view key) {
  return attributes.at(key).as_integer();
}

Integers integers(const Object& attributes, std::string_view key) {
  Integers values;
  for (const auto& value : attributes.at(key).as_list()) values.push_back(value.as_integer());
  return values;
}

std::string cast(Graph& graph, const std::string& x, DType dtype) {
  return graph.add("Cast", {x}, {{"to", std::int64_t{data_type(dtype)}}});
}

std::string length_as_number(Graph& graph, const std::string& lengths) {
  return graph.add("Squeeze", {cast(graph, lengths, DType::int32)});
}

Names write(const Operation& operation) {
  return std::visit(WriteTrait{operation}, operation.trait);
}

}  // namespace keras::onnx
